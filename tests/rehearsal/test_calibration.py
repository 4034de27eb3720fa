"""A finished cycle beside what really happened, and the rules, not the generator, deciding it."""

from dataclasses import replace

import numpy as np
import pytest

from abasto.rehearsal.calibration import Outcome, check
from abasto.rehearsal.demand import Demand
from abasto.rehearsal.market import Market, make_market

from .whole_cycle import awards_of, demand_of, outcome_of

SEED = 2026
ROUNDS = [
    ("mx-2027-2028", SEED),
    ("mx-2027-2028", 7),
    ("mx-2025-2026", SEED),
    ("mx-2023-2024", SEED),
    ("mx-2023-2024", 7),
]


@pytest.fixture(scope="module")
def small() -> Demand:
    return demand_of("mx-mini")


@pytest.fixture(scope="module")
def market(small: Demand) -> Market:
    return make_market(small, SEED)


@pytest.fixture(scope="module")
def outcome(small: Demand, market: Market) -> Outcome:
    return outcome_of(small, market, awards_of(small, market), SEED, is_2027=False)


@pytest.mark.parametrize(("sample", "seed"), ROUNDS)
def test_a_round_ends_inside_the_calibration(sample: str, seed: int) -> None:
    demand = demand_of(sample)
    market = make_market(demand, seed)
    calibration = check(outcome_of(demand, market, awards_of(demand, market), seed, sample == "mx-2027-2028"))
    assert calibration.outside == ()
    assert calibration.is_inside


def test_the_need_in_money_is_a_target_of_the_published_demand_only(outcome: Outcome) -> None:
    keys = [target.key for target in check(outcome).targets]
    assert not any(key.startswith("need") for key in keys)
    published = check(replace(outcome, has_published_need=True))
    assert {target.key for target in published.outside} >= {"need-medicine-centavos", "need-other-centavos"}


def test_a_market_in_which_every_code_is_deserted_is_outside(outcome: Outcome) -> None:
    deserted = replace(outcome, codes_by_reason={"no-bid": 40}, winners_per_code=np.zeros(0, np.int64))
    outside = {target.key for target in check(deserted).outside}
    assert {"codes-no-bid", "codes-awarded", "awards-per-code"} <= outside


def test_every_target_names_its_source(outcome: Outcome) -> None:
    assert all(target.source for target in check(outcome).targets)


def test_a_smaller_round_has_wider_tolerances(outcome: Outcome) -> None:
    counts = {reason: 100 * codes for reason, codes in outcome.codes_by_reason.items()}
    narrow = check(replace(outcome, codes_by_reason=counts)).targets
    wide = {target.key: target.tolerance for target in check(outcome).targets}
    assert all(
        target.tolerance < wide[target.key] for target in narrow if target.key in ("codes-no-bid", "codes-documents")
    )


def test_a_code_above_its_ceiling_is_awarded_once_the_ceiling_is_raised(small: Demand, market: Market) -> None:
    item = [decision.reason for decision in awards_of(small, market)].index("above-ceiling")
    raised = market.ceiling_centavos.copy()
    raised[item] *= 4
    assert awards_of(small, replace(market, ceiling_centavos=raised))[item].awarded_pieces > 0


def test_the_cheapest_bid_wins_when_its_price_is_changed(small: Demand, market: Market) -> None:
    decisions = awards_of(small, market)
    counts = np.bincount(market.bids.item_index, minlength=len(decisions))
    item = next(
        place
        for place, decision in enumerate(decisions)
        if market.share_patterns[place] == "100"
        and counts[place] > 1
        and sum(bid.rank > 0 for bid in decision.bids) > 1
    )
    first, second = sorted((bid for bid in decisions[item].bids if bid.rank), key=lambda bid: bid.rank)[:2]
    prices = market.bids.price_centavos.copy()
    supplier = market.suppliers.codes.index(second.supplier)
    prices[(market.bids.item_index == item) & (market.bids.supplier_index == supplier)] = first.price_centavos - 1
    again = awards_of(small, replace(market, bids=replace(market.bids, price_centavos=prices)))
    assert decisions[item].winners[0].supplier == first.supplier
    assert again[item].winners[0].supplier == second.supplier
    assert [one for one in again if one.lot_id != small.claves[item]] == [
        one for one in decisions if one.lot_id != small.claves[item]
    ]
