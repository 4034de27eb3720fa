"""A cycle killed at twenty points leaves the bytes of one that nobody disturbed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .place import Place, run_python

PROGRAM = str(Path(__file__).with_name("killed_cycle.py"))
SEEDS_OF_THE_KILLS = (1,)


@pytest.mark.db
@pytest.mark.parametrize("seed", SEEDS_OF_THE_KILLS)
def test_a_cycle_killed_at_twenty_points_leaves_what_an_undisturbed_one_leaves(
    seed: int, new_place: Callable[[str], Place], undisturbed: Place
) -> None:
    counted = told(new_place("counted"), "none")
    place = new_place("killed")
    killed = told(place, str(seed), json.dumps(counted["points"]))
    assert len(killed["killed"]) == 20
    assert {phase for phase, _ in killed["killed"]} >= {run[0] for run in place.runs()}
    assert place.files() == undisturbed.files()
    assert place.root() == undisturbed.root()
    assert place.counts() == undisturbed.counts()
    assert [run[3] for run in place.runs()] == [run[3] for run in undisturbed.runs()]
    assert len(place.cycle().stderr.split("done before")) == len(place.runs())


def told(place: Place, *arguments: str) -> dict[str, Any]:
    """What the program prints."""
    done = run_python(place.having(DJANGO_SETTINGS_MODULE="abasto.settings"), PROGRAM, *arguments)
    assert done.returncode == 0, done.stderr
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed
