"""Every kind of bad award problem is refused before anything is decided, with a code that has a sentence."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from instances.national import national
from instances.small import bare, small

from abasto.base.refusal import Refused
from abasto.engines.award.check_problem import check_problem, faults, notices
from abasto.engines.award.problem import Problem, Rebate, Rule
from abasto.page.refusals import sentence_of

GOOD = bare(11, 6)
RULE = Rule("r", "pieces", "at-most", limit=10)
LUMP = Rebate("v", "lump", GOOD.suppliers[0].id, threshold=1, rebate_centavos=1)


def lot(**values: Any) -> Problem:
    return replace(GOOD, lots=(replace(GOOD.lots[0], **values), *GOOD.lots[1:]))


def bid(**values: Any) -> Problem:
    return replace(GOOD, bids=(replace(GOOD.bids[0], **values), *GOOD.bids[1:]))


def rule(**values: Any) -> Problem:
    return replace(GOOD, rules=(replace(RULE, **values),))


def rebate(**values: Any) -> Problem:
    return replace(GOOD, rebates=(replace(LUMP, **values),))


first = GOOD.lots[0]
BAD: dict[str, tuple[str, Callable[[], Problem]]] = {
    "price of 0": ("award-price-out-of-range", lambda: bid(prices=((1, 0),))),
    "negative price": ("award-price-out-of-range", lambda: bid(prices=((1, -5),))),
    "price of 10^15": ("award-price-out-of-range", lambda: bid(prices=((1, 10**15),))),
    "no price": ("award-tiers-not-rising", lambda: bid(prices=())),
    "tiers from 2": ("award-tiers-not-rising", lambda: bid(prices=((2, 10),))),
    "tiers that fall": ("award-tiers-not-rising", lambda: bid(prices=((1, 10), (50, 9), (40, 8)))),
    "tier above 100": ("award-tiers-not-rising", lambda: bid(prices=((1, 10), (101, 9)))),
    "unknown lot of a bid": ("award-name-unknown", lambda: bid(lot="L999")),
    "unknown supplier of a bid": ("award-name-unknown", lambda: bid(suppliers=("S99",))),
    "member twice": ("award-name-twice", lambda: bid(suppliers=(GOOD.suppliers[0].id,) * 2)),
    "bid of nobody": ("award-bid-without-supplier", lambda: bid(suppliers=())),
    "origin in words": ("award-country-unreadable", lambda: bid(origin="Mexico")),
    "look-alike origin": ("award-country-unreadable", lambda: bid(origin="МХ")),
    "capacity too short": ("award-list-length", lambda: bid(capacity_by_period_pieces=(5,))),
    "negative capacity": ("award-number-negative", lambda: bid(capacity_by_period_pieces=(5, -1))),
    "capacity under the minimum": (
        "award-capacity-under-minimum",
        lambda: bid(capacity_by_period_pieces=(5, 5), minimum_pieces=11),
    ),
    "negative minimum": ("award-number-negative", lambda: bid(minimum_pieces=-1)),
    "more than everything lost": ("award-number-out-of-range", lambda: bid(nondelivery_ppm=1_000_001)),
    "two bids of one id": ("award-id-twice", lambda: replace(GOOD, bids=(*GOOD.bids, GOOD.bids[0]))),
    "two lots of one id": ("award-id-twice", lambda: replace(GOOD, lots=(*GOOD.lots, first))),
    "two rules of one id": ("award-id-twice", lambda: replace(GOOD, rules=(RULE, RULE))),
    "two periods of one id": ("award-id-twice", lambda: replace(GOOD, periods=("2027-H1",) * 2)),
    "blank in an id": ("award-id-not-plain", lambda: lot(id="L 1")),
    "look-alike letter in an id": ("award-id-not-plain", lambda: rule(id="сap")),
    "endless id": ("award-id-not-plain", lambda: rule(id="r" * 201)),
    "pieces by too few": ("award-list-length", lambda: lot(pieces_by_institution=(first.pieces,))),
    "negative pieces": ("award-number-negative", lambda: lot(pieces_by_period=(first.pieces + 1, -1))),
    "sums that differ": ("award-pieces-sums-differ", lambda: lot(pieces_by_period=(first.pieces, 1))),
    "nothing asked": (
        "award-lot-asks-nothing",
        lambda: lot(pieces_by_institution=(0, 0, 0), pieces_by_period=(0, 0)),
    ),
    "pattern above 100": ("award-pattern-above-hundred", lambda: lot(share_patterns_percent=((60, 50),))),
    "pattern that rises": ("award-pattern-rises", lambda: lot(share_patterns_percent=((40, 60),))),
    "pattern of six": ("award-pattern-winners", lambda: lot(share_patterns_percent=((10,) * 6,))),
    "empty pattern": ("award-pattern-winners", lambda: lot(share_patterns_percent=((),))),
    "share of 0": ("award-pattern-share", lambda: lot(share_patterns_percent=((100, 0),))),
    "negative ceiling": ("award-number-negative", lambda: lot(ceiling_centavos=-1)),
    "negative spread": ("award-number-negative", lambda: lot(spread_permyriad=-1)),
    "minimum share of 101": ("award-number-out-of-range", lambda: lot(minimum_share_percent=101)),
    "cost beyond 64 bits": (
        "award-number-too-large",
        lambda: lot(unserved_centavos=10**14, pieces_by_institution=(10**6, 0, 0), pieces_by_period=(10**6, 0)),
    ),
    "both limits": ("award-rule-two-limits", lambda: rule(limit_percent=5)),
    "no limit": ("award-rule-without-limit", lambda: rule(limit=None)),
    "negative limit": ("award-number-negative", lambda: rule(limit=-1)),
    "enormous limit": ("award-number-out-of-range", lambda: rule(limit=10**18)),
    "limit of 101 percent": ("award-number-out-of-range", lambda: rule(limit=None, limit_percent=101)),
    "negative soft price": ("award-number-negative", lambda: rule(soft_centavos=-1)),
    "unknown supplier of a rule": ("award-name-unknown", lambda: rule(suppliers=("S99",))),
    "unknown lot of a rule": ("award-name-unknown", lambda: rule(lots=("L999",))),
    "unknown institution of a rule": ("award-name-unknown", lambda: rule(institutions=("INST-9",))),
    "unknown period of a rule": ("award-name-unknown", lambda: rule(periods=("2030-H1",))),
    "unknown size of a rule": ("award-name-unknown", lambda: rule(sizes=("tiny",))),
    "name twice in a rule": ("award-name-twice", lambda: rule(lots=(first.id, first.id))),
    "institutions and periods": (
        "award-rule-two-filters",
        lambda: rule(institutions=GOOD.institutions, periods=GOOD.periods),
    ),
    "winners by origin": ("award-rule-foreign-field", lambda: rule(kind="winners", origins=("MX",))),
    "pieces out of reach": ("award-rule-out-of-reach", lambda: rule(sense="at-least", limit=10**6)),
    "money out of reach": ("award-rule-out-of-reach", lambda: rule(kind="money", sense="at-least", limit=10**10)),
    "winners out of reach": (
        "award-rule-out-of-reach",
        lambda: rule(kind="winners", sense="at-least", limit=len(GOOD.suppliers) + 1),
    ),
    "rebate of a stranger": ("award-name-unknown", lambda: rebate(supplier="S99")),
    "rebate on a stranger lot": ("award-name-unknown", lambda: rebate(lots=("L999",))),
    "negative rebate": ("award-number-negative", lambda: rebate(rebate_centavos=-1)),
    "threshold of 0": ("award-number-out-of-range", lambda: rebate(threshold=0)),
    "rebate of 101 percent": ("award-number-out-of-range", lambda: rebate(kind="percent", percent=101)),
    "bundle without lots": ("award-bundle-without-lots", lambda: rebate(kind="bundle", minimum_share_percent=50)),
    "bundle of no share": ("award-number-out-of-range", lambda: rebate(kind="bundle", lots=(first.id,))),
    "weight above all": ("award-number-out-of-range", lambda: replace(GOOD, nondelivery_weight_permyriad=10_001)),
    "origin unknown": ("award-problem-not-one-of", lambda: replace(GOOD, origin="rumour")),
    "two rows of one name": (
        "award-row-name-twice",
        lambda: replace(
            GOOD,
            rebates=(
                replace(LUMP, id="a", kind="percent", percent=3),
                replace(LUMP, id="a:value"),
            ),
        ),
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_problem_is_refused_in_a_sentence(name: str) -> None:
    code, make = BAD[name]
    found = faults(make())
    assert code in [fault.code for fault in found]
    sentence = sentence_of(next(fault for fault in found if fault.code == code))
    assert not sentence.startswith(("This was refused", "Esto"))
    assert "–" not in sentence, "a value of the sentence is missing"
    with pytest.raises(Refused):
        check_problem(make())


def test_good_problems_pass() -> None:
    assert faults(GOOD) == []
    for seed in range(40):
        assert faults(small(seed, 1 + seed % 20)) == []
    assert faults(national(2)) == []


def test_a_soft_floor_out_of_reach_is_only_dear() -> None:
    assert faults(rule(sense="at-least", limit=10**6, soft_centavos=1)) == []


def test_a_limit_of_zero_is_a_rule_like_any_other() -> None:
    assert faults(rule(limit=0)) == []
    assert faults(rule(limit=None, limit_percent=0)) == []


def test_a_lot_nobody_bids_on_is_told_and_not_refused() -> None:
    lonely = replace(GOOD, bids=tuple(bid for bid in GOOD.bids if bid.lot != first.id))
    assert faults(lonely) == []
    assert (first.id, "award-lot-without-bids") in [(one.subject, one.kind) for one in notices(lonely)]


def test_one_bid_is_told() -> None:
    alone = replace(GOOD, bids=GOOD.bids[:1])
    assert "award-lot-with-one-bid" in [one.kind for one in notices(alone)]


def test_two_equal_bids_are_legal_and_told() -> None:
    """Same price and size: which of them wins costs the same."""
    twin = replace(GOOD.bids[0], id="twin", suppliers=(GOOD.suppliers[-1].id,))
    equal = replace(GOOD, bids=(*GOOD.bids, twin))
    assert faults(equal) == []
    assert f"{GOOD.bids[0].id} = twin" in [one.found for one in notices(equal)]
