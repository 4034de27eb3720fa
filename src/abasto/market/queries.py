"""Reads of the market research: reference prices, their sources, and quotes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ..base.refusal import Refused
from ..needs.queries import consolidated_visible_to
from ..people.visibility import Sight
from ..rounds.models import Round
from .models import PriceSource, Quote, ReferencePrice
from .prices import PriceLine


def visible_to(sight: Sight, of: Round) -> QuerySet[ReferencePrice]:
    """The reference prices of the round, where the viewer may see them."""
    prices = ReferencePrice.objects.filter(round=of)
    return prices if sight.sees_all("reference_price") else prices.none()


def quotes_visible_to(sight: Sight, of: Round) -> QuerySet[Quote]:
    """The quotes behind the reference prices, where the viewer may see them."""
    quotes = Quote.objects.filter(source__round=of)
    return quotes if sight.sees_all("quote") else quotes.none()


def sources_visible_to(sight: Sight, of: Round) -> QuerySet[PriceSource]:
    """Where the quotes come from: told with the reference prices."""
    sources = PriceSource.objects.filter(round=of)
    return sources if sight.sees_all("reference_price") else sources.none()


def price_lines(sight: Sight, of: Round) -> list[PriceLine]:
    """The reference price of every code, by clave; the ceiling only where it may be seen."""
    sees_ceiling = sight.sees_all("ceiling")
    pieces = dict(consolidated_visible_to(sight, of).order_by().values_list("item_id", "maximum_pieces"))
    rows = visible_to(sight, of).order_by("item__clave")
    return [
        PriceLine(clave, text, category, median, mean, sources, enough, ceiling if sees_ceiling else None,
                  pieces.get(item), origin)
        for item, clave, text, category, median, mean, sources, enough, ceiling, origin in rows.values_list(
            "item_id", "item__clave", "item__description", "item__category", "median_centavos", "mean_centavos",
            "sources", "has_enough_sources", "ceiling_centavos", "origin",
        ).iterator(chunk_size=5000)
    ]  # fmt: skip


def median_by_item(sight: Sight, of: Round) -> Mapping[int, int]:
    """Median of the research in centavos per piece, by item id; empty where it may not be seen."""
    return dict(visible_to(sight, of).values_list("item_id", "median_centavos"))


def price_of(sight: Sight, of: Round, clave: str) -> ReferencePrice:
    """The reference price of one code; refuses `not-found`."""
    for price in visible_to(sight, of).filter(item__clave=clave).select_related("item"):
        return price
    raise Refused("not-found", "", {"what": "price", "value": clave})


@dataclass(frozen=True)
class QuoteSeen:
    """One price of one source, in centavos per piece."""

    source: str
    kind: str
    dated: date
    price_centavos: int
    origin: str


def quotes_of(sight: Sight, of: Round, clave: str) -> list[QuoteSeen]:
    """The quotes of one code, the lowest first."""
    quotes = quotes_visible_to(sight, of).filter(item__clave=clave)
    fields = ("source__name", "source__kind", "source__dated", "price_centavos", "origin")
    return [QuoteSeen(*row) for row in quotes.order_by("price_centavos", "source__code").values_list(*fields)]
