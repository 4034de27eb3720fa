"""The estimate for a whole round, against deciding each lot again."""

from decimal import Decimal
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from abasto.award.decide import decide_lot
from abasto.award.estimated_price import NO_LIMIT, RoundBids, estimated_prices
from abasto.award.facts import LotCase
from abasto.award.ranking import SIZES
from abasto.award.rivals import obstacles
from abasto.award.winning_price import DRAW, winning_prices

from .cases import PATTERNS, REFERENCE, a_bid, a_lot, rules

RULES = rules(not_convenient_rejects=False)
HIGHEST = 110
"""A tenth above the median, below the ceiling of 200."""


def a_case(random: Random) -> LotCase:
    """Different prices, so that no draw is asked for, and room for all, so that no share rounds to nothing."""
    prices = random.sample(range(80, 125), random.randint(1, 6))
    bids = [
        a_bid(f"B{number}", price, size=random.choice(tuple(SIZES)), is_debarred=random.randrange(6) == 0)
        for number, price in enumerate(prices)
    ]
    return LotCase(a_lot(random.choice(PATTERNS)), bids, REFERENCE, {})


def estimates(cases: list[LotCase]) -> dict[tuple[int, str], int]:
    rows, names = [], []
    for number, case in enumerate(cases):
        for outcome in decide_lot(case.lot, case.bids, RULES, case.reference, case.draw).bids:
            bid = next(one for one in case.bids if one.bid_id == outcome.bid_id)
            is_sound = not obstacles(outcome)
            rows.append((number, bid.price_centavos, SIZES[bid.supplier_size], not outcome.defects, is_sound, HIGHEST))
            names.append((number, bid.bid_id))
    table = np.array(rows, dtype=np.int64)
    bids = RoundBids(table[:, 0], table[:, 1], table[:, 2], table[:, 3] > 0, table[:, 4] > 0, table[:, 5])
    shares = np.array([len(case.lot.shares) for case in cases])
    return dict(zip(names, estimated_prices(bids, shares, RULES.spread_percent).tolist(), strict=True))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_without_low_prices_the_estimate_is_the_confirmed_price_or_the_one_that_asks_for_a_draw(seed: int) -> None:
    random = Random(seed)
    cases = [a_case(random) for _ in range(4)]
    found = estimates(cases)
    for number, case in enumerate(cases):
        decision = decide_lot(case.lot, case.bids, RULES, case.reference, case.draw)
        for answer in winning_prices(case, RULES, decision):
            level = answer.beyond == DRAW and found[number, answer.bid_id] == (answer.price_centavos or 0) + 1
            assert level or found[number, answer.bid_id] == (answer.price_centavos or 0), (case, answer)


def test_a_bid_alone_without_limit_has_none_and_a_debarred_one_no_price() -> None:
    one = np.array([0, 1])
    bids = RoundBids(one, np.array([100, 100]), one, np.array([False, False]), np.array([True, False]),
                     np.full(2, NO_LIMIT))  # fmt: skip
    assert estimated_prices(bids, np.array([1, 1]), Decimal(10)).tolist() == [NO_LIMIT, 0]
