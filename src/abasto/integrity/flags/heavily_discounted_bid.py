"""Heavily discounted bid: the winner is far below the second-lowest offer, far more than on other lots."""

from collections.abc import Sequence
from fractions import Fraction

from ..competition import BidSeen, Competition, Flag, FlagRaised, LotSeen, Thresholds, gettext_noop

CODE = "heavily-discounted-bid"
FENCE = Fraction(3, 2)


def find(competition: Competition, _: Thresholds) -> tuple[FlagRaised, ...]:
    """Lots whose discount lies above the upper fence of all lots of the procedure, in exact arithmetic.

    Looked at: lots with one award, to the lowest valid bid, with a second valid bidder.
    """
    discounts = {lot.lot_id: discount for lot in competition.lots if (discount := _discount(lot)) is not None}
    if not discounts:
        return ()
    fence = upper_fence(sorted(discounts.values()))
    return tuple(
        FlagRaised(
            CODE,
            competition.procedure,
            lot.lot_id,
            supplier_id=lot.awarded_centavos[0][0],
            figures={"discount_percent": int(discounts[lot.lot_id] * 100), "fence_percent": int(fence * 100)},
        )
        for lot in competition.lots
        if lot.lot_id in discounts and discounts[lot.lot_id] > fence
    )


def upper_fence(values: Sequence[Fraction]) -> Fraction:
    """Tukey's upper fence, Q3 + 1.5 (Q3 - Q1), of ascending values."""
    low, high = quantile(values, Fraction(1, 4)), quantile(values, Fraction(3, 4))
    return high + FENCE * (high - low)


def quantile(values: Sequence[Fraction], p: Fraction) -> Fraction:
    """The quantile `p` of ascending values; type 8 of Hyndman and Fan (1996), median-unbiased."""
    position = (len(values) + Fraction(1, 3)) * p + Fraction(1, 3)
    below = max(1, min(len(values), int(position)))
    above = min(len(values), below + 1)
    part = min(Fraction(1), max(Fraction(0), position - below))
    return values[below - 1] + part * (values[above - 1] - values[below - 1])


def _discount(lot: LotSeen) -> Fraction | None:
    """(second - winner) / winner, or None where the lot cannot be compared."""
    bids = sorted((bid for bid in lot.bids if bid.is_valid), key=lambda bid: bid.price_centavos)
    if len(lot.awarded_centavos) != 1 or len(bids) < 2 or bids[0].price_centavos <= 0:
        return None
    if lot.awarded_centavos[0][0] not in _lowest(bids):
        return None
    return Fraction(bids[1].price_centavos - bids[0].price_centavos, bids[0].price_centavos)


def _lowest(bids: Sequence[BidSeen]) -> set[str]:
    return {bid.supplier_id for bid in bids if bid.price_centavos == bids[0].price_centavos}


def _example() -> Competition:
    usual = tuple(
        LotSeen(f"L{i}", "medicines", (BidSeen("A", 1000, True), BidSeen("B", 1010, True)), (("A", 100_000),))
        for i in range(1, 5)
    )
    odd = LotSeen("L9", "medicines", (BidSeen("A", 1000, True), BidSeen("B", 101_000, True)), (("A", 100_000),))
    return Competition("LA-1", "open", (*usual, odd))


HEAVILY_DISCOUNTED_BID = Flag(
    code=CODE,
    title=gettext_noop("Heavily discounted bid"),
    meaning=gettext_noop(
        "The winning price is far below the second-lowest valid one, much more than on the other codes: "
        "the winner may be unable to deliver, may hope for an amendment, or the other bids may be cover."
    ),
    innocent_when=gettext_noop(
        "A new generic entered the market; a manufacturer bids against distributors; one bid has a mistake of unit."
    ),
    formula=gettext_noop(
        "(second-lowest valid price - winning price) / winning price > Q3 + 1.5 x (Q3 - Q1), "
        "over the lots of the procedure."
    ),
    source="Open Contracting Partnership, Cardinal, indicator R058",
    example=_example(),
    find=find,
)
