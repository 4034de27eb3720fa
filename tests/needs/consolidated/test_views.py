"""The same need seen from several sides, and what surprises in it."""

from dataclasses import replace
from math import log, sqrt

import numpy as np
import pytest

from abasto.needs.consolidated.views.figures import (
    BuyerOf,
    CodeOf,
    Figures,
    by_category,
    by_group,
    by_institution,
    by_state,
    summed,
    totals,
)
from abasto.needs.consolidated.views.queries import alike
from abasto.needs.consolidated.views.surprises import growth, score, surprises
from abasto.people.roles import Role, Viewer
from abasto.people.visibility import Sight

CODES = (
    CodeOf(1, "010.000.0001.00", "A", "", "medicine", "Metformina", "tableta"),
    CodeOf(2, "010.000.0002.00", "B", "", "medicine", "METFORMINA ", "solución"),
    CodeOf(3, "060.000.0003", "C", "", "supply", "", ""),
)
BUYERS = (
    BuyerOf("x1", "X one", "x", "X", "09"), BuyerOf("x2", "X two", "x", "X", "15"), BuyerOf("y", "Y", "y", "Y", ""),
)  # fmt: skip
CATEGORIES = ("medicine", "supply")


def figures(maximum: list[list[int]], months: int = 2, codes: tuple[CodeOf, ...] = CODES) -> Figures:
    most = np.array(maximum, dtype=np.int64)
    by_month = np.zeros((most.shape[1], 2, months), dtype=np.int64)
    return Figures(codes, BUYERS[: most.shape[1]], most // 2, most, CATEGORIES, by_month, "locked", 1, True)


NOW = figures([[10, 20, 0], [5, 0, 0], [0, 0, 7]])


def test_sums_by_institution_group_and_category() -> None:
    assert [(one.key, one.codes, one.buyers, one.maximum) for one in by_institution(NOW, None)] == [
        ("x", 2, 2, 35), ("y", 1, 1, 7),
    ]  # fmt: skip
    assert [(one.name, one.codes, one.maximum) for one in by_group(NOW, None)] == [
        ("Metformina", 2, 35), ("060.000.0003", 1, 7),
    ]  # fmt: skip
    before = figures([[1, 1, 1], [1, 1, 1], [1, 1, 1]])
    assert [(one.key, one.before, one.change) for one in by_category(NOW, before)] == [
        ("medicine", 6, 29), ("supply", 3, 4),
    ]  # fmt: skip
    assert (totals(NOW).codes, totals(NOW).buyers, totals(NOW).maximum) == (3, 3, 42)


def test_a_national_buyer_is_split_over_its_delivery_points_and_none_is_lost() -> None:
    placed = by_state(NOW, None, {"y": {"09": 2, "31": 1}})
    assert [(one.state, one.own, one.shared) for one in placed] == [("09", 15, 5), ("15", 20, 0), ("31", 0, 2)]
    assert by_state(NOW, None, {})[-1].state == ""


def test_growth_holds_the_last_round_against_as_many_months() -> None:
    before = figures([[10, 20, 0], [0, 0, 0], [0, 0, 0]], months=1)
    assert growth(NOW, before) == [(0, 30, 60), (2, 7, 0), (1, 5, 0)]


def test_a_surprise_is_the_log_ratio_by_the_root_of_the_larger() -> None:
    before = figures([[10, 200, 0], [5, 0, 0], [0, 0, 7]])
    found = surprises(NOW, before, {})
    assert [(one.clave, one.buyer, one.pieces, one.expected) for one in found] == [("010.000.0001.00", "x2", 20, 200)]
    assert found[0].score == pytest.approx(log(201 / 21) * sqrt(200))
    assert score(10**6, 0) == pytest.approx(log(10) * 1000)


def test_a_request_outside_its_interval_surprises_and_a_new_buyer_is_not_held_against_the_last_round() -> None:
    before = figures([[0, 20, 0], [0, 0, 0], [0, 0, 0]])
    inside = {("010.000.0001.00", "x1"): (5, 15)}
    assert surprises(NOW, before, inside) == []
    outside = {("010.000.0001.00", "x1"): (1, 4), ("060.000.0003", "nobody"): (1, 2)}
    assert [(one.expected, one.against) for one in surprises(NOW, before, outside)] == [(4, "interval")]


def test_sums_without_whose_they_are_keep_every_piece() -> None:
    one = summed(NOW)
    assert one.maximum.sum() == NOW.maximum.sum()
    assert one.buyers[0].code == ""


def test_the_fifty_most_surprising_and_no_more() -> None:
    codes = tuple(CodeOf(at, f"{at:03}", "", "", "supply", "", "") for at in range(80))
    now = figures([[2 + at, 1, 1] for at in range(80)], codes=codes)
    before = figures([[1000, 1, 1]] * 80, codes=codes)
    found = surprises(now, before, {})
    assert len(found) == 50
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_while_lines_are_accepted_only_buyers_with_lines_are_held_against_the_last_round() -> None:
    now = replace(figures([[10, 0, 0], [0, 0, 0], [0, 0, 7]]), source="accepted")
    before = figures([[1, 20, 5], [0, 0, 0], [0, 0, 0]])
    everyone = Sight(Viewer(Role.COORDINATOR), {"need": "buyer"})
    alone = Sight(Viewer(Role.PLANNER, "x1", frozenset({"x1"})), {"need": "buyer"})
    found, own = alike(everyone, now, before), alike(alone, now, before)
    assert found is not None
    assert own is not None
    assert [one.code for one in found.buyers] == ["x1", "y"]
    assert own.maximum.tolist() == [[1], [0], [0]]
    assert alike(everyone, replace(now, source="locked"), before) is before
    assert alike(everyone, summed(now), before).maximum.sum() == 26  # type: ignore[union-attr]
    assert alike(everyone, now, None) is None
