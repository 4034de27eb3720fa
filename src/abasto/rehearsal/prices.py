"""What the market research finds: sources, quotes, authorised ceilings, and the prices of the round before."""

from dataclasses import dataclass

import numpy as np

from . import regime
from .luck import Floats, Hashes, Integers, normals, uniforms
from .price_book import whole_centavos

QUOTE_SPREAD = 0.09
QUOTES_STEPS = (0.15, 0.50, 0.80, 0.93)
FEWEST_QUOTES = 2


@dataclass(frozen=True)
class Source:
    """Where quotes come from; `years_before` the round's call (0: asked for it)."""

    code: str
    kind: str
    name: str
    years_before: int


@dataclass(frozen=True)
class Quotes:
    """Quotes in columns, each of shape (quotes,), ordered by item, then source; centavos per piece."""

    item_index: Integers
    source_index: Integers
    price_centavos: Integers


# In the order in which a code gets its quotes: the platform's contracts are mandatory (Reglamento 45-53).
SOURCES = (
    Source("platform-1", "platform-contracts", "Contratos de la plataforma, año anterior (sintético)", 1),
    Source("own-awards", "own-past-awards", "Adjudicaciones propias de la ronda anterior (sintético)", 2),
    Source("quotes-1", "supplier-quote", "Cotización de proveedor, primera (sintética)", 0),
    Source("platform-2", "platform-contracts", "Contratos de la plataforma, dos años antes (sintético)", 2),
    Source("quotes-2", "supplier-quote", "Cotización de proveedor, segunda (sintética)", 0),
    Source("platform-3", "platform-contracts", "Contratos de la plataforma, tres años antes (sintético)", 3),
)


def make_quotes(items: Hashes, market_centavos: Integers, seed: int) -> Quotes:
    """Two to six quotes per item whose median is the market price, to the rounding of a centavo."""
    counts = FEWEST_QUOTES + np.searchsorted(QUOTES_STEPS, uniforms(seed, "quotes", items))
    places = np.arange(len(SOURCES))
    kept = places < counts[:, None]
    factors = np.exp(QUOTE_SPREAD * normals(seed, "quote", items[:, None], places[None, :]))
    medians = np.nanmedian(np.where(kept, factors, np.nan), axis=1)
    prices = whole_centavos(market_centavos[:, None] * factors / medians[:, None])
    item_index, source_index = np.nonzero(kept)
    return Quotes(item_index.astype(np.int64), source_index.astype(np.int64), prices[kept])


def make_ceilings(items: Hashes, market_centavos: Integers, seed: int) -> Integers:
    """Authorised centavos per piece, shape (items,): just above the market, or below it where the budget is tight."""
    tight = uniforms(seed, "tight-budget", items) < regime.TIGHT_BUDGET
    draw = uniforms(seed, "ceiling", items)
    return whole_centavos(
        market_centavos * np.where(tight, _within(regime.TIGHT_CEILING, draw), _within(regime.USUAL_CEILING, draw))
    )


def make_baselines(items: Hashes, market_centavos: Integers, seed: int) -> Integers:
    """Centavos per piece of the round before, shape (items,)."""
    luck = np.exp(regime.BASELINE_SPREAD * normals(seed, "baseline", items))
    return whole_centavos(market_centavos * regime.BASELINE_LEVEL * luck)


def _within(bounds: tuple[float, float], draw: Floats) -> Floats:
    return bounds[0] + (bounds[1] - bounds[0]) * draw
