"""A second start computes nothing twice; another seed plays the round anew."""

import time
from collections.abc import Callable

import pytest

from .place import SEED, Place

SECONDS = 5.0


@pytest.mark.db
def test_a_second_start_does_nothing_twice_and_another_seed_plays_the_round_anew(
    new_place: Callable[[str], Place], undisturbed: Place
) -> None:
    place = new_place("again")
    place.cycle()
    first, measured = place.kept(), measures(place)
    began = time.monotonic()
    again = place.cycle()
    assert time.monotonic() - began < SECONDS
    assert again.stderr.count("done before") == len(place.runs())
    assert place.kept() == first
    assert measures(place) == measured

    place.cycle("--seed", str(SEED + 1))
    assert place.rows("SELECT seed FROM abasto_round") == [(SEED + 1,)]
    other = place.files()
    assert other["tables/needs.csv"] == first["files"]["tables/needs.csv"]
    assert other["tables/bids.csv"] != first["files"]["tables/bids.csv"]

    place.cycle()
    assert place.files() == undisturbed.files()


def measures(place: Place) -> list[tuple[object, ...]]:
    """What the runs took, and how often each was taken."""
    return place.rows("SELECT kind, seconds, fencing_token FROM abasto_run ORDER BY id")
