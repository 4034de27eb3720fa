"""A second start computes nothing twice; another seed plays the round anew."""

import resource
from collections.abc import Callable

import pytest

from .place import SEED, Place

# Of a first start: what is left is Python, Django and the sample's bytes.
WORTH = 0.8


@pytest.mark.db
def test_a_second_start_does_nothing_twice_and_another_seed_plays_the_round_anew(
    new_place: Callable[[str], Place], undisturbed: Place
) -> None:
    place = new_place("again")
    before = processor_seconds()
    place.cycle()
    first, measured = place.kept(), measures(place)
    between = processor_seconds()
    again = place.cycle()
    assert processor_seconds() - between < WORTH * (between - before)
    assert again.stderr.count("done before") == len([run for run in place.runs() if run[0] != "study"])
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


def processor_seconds() -> float:
    """What the processes that have ended so far took of the processor."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
