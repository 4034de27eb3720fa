"""The needs of a round: the grid of codes and buyers, its data, and the story of one cell."""

import hashlib
from collections.abc import Mapping

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_GET, require_safe

from ... import __version__
from ...base.refusal import Refused
from ...market.queries import median_by_item
from ...market.queries import visible_to as prices_visible_to
from ...needs.queries import Buyer, buyers_seen, data_version, earlier_round
from ...needs.screens.cell import why_of_cell
from ...needs.screens.need_grid import BUYER, Choice, buyers_of_view, choice_asked, need_grid
from ...page.export import sheet_of_grid
from ...page.figures import pieces
from ...page.grid import Grid, GridColumn, grid_json, shown, view_asked
from ...page.screens.download import asked_sheet, wants_file
from ...page.table import Column, Link, Row, Table, asked_page
from ...page.totals import Totals
from ...page.why import Why
from ...page.words import CATEGORIES, ORIGINS
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight

PER_PAGE = 50
Picker = tuple[str, str, list[tuple[str, str, bool]]]
LEAST = (1_000, 100_000, 1_000_000, 10_000_000, 100_000_000)


@require_GET
def needs(request: HttpRequest, round_code: str) -> HttpResponse:
    """The grid with its three totals and filters; without JavaScript a paged table; `?format=` hands out the file."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    crumbs = [(of.code, reverse("web:round", args=[of.code])), (_("Needs"), "")]
    buyers = buyers_seen(seen, of)
    if not buyers:
        return render(request, "needs/closed.html", {"crumbs": crumbs, "round": of}, status=403)
    choice, view = choice_asked(request.GET), view_asked(request.GET)
    medians = _medians(seen, of)
    if wants_file(request):
        every = need_grid(seen, of, choice, medians)
        if file := asked_sheet(request, sheet_of_grid(f"needs-{of.code}", shown(every, view))):
            return file
    whole = need_grid(seen, of, Choice(choice.measure, "none"), medians, buyers_of_view(buyers, view))
    kept = shown(whole, view)
    pickers = _pickers(request, buyers)
    told = {
        "crumbs": crumbs,
        "choice": choice,
        "asked": _totals(whole),
        "kept": _totals(kept),
        "is_filtered": len(kept.rows) != len(whole.rows),
        "sentence": _sentence(whole, buyers, seen),
        "why": _why(whole, of, choice),
        "table": _page(request, seen, of, choice, kept, buyers),
        "pickers": pickers,
        "other_conditions": _others(request, pickers),
        "own_only": not seen.sees_all("need"),
        "data": f"{reverse('web:needs_data', args=[of.code])}?measure={choice.measure}&by={choice.by}",
        "earlier": earlier_round(of),
        "source": of.source.partition("\n")[0],
        "has_money": medians is not None,
    }
    return render(request, "needs/needs.html", told)


def _tag(request: HttpRequest, round_code: str) -> str:
    """What the data depends on: the consolidation (or the files), the last round, prices, who looks, and how."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    earlier = earlier_round(of)
    priced = prices_visible_to(seen, of).order_by().values_list("run_key", flat=True).first()
    parts = (
        __version__, data_version(of), data_version(earlier) if earlier else "", str(priced), of.phase,
        earlier.phase if earlier else "", request.viewer.role, *sorted(request.viewer.own), get_language() or "",  # type: ignore[attr-defined]
        *choice_asked(request.GET).__dict__.values(),
    )  # fmt: skip
    return '"' + hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32] + '"'


@require_safe
@condition(etag_func=_tag)
def needs_data(request: HttpRequest, round_code: str) -> HttpResponse:
    """What the grid shows, as JSON; refuses `not-allowed` where the viewer may see no need."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    if not buyers_seen(seen, of):
        raise Refused("not-allowed", "", {"what": "need"})
    grid = need_grid(seen, of, choice_asked(request.GET), _medians(seen, of))
    answer = HttpResponse(orjson.dumps(grid_json(grid)), content_type="application/json")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@require_GET
def needs_cell(request: HttpRequest, round_code: str) -> HttpResponse:
    """The "why?" of one cell, as a piece of a page; refuses `not-found` where there is nothing to see."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    clave, column = request.GET.get("clave", ""), request.GET.get("column", "")
    href = reverse("web:item", args=[of.code, clave]) if clave else ""
    medians = _medians(seen, of, clave) if column == "value" else None
    median = next(iter(medians.values()), None) if medians else None
    return render(request, "needs/cell.html", {"why": why_of_cell(seen, of, clave, column, median, href)})


