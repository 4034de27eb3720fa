"""The row of a split, computed by hand; and splits that ask for more work or more memory than anybody has."""

from typing import Any

import pytest

from abasto_verify.cuts import add_cuts
from abasto_verify.findings import Refused
from abasto_verify.problem import Problem
from abasto_verify.rows import Row, Rows
from abasto_verify.scopes import Scopes

from . import small_problem

HALF, ONE = 1 << 39, 1 << 40
COVER = small_problem.CUTS[0]
"""Of lots L1 and L5, columns 0 and 3 cannot both be: their sum is at most 1."""


def row_of(*split: Any, most_steps: int = 10**6) -> Row:
    """The row of a split after the cover `cut:0`."""
    problem = Problem(small_problem.made()[0], most_steps)
    return add_cuts(Rows(problem, Scopes(problem)), [COVER, ["split", *split]]).rows["cut:1"]


def test_coefficients_are_rounded_up_and_the_right_hand_side_down() -> None:
    for price, coefficient, right in ((HALF, 0, -1), (ONE, -1, -1), (3 * HALF, -1, -2)):
        row = row_of(["rebate", "both-s1"], [["cut:0", price]], [["cut:0", price]], [], [])
        assert {value for _, _, value in row.columns} == ({coefficient} - {0})
        assert (row.right, row.variables) == (right, [(("rebate", "both-s1"), 0)])


def test_the_larger_coefficient_of_both_sides_is_kept_and_the_variable_moves_the_right_hand_side() -> None:
    row = row_of(["rebate", "both-s1"], [["cut:0", ONE]], [["rebate:both-s1:L1", 5 * ONE]], [["L4", 0, 7]], [])
    held = {(lot, column): value for lot, column, value in row.columns}
    problem = Problem(small_problem.made()[0])
    parts = [
        [(problem.bids[problem.part_bid[p]]["id"], problem.part_share[p]) for p in c] for c in problem.columns_of_lot[0]
    ]
    for column, some in enumerate(parts):
        wins = any(bid == "B01" and share >= 50 for bid, share in some)
        assert held.get((0, column), 0) == 5 * wins
    # Where it is earned: 5 * (columns of L1 with it) - 7 >= 5 - 7. Where it is not: - (columns of the cover) >= -1.
    assert row.right == -1
    assert row.variables == [(("rebate", "both-s1"), -1 - (5 - 7))]


def test_the_columns_of_the_lot_asked_about_carry_the_right_hand_side_of_their_own_side() -> None:
    for branch, yes in ((["bid", "B12"], {30, 100, 20}), (["part", "B12", 30], {30})):
        row = row_of(branch, [["cut:0", ONE]], [["rule:capacity-s2", ONE]], [], [])
        problem = Problem(small_problem.made()[0])
        held = {column: value for lot, column, value in row.columns if lot == 4}
        for column, parts in enumerate(problem.columns_of_lot[4]):
            share = {problem.bids[problem.part_bid[part]]["id"]: problem.part_share[part] for part in parts}
            if share.get("B12") in yes:
                pieces = sum(some * 50 for bid, some in share.items() if bid in ("B12", "B14"))
                assert held[column] == 6000 - pieces - 1
            else:
                assert held[column] == -((4, column, 1) in cover_columns(problem))
        assert row.right == -1


def cover_columns(problem: Problem) -> list[tuple[int, int, int]]:
    return add_cuts(Rows(problem, Scopes(problem)), [COVER]).rows["cut:0"].columns


def test_numbers_of_splits_of_splits_do_not_grow_without_end() -> None:
    problem = Problem(small_problem.made()[0])
    dear = 10**40 - 1
    cuts = [
        ["split", ["bid", "B01"], [[f"cut:{place}", dear]], [[f"cut:{place}", dear]], [], []] for place in range(50)
    ]
    with pytest.raises(Refused) as refused:
        add_cuts(Rows(problem, Scopes(problem)), [COVER, *cuts])
    assert refused.value.code == "cut-too-large"


def test_variables_repeated_in_many_splits_are_counted_as_work() -> None:
    raw = small_problem.made()[0]
    raw["suppliers"] += [{"id": f"T{place}", "size": "micro", "country": "MX"} for place in range(500)]
    raw["bids"] += [raw["bids"][0] | {"id": f"C{place}", "suppliers": [f"T{place}"]} for place in range(500)]
    for bid in raw["bids"][14:]:
        bid["lot"], bid["prices"] = "L4", [[1, 1000]]
    problem = Problem(raw, most_steps=1_000_000)
    rows = Rows(problem, Scopes(problem))
    side = [["rule:few-winners", 1]]
    with pytest.raises(Refused) as refused:
        add_cuts(rows, [["split", ["bid", "B01"], side, side, [], []]] * 200)
    assert refused.value.code == "too-much-work"
