"""What a call may publish."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from abasto.base.refusal import Refused
from abasto.tender.call import CallRules, check_call, parse_share_pattern, written_pattern
from abasto.tender.call_text import read_back, written
from abasto.tender.origin import ANYWHERE
from abasto.tender.points import Criterion, PointsRules

GOOD = CallRules(
    share_patterns=("100", "60/40", "70/30", "50/30/20"),
    spread_percent=Decimal(10),
    not_acceptable_percent=Decimal(10),
    statistic="median",
    not_convenient_percent=Decimal(40),
    not_convenient_base="market_research",
    not_convenient_rejects=True,
    preponderant_range_percent=Decimal(20),
    tie_break=("msme", "draw"),
    minimum_share_percent=Decimal(20),
)
POINTS = PointsRules(
    technical_weight=Decimal(60),
    economic_weight=Decimal(40),
    technical_minimum=Decimal(45),
    criteria=(
        Criterion("quality", Decimal(40)),
        Criterion("investment", Decimal("12.5")),
        Criterion("delivery_record", Decimal("7.5")),
    ),
)


def by_points(**changed: object) -> CallRules:
    return replace(GOOD, evaluation="points", points=replace(POINTS, **changed))  # type: ignore[arg-type]


def test_weights_that_add_up_are_accepted_also_where_one_part_weighs_all() -> None:
    check_call(by_points())
    all_price = {"technical_weight": Decimal(0), "technical_minimum": Decimal(0), "criteria": ()}
    check_call(by_points(**all_price, economic_weight=Decimal(100)))
    only = (Criterion("quality", Decimal(100)),)
    check_call(by_points(technical_weight=Decimal(100), economic_weight=Decimal(0), criteria=only))


def test_the_published_patterns_are_read_and_written_back() -> None:
    check_call(GOOD)
    for text, shares in (("100", (100,)), ("60/40", (60, 40)), ("70/30", (70, 30)), ("50/30/20", (50, 30, 20))):
        assert parse_share_pattern(text) == shares
        assert written_pattern(shares) == text


@pytest.mark.parametrize("text", ["", "60", "60/50", "40/60", "100/0", "60/ 40", "-10/110", "60/40/", "a/b", "６0/40"])
def test_a_pattern_that_is_not_one_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="share-pattern-unreadable"):
        parse_share_pattern(text)


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (replace(GOOD, evaluation="lottery"), "evaluation-unknown"),
        (replace(GOOD, evaluation="points"), "points-without-weights"),
        (replace(GOOD, origin=replace(ANYWHERE, character="secret")), "character-unknown"),
        (replace(GOOD, origin=replace(ANYWHERE, preference_percent=Decimal(-15))), "percent-negative"),
        (replace(GOOD, spread_percent=Decimal("NaN")), "percent-negative"),
        (by_points(technical_weight=Decimal(61)), "weights-not-whole"),
        (by_points(technical_weight=Decimal(59), economic_weight=Decimal(41)), "criteria-not-technical-weight"),
        (by_points(economic_weight=Decimal(-40)), "points-negative"),
        (by_points(technical_minimum=Decimal("NaN")), "points-negative"),
        (by_points(technical_minimum=Decimal("60.1")), "technical-minimum-out-of-reach"),
        (by_points(criteria=(Criterion("quality", Decimal(30)),) * 2), "criterion-repeated"),
        (replace(GOOD, share_patterns=("60/50",)), "share-pattern-unreadable"),
        (replace(GOOD, tie_break=()), "tie-break-without-draw"),
        (replace(GOOD, tie_break=("msme",)), "tie-break-without-draw"),
        (replace(GOOD, tie_break=("draw", "msme")), "tie-break-without-draw"),
        (replace(GOOD, tie_break=("age", "draw")), "tie-break-without-draw"),
        (replace(GOOD, spread_percent=Decimal(-1)), "percent-negative"),
    ],
)
def test_rules_that_could_not_decide_every_lot_are_refused(rules: CallRules, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_call(rules)


@pytest.mark.parametrize("rules", [GOOD, by_points(), replace(GOOD, evaluation="cost-benefit")])
def test_rules_are_written_as_text_and_read_back_without_loss(rules: CallRules) -> None:
    assert read_back(json.loads(json.dumps(written(rules)))) == rules
