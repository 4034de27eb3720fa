"""The consolidated need, in eight views of the same figures."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ....page.chart import Chart
from ....page.figures import pieces
from ....page.screens.download import asked_for
from ....page.table import make_table
from ....page.totals import Totals
from ....page.why import Why
from ....people.visibility import Sight
from ....rounds.models import Round
from ....rounds.queries import round_named, sight
from ...queries import earlier_round
from ..models import NeedVersion
from ..views.figures import Figures, by_group, by_state, is_sum, totals
from ..views.queries import alike, as_seen, figures_of, points_by_state
from ..views.surprises import Interval, surprises
from . import view_pictures as pictures
from . import view_tables as tables

VIEWS: dict[str, str | Promise] = {
    "institution": gettext_lazy("By institution"),
    "code": gettext_lazy("By code"),
    "group": gettext_lazy("By therapeutic group"),
    "category": gettext_lazy("By category"),
    "state": gettext_lazy("By state"),
    "month": gettext_lazy("By month"),
    "growth": gettext_lazy("Growth"),
    "surprises": gettext_lazy("Surprises"),
}
NEEDS_BUYERS = frozenset({"institution", "state"})
NEEDS_LAST = frozenset({"growth", "surprises"})
FiguresOf = Callable[[Round], Figures]
IntervalsOf = Callable[[Round], Mapping[tuple[str, str], Interval]]


@require_safe
def consolidated(
    request: HttpRequest, round_code: str, figures: FiguresOf = figures_of, intervals: IntervalsOf | None = None
) -> HttpResponse:
    """One view of the need, as far as the viewer may see it; `?format=` hands out its table.

    figures: how the figures are got (the address keeps them in memory). intervals: the suggested need by clave and
    buyer, where another room offers it.
    """
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    now, before = figures_seen(seen, of, figures)
    crumbs = [(of.code, reverse("web:round", args=[of.code])), (_("Needs"), reverse("web:needs", args=[of.code])),
              (_("Consolidated need"), "")]  # fmt: skip
    if now is None:
        return render(request, "needs/consolidated_closed.html", {"crumbs": crumbs}, status=403)
    offered = _offered(seen, now, before)
    view = request.GET.get("view", "")
    view = view if view in offered else next(iter(offered))
    known = intervals(of) if intervals and seen.sees_all("need") else {}
    shown, chart, why = _view(view, of, (now, before), request.GET.get("q", ""), known)
    if file := asked_for(request, f"{view}-{of.code}", shown.columns, shown.rows, is_invented(of)):
        return file
    whole = totals(now)
    told = {
        "crumbs": crumbs, "view": view, "views": offered, "chart": chart, "why": why,
        "table": make_table(str(offered[view]), shown.columns, shown.rows, request.GET),
        "asked": Totals(whole.codes, whole.maximum), "least": whole.minimum, "now": now,
        "buyers": len(now.buyers), "asking": whole.buyers,
        "is_all": seen.sees_all("need"), "earlier": earlier_round(of),
        "version": NeedVersion.objects.filter(round=of, number=now.version).first() if now.version else None,
        "source": pictures.source_of(of, now, "").name, "q": request.GET.get("q", ""),
        "sees_exports": seen.sees_all("need"), "sees_requests": seen.sees_all("request"),
    }  # fmt: skip
    return render(request, "needs/consolidated.html", told)


def figures_seen(seen: Sight, of: Round, figures: FiguresOf) -> tuple[Figures | None, Figures | None]:
    """This round's figures and the last one's, as far as the viewer may see each."""
    now = as_seen(seen, figures(of))
    earlier = earlier_round(of)
    before = as_seen(sight(seen.viewer, earlier), figures(earlier)) if earlier else None
    return now, alike(seen, now, before)


def is_invented(of: Round) -> bool:
    """Whether the needs themselves are synthetic: those asked for in a rehearsal; an annex is as published."""
    return of.is_synthetic and of.is_announced


def _offered(seen: Sight, now: Figures, before: Figures | None) -> dict[str, str | Promise]:
    """The views that show something to this viewer."""
    closed: set[str] = set()
    if is_sum(now):
        closed |= NEEDS_BUYERS
    if before is None:
        closed |= NEEDS_LAST
    return {key: name for key, name in VIEWS.items() if key not in closed}


def _view(
    view: str, of: Round, both: tuple[Figures, Figures | None], words: str,
    intervals: Mapping[tuple[str, str], Interval],
) -> tuple[tables.Shown, Chart | None, Why]:  # fmt: skip
    now, before = both
    source = pictures.source_of(of, now, "synthetic" if is_invented(of) else "derived")
    if view == "state":
        placed = by_state(now, before, points_by_state())
        return tables.states(placed), pictures.states(placed, source), _why(of, now, view)
    if view == "surprises":
        found = surprises(now, before, intervals)
        return tables.surprising(of, found), pictures.surprising(found, source), _why(of, now, view)
    if view == "growth" and before is not None:
        return tables.growths(of, now, before), pictures.growths(now, before, source), _why(of, now, view)
    makers: dict[str, tuple[Callable[[], tables.Shown], Callable[[], Chart | None]]] = {
        "institution": (lambda: tables.institutions(now, before), lambda: pictures.institutions(now, source)),
        "category": (lambda: tables.categories(now, before), lambda: pictures.categories(now, source)),
        "group": (lambda: tables.groups(now, before), lambda: pictures.groups(by_group(now, None), source)),
        "month": (lambda: tables.months(of, now), lambda: pictures.months(of, now, source)),
        "code": (lambda: tables.codes(of, now, before, words), lambda: None),
    }
    table, picture = makers[view]
    return table(), picture(), _why(of, now, view)


def _why(of: Round, now: Figures, view: str) -> Why:
    """The formula of the view in words, and what it rests on."""
    formulas: dict[str, Any] = {
        "institution": _("Sum of the maxima of every buyer under the institution at the top of the round's tree."),
        "code": _("Sum of the maxima of every buyer shown, by code."),
        "group": _(
            "Codes of one category whose text in the compendium begins with the same generic name, added in pieces as "
            "published; pieces of different strengths are not made alike here, only by an adopted merger."
        ),
        "category": _("Sum of the maxima by category of the compendium: the group of the clave."),
        "state": _(
            "Buyers of one state count there; those of the whole country are split over their delivery points, a point "
            "a share, by largest remainder."
        ),
        "month": _("Sum of the maxima by month, as the institutions stated them.")
        if now.is_stated
        else _("The published figure of the round split equally over its months: no annex has months."),
        "growth": _(
            "Maximum of this round − maximum of the last one, that one taken over as many months as this one has."
        ),
        "surprises": _(
            "|ln((asked + 1) / (expected + 1))|, at most tenfold, × √ of the larger of both. Expected is what the same "
            "buyer asked last round over as many months, or the nearest end of its suggested interval. No price is in "
            "it. Buyers that asked for nothing last round are left out."
        ),
    }
    whole = totals(now)
    version = NeedVersion.objects.filter(round=of, number=now.version).first() if now.version else None
    return Why(
        formula=formulas[view],
        inputs=((_("Codes"), pieces(whole.codes)), (_("Buyers"), pieces(whole.buyers)),
                (_("Minimum, pieces"), pieces(whole.minimum)), (_("Maximum, pieces"), pieces(whole.maximum))),
        source=pictures.source_of(of, now, "").name,
        run=_("Version of the consolidated need") if version else "",
        run_hash=version.content_sha256 if version else "",
        origin="synthetic" if is_invented(of) else "derived",
    )  # fmt: skip
