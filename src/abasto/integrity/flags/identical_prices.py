"""Identical prices: different suppliers offer a lot at the same price to the centavo."""

from collections.abc import Iterable

from ..competition import BidSeen, Competition, Flag, FlagRaised, LotSeen, Thresholds, gettext_noop

CODE = "identical-prices"


def find(competition: Competition, _: Thresholds) -> tuple[FlagRaised, ...]:
    """One flag per lot and repeated price, with the suppliers who share it."""
    return tuple(
        FlagRaised(
            CODE,
            competition.procedure,
            lot.lot_id,
            supplier_id=suppliers[0],
            figures={"price_centavos": price, "suppliers": suppliers},
        )
        for lot in competition.lots
        for price, suppliers in _shared_prices(lot.bids)
    )


def _shared_prices(bids: Iterable[BidSeen]) -> list[tuple[int, list[str]]]:
    """Prices that two or more suppliers offered, ascending, each with its suppliers by id."""
    by_price: dict[int, set[str]] = {}
    for bid in bids:
        by_price.setdefault(bid.price_centavos, set()).add(bid.supplier_id)
    return [(price, sorted(by_price[price])) for price in sorted(by_price) if len(by_price[price]) > 1]


IDENTICAL_PRICES = Flag(
    code=CODE,
    title=gettext_noop("Identical prices"),
    meaning=gettext_noop(
        "Different suppliers offered the same code at exactly the same price: they may have agreed on it."
    ),
    innocent_when=gettext_noop(
        "The price is a public ceiling or a regulated price; distributors resell the product of one manufacturer; "
        "the price is so small that few centavos remain to choose from."
    ),
    formula=gettext_noop("Two or more bids of different suppliers on one lot with equal price per piece."),
    source="Open Contracting Partnership, Cardinal, indicator R028",
    example=Competition(
        "LA-1", "open", (LotSeen("L1", "medicines", (BidSeen("A", 1000, True), BidSeen("B", 1000, False))),)
    ),
    find=find,
)