def _medians(seen: Sight, of: Round, clave: str = "") -> Mapping[int, int] | None:
    """Reference prices in centavos by item id, of all codes or one; None where money may not be shown."""
    if not (seen.sees_all("reference_price") and seen.sees_all("money_before_award")):
        return None
    if clave:
        prices = prices_visible_to(seen, of).filter(item__clave=clave)
        return dict(prices.values_list("item_id", "median_centavos"))
    return median_by_item(seen, of) or None


def _totals(grid: Grid) -> Totals:
    place = {column.key: at for at, column in enumerate(grid.columns)}
    money = None
    if "value" in place:
        money = sum(row[place["value"]] or 0 for row in grid.rows)  # type: ignore[misc]
    total = place.get("total")
    counted = 0 if total is None else sum(row[total] or 0 for row in grid.rows)  # type: ignore[misc]
    return Totals(len(grid.rows), int(counted), None if money is None else int(money))


def _sentence(whole: Grid, buyers: tuple[Buyer, ...], seen: Sight) -> str:
    asked = _totals(whole)
    if seen.sees_all("need"):
        told = _("%(buyers)s buyers ask for %(pieces)s pieces of %(codes)s codes.")
    else:
        told = _("Your institution (%(buyers)s columns) asks for %(pieces)s pieces of %(codes)s codes.")
    return told % {"buyers": len(buyers), "pieces": pieces(asked.pieces), "codes": pieces(asked.codes)}


def _why(whole: Grid, of: Round, choice: Choice) -> Why:
    asked = _totals(whole)
    measure = _("maxima") if choice.measure == "maximum" else _("minima")
    return Why(
        formula=_("Sum of the %(measure)s of every buyer and code shown.") % {"measure": measure},
        inputs=((_("Codes"), pieces(asked.codes)), (_("Pieces"), pieces(asked.pieces))),
        source=of.source.partition("\n")[0],
        run=_("Consolidation of needs"),
        run_hash=data_version(of).partition("+")[0],
        origin="derived" if of.is_derived_split else "published",
    )


def _page(request: HttpRequest, seen: Sight, of: Round, choice: Choice, kept: Grid, buyers: tuple[Buyer, ...]) -> Table:
    """One page of codes with a column per institution, for those without JavaScript."""
    number, pages = asked_page(request.GET, len(kept.rows), PER_PAGE)
    start = (number - 1) * PER_PAGE
    rows = kept.rows[start : start + PER_PAGE]
    columns = tuple(Column(c.key, c.name, _kind(c), wide=c.key == "description") for c in kept.columns)
    links = kept.links[start : start + PER_PAGE]
    body = [dict(zip((c.key for c in kept.columns), row, strict=True)) for row in rows]
    linked: list[Row] = [{**row, **_linked(row, link)} for row, link in zip(body, links, strict=True)]
    return Table(_("Needs"), columns, linked, view_asked(request.GET).sort, number, pages, len(kept.rows))


def _kind(column: GridColumn) -> str:
    """In the grid short texts take the width of a clave; in a table they are plain text."""
    return "text" if column.kind == "clave" and column.key != "clave" else column.kind


def _linked(row: Mapping[str, object], href: str) -> Row:
    return {"clave": Link(row["clave"], href)} if "clave" in row else {}


def _pickers(request: HttpRequest, buyers: tuple[Buyer, ...]) -> list[Picker]:
    """(id, label, [(condition, label, is chosen)]) of the quick filters; each is one condition in the address."""
    asked = set(request.GET.getlist("f"))

    def options(found: list[tuple[str, str]]) -> list[tuple[str, str, bool]]:
        return [(value, label, value in asked) for value, label in found]

    return [
        ("category", _("Category"), options([(f"category:is:{text}", str(text)) for text in CATEGORIES.values()])),
        ("origin", _("Origin"), options([(f"origin:is:{text}", str(text)) for text in ORIGINS.values()])),
        ("buyer", _("Asked for by"), options([(f"{BUYER}{one.code}:atleast:1", one.name) for one in buyers])),
        ("least", _("Total at least"), options([(f"total:atleast:{one}", pieces(one)) for one in LEAST])),
    ]


def _others(request: HttpRequest, pickers: list[Picker]) -> list[str]:
    """The conditions in the address that no quick filter shows; applying one keeps them."""
    shown = {value for _id, _label, options in pickers for value, _text, _chosen in options}
    return [condition for condition in request.GET.getlist("f") if condition and condition not in shown]
