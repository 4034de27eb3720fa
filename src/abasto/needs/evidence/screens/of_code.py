"""One code of one institution: use, stock, stock-out days by month, with what the check found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ....base.refusal import Refused
from ....catalogue.queries import canonical_clave, item_of
from ....page.chart import Chart, Source, lines
from ....page.figures import pieces
from ....page.screens.download import asked_for
from ....page.table import Column, Row, make_table
from ....page.why import Why
from ....page.words import word
from ....people.visibility import Sight
from ....problems.models import ListedProblem
from ....rounds.models import Round
from ....rounds.queries import participations, round_named, sight
from ..actions.check_evidence import SOURCE
from ..calendar_month import month_text
from ..queries import FIELD, History, history, months_visible_to

MOST_ROWS = 60


@require_safe
def of_code(request: HttpRequest, round_code: str, buyer: str, clave: str) -> HttpResponse:
    """The series with its picture; refuses `not-allowed` where the institution's evidence may not be seen."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    if not seen.sees(FIELD, buyer):
        raise Refused("not-allowed", "", {"what": FIELD})
    item = item_of(of, canonical_clave(clave))
    named = {one.organisation.code: str(one.organisation) for one in participations(of)}
    if buyer not in named:
        raise Refused("not-found", "", {"what": "institution", "value": buyer})
    known = history(seen, of, [buyer], item.item.clave)
    problems = _problems(of, buyer, item.item.clave)
    rows = _rows(known, problems)
    synthetic = months_visible_to(seen, of).filter(organisation__code=buyer, origin="synthetic").exists()
    if file := asked_for(request, f"evidence-{buyer}-{item.item.clave}", _columns(), rows, synthetic):
        return file
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Evidence"), reverse("web:need_evidence", args=[of.code])),
            (item.item.clave, reverse("web:item", args=[of.code, item.item.clave])),
            (named[buyer], ""),
        ],
        "item": item,
        "name": named[buyer],
        "known": known,
        "sentence": _sentence(known, len(problems)),
        "why": _why(known, seen, of),
        "picture": _picture(known, problems, named[buyer], of, synthetic) if rows else None,
        "table": make_table(_("Month by month"), _columns(), rows, request.GET, MOST_ROWS),
        "synthetic": synthetic,
    }
    return render(request, "needs/evidence_code.html", told)


def _problems(of: Round, buyer: str, clave: str) -> dict[str, ListedProblem]:
    """Open problems of the series by month as text."""
    listed = ListedProblem.objects.filter(
        round_code=of.code, room="needs", source=SOURCE.format(code=buyer), subject=clave, state="open"
    )
    return {one.sheet: one for one in listed}


def _columns() -> tuple[Column, ...]:
    return (
        Column("month", _("Month")),
        Column("used", _("Used"), "pieces", unit=_("pieces")),
        Column("stock", _("Stock at the end"), "pieces", unit=_("pieces")),
        Column("days", _("Days without stock"), "number"),
        Column("reported", _("Reported"), "text"),
        Column("found", _("What the check found"), wide=True),
    )


def _rows(known: History, problems: dict[str, ListedProblem]) -> list[Row]:
    if not known.claves:
        return []
    rows: list[Row] = []
    for at in range(known.consumption.shape[1]):
        month, is_told = month_text(known.first_month + at), bool(known.is_reported[0, at])
        found = problems.get(month)
        stock = int(known.stock[0, at])
        rows.append({
            "month": month,
            "used": int(known.consumption[0, at]) if is_told else None,
            "stock": stock if stock >= 0 else None,
            "days": int(known.stock_out_days[0, at]) if is_told else None,
            "reported": _("yes") if is_told else _("no: unknown, not zero"),
            "found": f"{word(found.kind)}: {found.found}" if found else "",
        })  # fmt: skip
    return rows


def _sentence(known: History, found: int) -> str:
    if not known.claves:
        return _("Nothing was told of this code yet.")
    told = known.is_reported[0]
    mean = int(known.consumption[0][told].mean()) if told.any() else 0
    return _("%(mean)s pieces used a month on average in %(told)s of %(months)s months; %(found)s to look at.") % {
        "mean": pieces(mean), "told": int(told.sum()), "months": len(told), "found": found,
    }  # fmt: skip


def _why(known: History, seen: Sight, of: Round) -> Why:
    files = months_visible_to(seen, of).filter(organisation__code__in=known.buyers[:1]).order_by()
    names = files.values_list("upload__file_name", "sha256").distinct()[:3]
    return Why(
        formula=_("Sum of the use told, over the months that were reported; a month without a report is left out."),
        inputs=((_("Months reported"), pieces(int(known.is_reported.sum()))),
                (_("Pieces used"), pieces(int(known.consumption.sum())))),
        source=", ".join(f"{name} (SHA-256 {sha256[:12]})" for name, sha256 in names),
    )  # fmt: skip


def _picture(known: History, problems: dict[str, ListedProblem], name: str, of: Round, synthetic: bool) -> Chart:
    months = [month_text(known.first_month + at) for at in range(known.consumption.shape[1])]
    rows = [
        (
            month,
            int(known.consumption[0, at]) if known.is_reported[0, at] else None,
            int(known.stock[0, at]) if known.stock[0, at] >= 0 else None,
            int(known.consumption[0, at]) if month in problems else None,
        )
        for at, month in enumerate(months)
    ]
    title = _("%(name)s: use and stock by month; %(count)s months to look at") % {"name": name, "count": len(problems)}
    source = Source(_("Evidence of need of %(round)s") % {"round": of.code}, of.clock.date().isoformat(),
                    "synthetic" if synthetic else "published")  # fmt: skip
    series = (_("Used"), _("Stock at the end"), _("To look at"))
    return lines("evidence", title, _("Month"), rows, series=series, source=source, value=_("Pieces"), kind="pieces")
