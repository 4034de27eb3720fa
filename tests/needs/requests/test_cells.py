"""Two people at once lose nothing of either."""

import numpy as np
import pytest

from abasto.base.refusal import Refused
from abasto.needs.requests.cells import MINIMUM, CellChange, Conflict, merge

CODE = "010.000.0104.00"


def cells(*months: int, minimum: int = 0) -> dict[str, np.ndarray]:
    return {CODE: np.array([*months, minimum], dtype=np.int64)}


def test_a_cell_that_nobody_else_changed_takes_what_was_typed() -> None:
    merged = merge(cells(10, 20), [CellChange(CODE, 1, 20, 25)])
    assert merged.cells[CODE].tolist() == [10, 25, 0]
    assert (merged.applied, merged.conflicts) == (1, ())


def test_a_cell_that_somebody_else_changed_comes_back_with_both_values() -> None:
    merged = merge(cells(10, 30), [CellChange(CODE, 1, 20, 25), CellChange(CODE, 0, 10, 11)])
    assert merged.conflicts == (Conflict(CODE, 1, 20, 25, 30),)
    assert merged.cells[CODE].tolist() == [11, 30, 0]


def test_the_same_changes_sent_twice_change_nothing_twice() -> None:
    changes = [CellChange(CODE, 0, 10, 11), CellChange(CODE, MINIMUM, 0, 4)]
    once = merge(cells(10, 20), changes)
    twice = merge(once.cells, changes)
    assert once.cells[CODE].tolist() == [11, 20, 4]
    assert (twice.applied, twice.conflicts, dict(twice.cells)) == (0, (), {})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (CellChange("010.000.9999.00", 0, 0, 1), "code-not-in-round"),
        (CellChange(CODE, 2, 0, 1), "month-outside-round"),
        (CellChange(CODE, -2, 0, 1), "month-outside-round"),
        (CellChange(CODE, 0, 10, -1), "pieces-unfit"),
        (CellChange(CODE, 0, 10, 10**13), "pieces-unfit"),
    ],
)
def test_what_cannot_be_a_cell_is_refused(change: CellChange, code: str) -> None:
    with pytest.raises(Refused) as refused:
        merge(cells(10, 20), [change])
    assert refused.value.code == code
