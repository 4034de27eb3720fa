"""One call makes the synthetic market around a demand."""

from dataclasses import dataclass

from .demand import Demand
from .luck import Integers
from .offers import REQUIREMENTS, Bids, make_bids
from .price_book import price_centavos
from .prices import SOURCES, Quotes, Source, make_baselines, make_ceilings, make_quotes
from .shares import make_share_patterns
from .stock import make_monthly_use, make_opening_stock
from .suppliers import Suppliers, make_suppliers


@dataclass(frozen=True)
class Market:
    """The synthetic market. Prices in centavos per piece and share patterns by clave, shape (claves,).

    ceiling_centavos: authorised; baseline_centavos: the round before. opening_stock (claves, buyers) and monthly_use
    (claves, buyers, months) in pieces. requirements: the keys behind the bits of `bids.documents_lacking`.
    """

    suppliers: Suppliers
    sources: tuple[Source, ...]
    quotes: Quotes
    ceiling_centavos: Integers
    baseline_centavos: Integers
    share_patterns: tuple[str, ...]
    requirements: tuple[str, ...]
    bids: Bids
    opening_stock: Integers
    monthly_use: Integers


def make_market(demand: Demand, seed: int) -> Market:
    """The market of this demand under this seed; same demand and seed, same bytes. Origin: synthetic."""
    items = demand.items
    market_centavos = price_centavos(demand.claves)
    suppliers = make_suppliers(demand.categories, seed)
    return Market(
        suppliers=suppliers,
        sources=SOURCES,
        quotes=make_quotes(items, market_centavos, seed),
        ceiling_centavos=make_ceilings(items, market_centavos, seed),
        baseline_centavos=make_baselines(items, market_centavos, seed),
        share_patterns=make_share_patterns(items, market_centavos * demand.asked_pieces.astype(float), seed),
        requirements=REQUIREMENTS,
        bids=make_bids(demand, market_centavos, suppliers, seed),
        opening_stock=make_opening_stock(demand, seed),
        monthly_use=make_monthly_use(demand, seed),
    )
