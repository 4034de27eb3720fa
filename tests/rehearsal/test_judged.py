"""What a committee would find about synthetic bids: plausible, keyed like all luck, and no part of the old draws."""

from decimal import Decimal

import numpy as np
import pytest

from abasto.law.reader import read_rule_set
from abasto.rehearsal.demand import Demand
from abasto.rehearsal.judged import Judged, judge
from abasto.rehearsal.market import Market, make_market
from abasto.tender.lawful_call import CRITERIA, CRITERION

from .whole_cycle import demand_of

SEED = 2026
LAW = read_rule_set("mx")
MAXIMA = [(key, LAW.definitions[CRITERION + key].versions[-1].decimal) for key in CRITERIA]
MINIMUM = LAW.definitions["evaluation.technical_minimum_points"].versions[-1].decimal
NEEDED_CONTENT = LAW.definitions["national_content_percent"].versions[-1].decimal


@pytest.fixture(scope="module")
def demand() -> Demand:
    return demand_of("mx-mini")


@pytest.fixture(scope="module")
def market(demand: Demand) -> Market:
    return make_market(demand, SEED)


@pytest.fixture(scope="module")
def judged(demand: Demand, market: Market) -> Judged:
    return judge(demand, market, MAXIMA, SEED)


def test_every_bid_has_each_criterion_between_nothing_and_what_it_gives_at_most(judged: Judged, market: Market) -> None:
    for bid in range(len(market.bids.price_centavos)):
        points = judged.points(bid)
        assert points.keys() == dict(MAXIMA).keys()
        assert all(0 <= points[key] <= maximum for key, maximum in MAXIMA)


def test_most_bids_reach_the_technical_minimum_and_some_do_not(judged: Judged, market: Market) -> None:
    totals = [sum(judged.points(bid).values(), Decimal(0)) for bid in range(len(market.bids.price_centavos))]
    below = sum(total < MINIMUM for total in totals)
    assert 0 < below < len(totals) / 3


def test_goods_from_abroad_state_no_content_and_most_home_goods_reach_the_law(judged: Judged, market: Market) -> None:
    contents = [judged.content(bid) for bid in range(len(market.bids.countries))]
    home = [content for content, country in zip(contents, market.bids.countries, strict=True) if country == "MX"]
    abroad = [content for content, country in zip(contents, market.bids.countries, strict=True) if country != "MX"]
    stated = [content for content in home if content is not None]
    assert abroad == [None] * len(abroad) != []
    assert len(stated) == len(home)
    assert all(0 <= content <= 100 for content in stated)
    assert sum(content >= NEEDED_CONTENT for content in stated) > 0.85 * len(stated)


def test_benefit_is_mostly_above_price_and_costs(judged: Judged, market: Market) -> None:
    net = judged.benefit_centavos - judged.other_costs_centavos - market.bids.price_centavos
    assert 0.75 < float(np.mean(net > 0)) < 1
    assert (judged.other_costs_centavos > 0).all()


def test_the_same_seed_judges_alike_another_otherwise_and_a_criterion_more_changes_no_other(
    judged: Judged, demand: Demand, market: Market
) -> None:
    again, other = judge(demand, market, MAXIMA, SEED), judge(demand, market, MAXIMA, SEED + 1)
    assert (again.points_tenths == judged.points_tenths).all()
    assert (other.points_tenths != judged.points_tenths).any()
    fewer = judge(demand, market, MAXIMA[1:], SEED)
    assert (fewer.points_tenths == judged.points_tenths[1:]).all()
    assert (fewer.benefit_centavos == judged.benefit_centavos).all()


def test_where_nothing_is_judged_by_points_there_are_none(demand: Demand, market: Market) -> None:
    assert judge(demand, market, (), SEED).points(0) == {}


def test_goods_come_from_home_or_a_country_that_a_treaty_covers(market: Market) -> None:
    covered = LAW.definitions["treaty_coverage.countries"].versions[-1].texts
    assert set(market.bids.countries) <= {"MX", *covered}
