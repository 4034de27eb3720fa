"""The synthetic market around a demand."""

import time
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest

from abasto.law.reader import read_rule_set
from abasto.rehearsal.demand import Demand
from abasto.rehearsal.market import Market, make_market
from abasto.rehearsal.price_book import price_centavos

from .whole_cycle import demand_of, references_of

SEED = 2026


@pytest.fixture(scope="module")
def demand() -> Demand:
    return demand_of("mx-2027-2028")


@pytest.fixture(scope="module")
def market(demand: Demand) -> Market:
    return make_market(demand, SEED)


@pytest.fixture(scope="module")
def small() -> Demand:
    return demand_of("mx-mini")


def written(value: Any) -> Any:
    """Plain data with the bytes of every array, to compare two markets whole."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if is_dataclass(value):
        return {field.name: written(getattr(value, field.name)) for field in fields(value)}
    return value


def bids_by_clave(demand: Demand, market: Market) -> dict[str, list[tuple[Any, ...]]]:
    """Everything of each clave's bids but the capacity."""
    bids, found = market.bids, {clave: [] for clave in demand.claves}  # type: ignore[var-annotated]
    for number, item in enumerate(bids.item_index.tolist()):
        row = (bids.price_centavos, bids.documents_lacking, bids.draw_place)
        supplier = market.suppliers.codes[bids.supplier_index[number]]
        found[demand.claves[item]].append((supplier, bids.countries[number], *(int(part[number]) for part in row)))
    return found


def test_the_same_demand_and_seed_give_the_same_bytes(small: Demand) -> None:
    assert written(make_market(small, SEED)) == written(make_market(small, SEED))


def test_another_seed_gives_another_market_at_the_same_reference_prices(small: Demand) -> None:
    one, other = make_market(small, 1), make_market(small, 2)
    assert bids_by_clave(small, one) != bids_by_clave(small, other)
    medians = [references_of(small, market).median_centavos for market in (one, other)]
    assert np.abs(medians[0] - medians[1]).max() <= 1


def test_one_piece_more_in_one_cell_moves_the_quantities_of_that_clave_only(demand: Demand, market: Market) -> None:
    row, column = 1234, int(np.argmax(demand.maximum_pieces[1234]))
    more = demand.maximum_pieces.copy()
    more[row, column] += 1
    changed = make_market(replace(demand, maximum_pieces=more), SEED)
    here = changed.bids.item_index == row
    assert np.array_equal(changed.bids.capacity_pieces[~here], market.bids.capacity_pieces[~here])
    elsewhere = np.arange(len(demand.claves)) != row
    assert np.array_equal(changed.opening_stock[elsewhere], market.opening_stock[elsewhere])
    assert np.array_equal(changed.monthly_use[elsewhere], market.monthly_use[elsewhere])
    for same in ("suppliers", "quotes", "ceiling_centavos", "baseline_centavos", "share_patterns"):
        assert written(getattr(changed, same)) == written(getattr(market, same))
    assert bids_by_clave(demand, changed) == bids_by_clave(demand, market)


def test_one_code_fewer_leaves_the_luck_of_all_others(demand: Demand, market: Market) -> None:
    kept = [place for place in range(len(demand.claves)) if place != 77]
    fewer = Demand(
        tuple(demand.claves[place] for place in kept),
        tuple(demand.categories[place] for place in kept),
        tuple(demand.descriptions[place] for place in kept),
        demand.buyers,
        demand.minimum_pieces[kept],
        demand.maximum_pieces[kept],
        demand.months,
    )
    without = make_market(fewer, SEED)
    expected = bids_by_clave(demand, market)
    del expected[demand.claves[77]]
    assert bids_by_clave(fewer, without) == expected
    assert np.array_equal(without.ceiling_centavos, market.ceiling_centavos[kept])
    assert np.array_equal(without.monthly_use, market.monthly_use[kept])


def test_the_median_of_the_quotes_is_the_price_of_the_book(demand: Demand, market: Market) -> None:
    difference = references_of(demand, market).median_centavos - price_centavos(demand.claves)
    assert np.abs(difference).max() <= 1


def test_every_code_has_two_to_six_quotes_and_one_from_the_platform(demand: Demand, market: Market) -> None:
    counts = np.bincount(market.quotes.item_index, minlength=len(demand.claves))
    assert set(counts.tolist()) == {2, 3, 4, 5, 6}
    from_platform = np.array([source.kind == "platform-contracts" for source in market.sources])
    quoted = market.quotes.item_index[from_platform[market.quotes.source_index]]
    assert len(np.unique(quoted)) == len(demand.claves)


def test_a_firm_bids_once_on_codes_of_its_category_only(demand: Demand, market: Market) -> None:
    pairs = list(zip(market.bids.item_index.tolist(), market.bids.supplier_index.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    assert all(demand.categories[item] == market.suppliers.categories[supplier] for item, supplier in pairs)


def test_a_national_round_has_some_390_firms_and_each_is_called_synthetic(market: Market) -> None:
    assert 370 <= len(market.suppliers.codes) <= 400
    assert market.suppliers.codes[0] == "sup-001"
    assert all("sintético" in name for name in market.suppliers.names)


def test_a_debarment_that_ended_or_never_was_does_not_debar(market: Market) -> None:
    suppliers = market.suppliers
    ended = suppliers.debarred_until_day < 0
    never = suppliers.debarred_until_day == suppliers.debarred_from_day
    assert ended.any()
    assert suppliers.is_debarred.any()
    assert not suppliers.is_debarred[ended | never].any()


def test_the_papers_are_those_that_the_rule_set_asks_for_with_the_bid(market: Market) -> None:
    asked = [paper.key for paper in read_rule_set("mx").requirements if paper.stage == "bid" and paper.affects_solvency]
    assert sorted(market.requirements) == sorted(asked)
    assert market.bids.documents_lacking.max() < 2 ** len(asked)


def test_the_draw_of_each_code_places_every_bid_once(demand: Demand, market: Market) -> None:
    for item in range(200):
        places = market.bids.draw_place[market.bids.item_index == item]
        assert sorted(places.tolist()) == list(range(1, len(places) + 1))


def test_codes_of_larger_spend_are_shared_more_often(demand: Demand, market: Market) -> None:
    spend = price_centavos(demand.claves) * demand.asked_pieces
    several = np.array([pattern != "100" for pattern in market.share_patterns])
    large = spend > np.median(spend) * 50
    assert several[large].mean() > several[~large].mean()


def test_nothing_is_used_or_held_where_nothing_is_asked(demand: Demand, market: Market) -> None:
    nothing = demand.maximum_pieces == 0
    assert not market.opening_stock[nothing].any()
    assert not market.monthly_use[nothing].any()
    assert market.monthly_use.min() >= 0


def test_use_is_consistent_with_the_need_and_sometimes_above_it(demand: Demand, market: Market) -> None:
    used, asked = market.monthly_use.sum(axis=2), demand.maximum_pieces
    assert 0.75 < used.sum() / asked.sum() < 0.85
    large = asked > 1000
    assert 0.04 < (used[large] > asked[large]).mean() < 0.10


def test_a_demand_of_one_code_has_a_market(small: Demand) -> None:
    one = Demand(("020.000.2501.00",), ("vaccine",), ("BCG",), ("imss",), *np.ones((2, 1, 1), np.int64), months=24)
    market = make_market(one, 5)
    assert len(market.suppliers.codes) == 8
    assert market.monthly_use.shape == (1, 1, 24)


def test_a_national_market_is_made_in_two_seconds(demand: Demand) -> None:
    start = time.process_time()
    make_market(demand, 9)
    assert time.process_time() - start < 2
