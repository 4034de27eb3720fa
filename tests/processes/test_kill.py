"""A work killed at twenty points leaves the bytes of one that nobody killed."""

from collections.abc import Callable
from typing import Any

UNITS = 180


def test_a_work_killed_at_twenty_points_leaves_what_an_unharmed_one_leaves(
    run_program: Callable[..., dict[str, Any]],
) -> None:
    unharmed = run_program("killed_worker.py", "unharmed", 0, 0)
    killed = run_program("killed_worker.py", "killed", 20, 20260529)
    assert (unharmed["killed"], killed["killed"]) == (0, 20)
    assert killed["kept"] == unharmed["kept"]
    subjects = [event[2] for event in killed["kept"]["events"]]
    assert subjects == [f"unit-{unit:03}" for unit in range(UNITS)]
