"""Records the sources of the market research and their quotes, and the reference prices that follow."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...catalogue.models import Item
from ...ledger.actions.record import record
from ...rounds.models import Round
from ..facts import QuoteFacts, SourceFacts
from ..models import PriceSource, Quote, ReferencePrice
from ..reference import reference_prices

Ints = NDArray[np.int64]


def record_research(
    of: Round,
    items: Sequence[Item],
    sources: Sequence[SourceFacts],
    quotes: QuoteFacts,
    ceilings_centavos: Ints,
    baselines_centavos: Ints,
    minimum_sources: int,
    run_key: str,
    origin: str,
) -> dict[str, int]:
    """Save sources, quotes (arrays of one length) and one reference price per item; returns the counts."""
    saved = PriceSource.objects.bulk_create(
        PriceSource(round=of, code=source.code, name=source.name, kind=source.kind, dated=source.dated, origin=origin)
        for source in sources
    )
    Quote.objects.bulk_create(
        (
            Quote(source=saved[source], item=items[item], price_centavos=price, origin=origin)
            for item, source, price in zip(
                quotes.item_index.tolist(), quotes.source_index.tolist(), quotes.price_centavos.tolist(), strict=True
            )
        ),
        batch_size=5000,
    )
    prices = reference_prices(
        quotes.item_index, quotes.source_index, quotes.price_centavos, len(items), minimum_sources
    )
    ReferencePrice.objects.bulk_create(
        (
            ReferencePrice(
                round=of,
                item=item,
                median_centavos=int(prices.median_centavos[at]),
                mean_centavos=int(prices.mean_centavos[at]),
                sources=int(prices.sources[at]),
                has_enough_sources=bool(prices.has_enough_sources[at]),
                ceiling_centavos=int(ceilings_centavos[at]),
                baseline_centavos=int(baselines_centavos[at]),
                origin=origin,
                run_key=run_key,
            )
            for at, item in enumerate(items)
        ),
        batch_size=5000,
    )
    counts = {"sources": len(sources), "quotes": len(quotes.item_index), "items": len(items)}
    record("research-recorded", of.code, "rehearsal", of.clock, counts, of.code)
    return counts
