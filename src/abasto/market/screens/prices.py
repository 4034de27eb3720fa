"""Reference prices of a round: all of them, and one code with its quotes."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...law.reader import read_rule_set
from ...page.figures import money, pieces, share
from ...page.screens.download import asked_for
from ...page.shorten import with_short_text
from ...page.table import Column, Link, Row, make_table
from ...page.totals import Totals
from ...page.why import Why
from ...page.words import CATEGORIES
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...rounds.screens.closed import closed
from ..models import ReferencePrice
from ..prices import PriceChoice, PriceLine, chosen
from ..queries import price_lines, price_of, quotes_of, sources_visible_to
from . import pictures


@require_safe
def prices(request: HttpRequest, round_code: str) -> HttpResponse:
    """Every reference price the viewer may see, filtered as the address asks."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    told: dict[str, object] = {"crumbs": [*_crumbs(of)[:-1], (_("Prices"), "")]}
    if shut := closed(seen, of, "reference_price"):
        return render(request, "market/prices.html", {**told, "closed": shut}, status=403)
    every = price_lines(seen, of)
    choice = _choice(request)
    lines = chosen(every, choice)
    rows, columns = _rows(lines, of), _columns()
    if file := asked_for(request, f"prices-{of.code}", columns, rows, of.is_synthetic):
        return file
    told |= {
        "choice": choice,
        "categories": list(CATEGORIES.items()),
        "sources_options": [("enough", _("Enough sources")), ("few", _("Too few sources"))],
        "table": with_short_text(make_table(_("Reference prices"), columns, rows, request.GET)),
        "shown": _totals(lines),
        "all": _totals(every),
        "is_filtered": len(lines) < len(every),
        "why": _why_total(of, lines),
        "few": sum(not line.has_enough_sources for line in every),
        "below": sum(1 for line in every if (line.ceiling_over_median or 1) < 1),
        "sees_ceiling": seen.sees_all("ceiling"),
        "sources": sources_visible_to(seen, of),
        "pictures": pictures.of_prices(lines, of),
    }
    return render(request, "market/prices.html", told)


def _choice(request: HttpRequest) -> PriceChoice:
    get = request.GET.get
    return PriceChoice(get("category", ""), get("q", ""), get("sources", ""))


def _crumbs(of: Round) -> list[tuple[str, str]]:
    return [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Prices"), reverse("web:prices", args=[of.code])),
    ]


def _columns() -> tuple[Column, ...]:
    per_piece = _("MXN per piece")
    return (
        Column("clave", _("Clave"), "clave"),
        Column("description", _("Description"), wide=True),
        Column("category", _("Category"), "word"),
        Column("median", _("Median"), "money", unit=per_piece),
        Column("mean", _("Mean"), "money", unit=per_piece),
        Column("ceiling", _("Ceiling"), "money", unit=per_piece),
        Column("over", _("Ceiling over median"), "share"),
        Column("sources", _("Sources"), "number"),
        Column("enough", _("Enough sources"), "word"),
        Column("pieces", _("Maximum asked"), "pieces", unit=_("pieces")),
        Column("origin", _("Data"), "origin"),
    )


def _rows(lines: Sequence[PriceLine], of: Round) -> list[Row]:
    base = reverse("web:prices", args=[of.code])
    yes, no = _("yes"), _("no")
    return [
        {
            "clave": Link(line.clave, f"{base}{line.clave}/"),
            "description": line.description,
            "category": line.category,
            "median": line.median_centavos,
            "mean": line.mean_centavos,
            "ceiling": line.ceiling_centavos,
            "over": line.ceiling_over_median,
            "sources": line.sources,
            "enough": yes if line.has_enough_sources else no,
            "pieces": line.pieces,
            "origin": line.origin,
        }
        for line in lines
    ]


def _totals(lines: Sequence[PriceLine]) -> Totals:
    worth = [line.money_centavos for line in lines]
    known = [money for money in worth if money is not None]
    return Totals(len(lines), sum(line.pieces or 0 for line in lines), sum(known) if len(known) == len(worth) else None)


def _why_total(of: Round, lines: Sequence[PriceLine]) -> Why:
    law = read_rule_set(of.rule_set)
    least = law.value("market_research.minimum_sources", of.clock.date())
    return Why(
        formula=_("sum over the codes shown of: maximum asked × median of the research"),
        inputs=(
            (_("codes"), pieces(len(lines))),
            (_("sources a code needs at least"), pieces(least.integer)),
        ),
        source=_("market research of the round"),
        article=least.citation,
        origin=lines[0].origin if lines else "",
    )


@require_safe
def price(request: HttpRequest, round_code: str, clave: str) -> HttpResponse:
    """One code: reference price, ceiling, and the quotes behind them as far as the viewer may see them."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    told: dict[str, object] = {"clave": clave, "crumbs": [*_crumbs(of), (clave, "")]}
    if shut := closed(seen, of, "reference_price"):
        return render(request, "market/price.html", {**told, "closed": shut}, status=403)
    found = price_of(seen, of, clave)
    quotes = quotes_of(seen, of, clave)
    ceiling = found.ceiling_centavos if seen.sees_all("ceiling") else None
    rows = [
        {"source": one.source, "kind": one.kind, "dated": one.dated, "price": one.price_centavos,
         "over": one.price_centavos / found.median_centavos if found.median_centavos else None, "origin": one.origin}
        for one in quotes
    ]  # fmt: skip
    if file := asked_for(request, f"quotes-{clave}", _quote_columns(), rows, of.is_synthetic):
        return file
    told |= {
        "price": found,
        "ceiling": ceiling,
        "ceiling_share": share(ceiling, found.median_centavos) if ceiling is not None else "",
        "quotes_closed": closed(seen, of, "quote"),
        "table": make_table(_("Quotes"), _quote_columns(), rows, request.GET),
        "picture": pictures.of_quotes(quotes, found, ceiling, of) if quotes else None,
        **_whys(found, of, seen),
    }
    return render(request, "market/price.html", told)


def _quote_columns() -> tuple[Column, ...]:
    return (
        Column("source", _("Source"), wide=True),
        Column("kind", _("Kind"), "word"),
        Column("dated", _("Date"), "date"),
        Column("price", _("Price"), "money", unit=_("MXN per piece")),
        Column("over", _("Of the median"), "share"),
        Column("origin", _("Data"), "origin"),
    )


def _whys(found: ReferencePrice, of: Round, seen: Sight) -> dict[str, Why]:
    law, day = read_rule_set(of.rule_set), of.clock.date()
    statistics = law.value("market_research.statistics", day)
    least = law.value("market_research.minimum_sources", day)
    top = law.value("price_too_high.above_budget", day)
    common = {"source": _("market research of the round"), "run": "research", "run_hash": found.run_key,
              "origin": found.origin}  # fmt: skip
    counted = ((_("sources"), pieces(found.sources)),)
    return {
        "why_median": Why(_("the middle quote; of an even number, the mean of the two in the middle"), counted,
                          article=statistics.citation, **common),
        "why_mean": Why(_("sum of the quotes ÷ number of quotes"), counted, article=statistics.citation, **common),
        "why_sources": Why(_("number of different sources with a quote; enough from the least number on"),
                           ((_("least number"), pieces(least.integer)),), article=least.citation, **common),
        "why_ceiling": Why(_("authorised price per piece; an offer above it cannot be awarded"),
                           ((_("median"), money(found.median_centavos)),), article=top.citation, **common),
    }  # fmt: skip
