"""Opinions given: line by line how far they are, and what both say once both are in."""

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ....page.figures import pieces
from ....page.screens.download import asked_for, wants_file
from ....page.table import Column, Link, Row, Table, asked_page
from ....page.words import word
from ....people.roles import PARTICIPANTS
from ....people.visibility import Sight
from ....rounds.models import Round
from ....rounds.queries import round_named, sight
from ...requests.models import RequestLine
from ...requests.queries import Asked, chosen
from ..queries import OpinionState, lines_with_opinions, opinion_states
from ..visibility import NEEDED, Given

PER_PAGE = 50
FAR = ("both-in", "one-in", "none-in")
"""How far a line is; "none-in": its figures changed since an opinion was given."""


@require_safe
def given(request: HttpRequest, round_code: str) -> HttpResponse:
    """The lines with an opinion; filters by text and by how far they are; a file of exactly that."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    words, far = request.GET.get("q", "").strip()[:80], request.GET.get("far", "")
    every = _counted(lines_with_opinions(seen, of)) if seen.viewer.role in PARTICIPANTS else RequestLine.objects.none()
    lines = chosen(_far(every, far), Asked(words=words)).select_related("organisation", "item")
    if wants_file(request):
        states = opinion_states(seen, lines)
        rows = [_row(one, of, states.get(one.pk)) for one in lines]
        if file := asked_for(request, f"opinions-given-{of.code}", _columns(), rows, of.is_synthetic):
            return file
    total = lines.count()
    number, pages = asked_page(request.GET, total, PER_PAGE)
    shown = list(lines[(number - 1) * PER_PAGE : number * PER_PAGE])
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Agreement"), reverse("web:agreement", args=[of.code])),
            (_("Opinions given"), ""),
        ],
        "of": of, "words": words, "far": far, "fars": [(code, word(code)) for code in FAR],
        "is_closed": seen.viewer.role not in PARTICIPANTS,
        "sentence": _sentence(every, total),
        "table": _table(shown, seen, of, number, pages, total),
    }  # fmt: skip
    return render(request, "needs/opinions_given.html", told, status=403 if told["is_closed"] else 200)


def _counted(lines: QuerySet[RequestLine]) -> QuerySet[RequestLine]:
    """With `opinions_in`: how many opinions there are on the figures as they are."""
    same = Q(opinions__seen_minimum_pieces=F("minimum_pieces"), opinions__seen_by_month=F("maximum_by_month"))
    return lines.annotate(opinions_in=Count("opinions", filter=same, distinct=True))


def _far(lines: QuerySet[RequestLine], far: str) -> QuerySet[RequestLine]:
    asked = {"both-in": {"opinions_in__gte": NEEDED}, "one-in": {"opinions_in": 1}, "none-in": {"opinions_in": 0}}
    return lines.filter(**asked.get(far, {}))


def _sentence(every: QuerySet[RequestLine], total: int) -> str:
    both = _far(every, "both-in").count() if total else 0
    return _("On %(both)s of %(all)s lines with an opinion both are in.") % {
        "both": pieces(both), "all": pieces(every.count())}  # fmt: skip


def _table(shown: list[RequestLine], seen: Sight, of: Round, number: int, pages: int, total: int) -> Table:
    states = opinion_states(seen, RequestLine.objects.filter(pk__in=[one.pk for one in shown]))
    rows = [_row(one, of, states.get(one.pk)) for one in shown]
    return Table(_("Opinions given"), _columns(), rows, number=number, pages=pages, total=total)


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave", is_sortable=False),
        Column("description", _("Description"), is_sortable=False),
        Column("organisation", _("Institution"), is_sortable=False),
        Column("maximum", _("Maximum"), "pieces", _("pcs"), is_sortable=False),
        Column("far", _("How far"), "state", is_sortable=False),
        Column("first", _("One opinion"), "state", is_sortable=False),
        Column("first_pieces", _("It suggests"), "pieces", _("pcs"), is_sortable=False),
        Column("first_text", _("It says"), wide=True, is_sortable=False),
        Column("second", _("The other opinion"), "state", is_sortable=False),
        Column("second_pieces", _("It suggests"), "pieces", _("pcs"), is_sortable=False),
        Column("second_text", _("It says"), wide=True, is_sortable=False),
    )


def _row(line: RequestLine, of: Round, state: OpinionState | None) -> Row:
    shown: tuple[Given | None, ...] = (*(state.shown if state else ()), None, None)
    count = state.count if state else 0
    href = reverse("web:line_comments", args=[of.code, line.organisation.code, line.item.clave])
    row: dict[str, object] = {
        "clave": Link(line.item.clave, href),
        "description": line.item.description[:120],
        "organisation": str(line.organisation),
        "maximum": line.maximum_pieces,
        "far": "both-in" if count >= NEEDED else "one-in" if count else "none-in",
    }
    for name, one in zip(("first", "second"), shown, strict=False):
        row[name] = one.verdict if one else None
        row[f"{name}_pieces"] = one.suggested_pieces if one else None
        row[f"{name}_text"] = one.text if one else None
    return row
