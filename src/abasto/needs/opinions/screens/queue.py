"""The reviewer's queue: lines that wait for an opinion, given for one or all of a filter, withdrawn while alone."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ....base.refusal import Refused
from ....page.figures import pieces
from ....page.screens.download import asked_for, wants_file
from ....page.screens.typed import actor_of, ticked, tried, typed_pieces
from ....page.shorten import shortened
from ....page.table import Column, Link, Row, Table, asked_page
from ....page.words import CATEGORIES, word
from ....people.roles import Role
from ....rounds.models import Round
from ....rounds.queries import now_in, round_named
from ...requests.models import RequestLine
from ...requests.queries import Asked, chosen
from ...suggest.screens.words import NEED_REASONS
from ..actions.give_opinion import Outcome, give_opinion, withdraw_opinion
from ..queries import given_by, units_of, waiting_for
from ..visibility import VERDICTS, Said

PER_PAGE = 50
FILTERS = ("organisation", "category", "verdict", "words")
INTERVALS = ("below", "inside", "above")
VIEWS = ("waiting", "given")


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest, round_code: str) -> HttpResponse:
    """The lines and the form; a POST gives or withdraws, on those ticked or on all of the filter."""
    of = round_named(round_code)
    view = request.GET.get("view", "") if request.GET.get("view", "") in VIEWS else VIEWS[0]
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        errors = tried(lambda: _act(request, of, view), "id_said")
        if not errors:
            return HttpResponseRedirect(request.get_full_path())
    asked = _asked(request.GET)
    every = _lines(request, of, view)
    lines = chosen(every, asked).select_related("organisation", "item")
    if wants_file(request) and (
        file := asked_for(request, f"opinions-{of.code}", _columns(), _rows(lines, of), of.is_synthetic)
    ):
        return file
    total = lines.count()
    number, pages = asked_page(request.GET, total, PER_PAGE)
    shown = list(lines[(number - 1) * PER_PAGE : number * PER_PAGE])
    units = units_of(of, shown)
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Agreement"), reverse("web:agreement", args=[of.code])),
            (_("Lines that wait for my opinion"), ""),
        ],
        "of": of, "view": view, "asked": asked, "total": total, "errors": errors, "typed": request.POST,
        "is_reviewer": request.viewer.role is Role.REVIEWER,  # type: ignore[attr-defined]
        "sentence": _sentence(total, view),
        "rows": [(one.pk, _row(one, of, units)) for one in shown],
        "table": Table(_("Lines"), _columns(), [], number=number, pages=pages, total=total),
        "options": _options(every),
        "verdicts": [(code, word(code)) for code in VERDICTS],
    }  # fmt: skip
    return render(request, "needs/opinions.html", told, status=422 if errors else 200)


def _lines(request: HttpRequest, of: Round, view: str) -> QuerySet[RequestLine]:
    read = given_by if view == "given" else waiting_for
    return read(request.viewer, of, now_in(of))  # type: ignore[attr-defined]


def _act(request: HttpRequest, of: Round, view: str) -> None:
    lines = chosen(_lines(request, of, view), _asked(request.GET))
    if request.POST.get("scope") != "all":
        lines = lines.filter(pk__in=ticked(request))
    viewer, at = request.viewer, now_in(of)  # type: ignore[attr-defined]
    if request.POST.get("act") == "withdraw":
        done = withdraw_opinion(of, lines, viewer, actor_of(viewer), at)
        told = ngettext("%(count)s opinion is withdrawn.", "%(count)s opinions are withdrawn.", done.done)
    else:
        said = Said(request.POST.get("opinion", ""), typed_pieces(request.POST.get("suggested", "")),
                    request.POST.get("said", ""))  # fmt: skip
        if said.suggested_pieces is not None and lines.count() > 1:
            raise Refused("suggestion-for-one", "", {"count": lines.count()})
        done = give_opinion(of, lines, viewer, actor_of(viewer), said, at)
        told = ngettext("Your opinion on %(count)s line is in.", "Your opinion on %(count)s lines is in.", done.done)
    messages.success(request, told % {"count": pieces(done.done)}, extra_tags="done")
    for sentence in _left(done):
        messages.info(request, sentence)


def _left(done: Outcome) -> list[str]:
    return [
        _("%(count)s lines stay as they are: %(why)s.") % {"count": pieces(count), "why": word(reason)}
        for reason, count in done.left.items()
    ]


def _asked(query: Mapping[str, str]) -> Asked:
    values = {name: query.get("q" if name == "words" else name, "").strip()[:80] for name in FILTERS}
    return replace(Asked(), **values)


def _sentence(total: int, view: str) -> str:
    count = {"count": pieces(total)}
    if view == "given":
        return ngettext("%(count)s line in review has your opinion.", "%(count)s lines in review have your opinion.",
                        total) % count  # fmt: skip
    return ngettext("%(count)s line waits for your opinion.", "%(count)s lines wait for your opinion.", total) % count


def _options(lines: QuerySet[RequestLine]) -> dict[str, list[tuple[str, object]]]:
    """The choices of the filters: only institutions that occur."""
    homes = (
        lines.order_by("organisation__code").values_list("organisation__code", "organisation__short_name").distinct()
    )
    return {
        "organisation": [(code, name or code) for code, name in homes],
        "category": [(code, text) for code, text in CATEGORIES.items()],
        "verdict": [(code, _interval(code)) for code in INTERVALS],
    }


def _interval(code: str) -> str:
    words = {"below": _("Below the interval"), "inside": _("Inside the interval"), "above": _("Above the interval")}
    return words.get(code, "")


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave", is_sortable=False),
        Column("description", _("Description"), wide=True, is_sortable=False),
        Column("unit", _("Unit"), is_sortable=False),
        Column("organisation", _("Institution"), is_sortable=False),
        Column("minimum", _("Minimum"), "pieces", _("pcs"), is_sortable=False),
        Column("maximum", _("Maximum"), "pieces", _("pcs"), is_sortable=False),
        Column("interval", _("Against the suggested need"), is_sortable=False),
        Column("reason", _("Reason given"), wide=True, is_sortable=False),
        Column("state", _("State"), "state", is_sortable=False),
    )


def _rows(lines: QuerySet[RequestLine], of: Round) -> list[Row]:
    found = list(lines)
    units = units_of(of, found)
    return [_row(one, of, units) for one in found]


def _row(line: RequestLine, of: Round, units: Mapping[int, str]) -> Row:
    href = reverse("web:line_comments", args=[of.code, line.organisation.code, line.item.clave])
    return {
        "clave": Link(line.item.clave, href),
        "description": line.item.description[:160],
        "unit": units.get(line.item_id) or _("not published"),
        "organisation": str(line.organisation),
        "minimum": line.minimum_pieces,
        "maximum": line.maximum_pieces,
        "interval": _interval(line.verdict),
        "reason": _reason(line),
        "state": line.state,
    }


def _reason(line: RequestLine) -> str:
    """The reason given and its text, cut to fit a row."""
    reason = f"{NEED_REASONS[line.reason]} " if line.reason else ""
    return shortened(reason + line.reason_text, 300)
