"""What the rehearsal chooses is part of what a run is asked."""

import pytest

from abasto.cli import cycle
from abasto.cli.steps import PARAMETERS, STEPS
from abasto.rounds.sample import Sample, read_sample
from abasto.tender.call import EVALUATIONS


@pytest.fixture(scope="module")
def sample() -> Sample:
    from django.conf import settings

    return read_sample(settings.SAMPLES / "mx-mini")


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_another_choice_of_the_rehearsal_is_another_run(
    name: str, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cycle._asked(STEPS[0], sample, 7, {}).key
    monkeypatch.setattr(cycle, "PARAMETERS", {**PARAMETERS, name: "another"})
    assert cycle._asked(STEPS[0], sample, 7, {}).key != before


def test_a_round_judged_otherwise_is_played_anew_from_its_first_step(sample: Sample) -> None:
    keys = {cycle._asked(STEPS[0], sample, 7, {}, evaluation).key for evaluation in EVALUATIONS}
    assert len(keys) == len(EVALUATIONS)
