"""What a call may publish."""

from dataclasses import replace
from decimal import Decimal

import pytest

from abasto.base.refusal import Refused
from abasto.tender.call import CallRules, check_call, parse_share_pattern, written_pattern

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
        (replace(GOOD, evaluation="points"), "evaluation-not-binary"),
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
