"""Search: claves in any spelling, descriptions, lots, suppliers, contracts, institutions, delivery points."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ...page.table import asked_page
from ...rounds.models import Round
from ...rounds.queries import round_named, rounds, sight
from ..search import search
from ..search_index import Entry

FIRST = 8
PER_PAGE = 50
LABELS = {
    "items": (gettext_lazy("Codes"), "box-seam"),
    "lots": (gettext_lazy("Lots"), "award"),
    "suppliers": (gettext_lazy("Suppliers"), "building"),
    "contracts": (gettext_lazy("Contracts"), "file-earmark-text"),
    "institutions": (gettext_lazy("Institutions"), "hospital"),
    "points": (gettext_lazy("Delivery points"), "geo-alt"),
}


@dataclass(frozen=True)
class Hit:
    """One thing found, with its address."""

    title: str
    note: str
    href: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind: how many in all, and those shown."""

    key: str
    label: str
    icon: str
    count: int
    hits: tuple[Hit, ...]


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Everything that has all the words, by group; one group alone shows page by page."""
    every = list(rounds())
    query = request.GET.get("q", "").strip()
    of = round_named(request.GET["round"], every) if request.GET.get("round") else (every[0] if every else None)
    groups, number, pages = _groups(request, of, query)
    told = {
        "q": query,
        "of": of,
        "every_round": every,
        "groups": groups,
        "count": sum(group.count for group in groups),
        "only": request.GET.get("group", ""),
        "number": number,
        "pages": pages,
        "crumbs": [(_("Search"), "")],
    }
    return render(request, "web/search.html", told)


def _groups(request: HttpRequest, of: Round | None, query: str) -> tuple[list[Group], int, int]:
    if of is None or not query:
        return [], 1, 1
    found = search(sight(request.viewer, of), of, query)  # type: ignore[attr-defined]
    only = request.GET.get("group", "")
    if only not in found:
        return [_group(key, len(entries), entries[:FIRST]) for key, entries in found.items()], 1, 1
    number, pages = asked_page(request.GET, len(found[only]), PER_PAGE)
    shown = found[only][(number - 1) * PER_PAGE : number * PER_PAGE]
    return [_group(only, len(found[only]), shown)], number, pages


def _group(key: str, count: int, shown: Sequence[Entry]) -> Group:
    label, icon = LABELS[key]
    return Group(key, str(label), icon, count, tuple(_hit(entry) for entry in shown))


def _hit(entry: Entry) -> Hit:
    return Hit(entry.title, entry.note, reverse(entry.url_name, args=entry.place) + entry.query)
