"""A request beside others: the last round, sisters, the budget, and what became of past requests."""

from collections.abc import Callable
from datetime import date

import pytest

from abasto.law.reader import read_rule_set
from abasto.needs.suggest.compare import (
    ALIKE,
    LESS,
    MORE,
    UNKNOWN,
    Realised,
    Sister,
    against_budget,
    compared,
    with_last_round,
    with_sisters,
)
from abasto.needs.suggest.floor import floor_of

ON = date(2026, 9, 1)


@pytest.mark.parametrize(("requested", "word"), [(79, LESS), (80, ALIKE), (125, ALIKE), (126, MORE)])
def test_a_request_is_less_alike_or_more(requested: int, word: str) -> None:
    assert compared(requested, 100).word == word


def test_the_last_round_is_brought_to_the_same_length() -> None:
    found = with_last_round(240, 120, 24, 12)
    assert (found.word, found.other, found.per_mille) == (ALIKE, 240, 1000)


def test_nothing_in_the_last_round_is_said_and_not_divided_by() -> None:
    assert with_last_round(5, 0, 24, 24).word == MORE
    assert with_last_round(0, 0, 24, 24).word == ALIKE
    assert with_last_round(5, None, 24, 24).word == UNKNOWN


def test_sisters_are_compared_by_their_size() -> None:
    sisters = [Sister(100, 10), Sister(300, 20), Sister(80, 8), Sister(5, 0)]
    found = with_sisters(500, 20, sisters)
    assert (found.word, found.other) == (MORE, 200)


def test_two_sisters_would_show_each_other_and_are_not_shown() -> None:
    assert with_sisters(500, 20, [Sister(100, 10), Sister(300, 20)]).word == UNKNOWN


def test_past_requests_are_told_by_what_was_used() -> None:
    assert (Realised(1000, 900, 700, 400).word, Realised(1000, 900, 700, 400).used_per_mille) == (MORE, 400)
    assert (Realised(0, 0, 0, 0).word, Realised(0, 0, 0, 0).used_per_mille) == (UNKNOWN, None)


def test_the_budget_says_what_is_left_and_how_much_it_pays() -> None:
    found = against_budget(100, 50, 10_000, 7_500)
    assert (found.cost_centavos, found.left_after_centavos, found.is_within) == (5_000, -2_500, False)
    assert found.affordable_per_mille == 500
    assert against_budget(0, 50, 0, 0).affordable_per_mille == 1000


def test_the_floor_is_off_unless_the_rule_set_switches_it_on(rule_set_with: Callable[[str, str], str]) -> None:
    off = floor_of(read_rule_set("mx"), ON, 2_400, 24, 24)
    assert (off.pieces, off.is_on, off.is_broken_by(0)) == (1_920, False, False)
    on = floor_of(read_rule_set(rule_set_with("need_floor.applies", "true")), ON, 2_400, 24, 24)
    assert on.is_broken_by(1_919)
    assert not on.is_broken_by(1_920)


@pytest.mark.parametrize(("used", "known", "pieces"), [(0, 24, 0), (7, 0, 0), (10, 12, 16), (1, 24, 1)])
def test_the_floor_takes_history_for_as_long_as_it_is_and_rounds_up(used: int, known: int, pieces: int) -> None:
    assert floor_of(read_rule_set("mx"), ON, used, known, 24).pieces == pieces
