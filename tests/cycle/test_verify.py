"""Every evaluation plays to its end, and `abasto verify` has what was published decided again by another program."""

from collections.abc import Callable

import pytest

from .place import MINI, Place


def test_the_published_award_is_accepted_with_the_root_of_the_log(undisturbed: Place) -> None:
    done = undisturbed.run("verify", "--round", MINI)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ACCEPTED" in done.stdout


@pytest.mark.parametrize("evaluation", ["points", "cost-benefit"])
def test_a_round_judged_otherwise_is_played_awarded_and_verified(
    evaluation: str, new_place: Callable[[str], Place]
) -> None:
    place = new_place(evaluation.replace("-", "_"))
    place.cycle("--evaluation", evaluation)
    done = place.run("verify", "--round", MINI)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f'"evaluation":"{evaluation}"' in place.read(f"award/LA-{MINI}-001/evidence.json")


def test_evidence_that_was_changed_after_publication_is_refused(new_place: Callable[[str], Place]) -> None:
    place = new_place("changed")
    place.cycle()
    file = place.state / "rounds" / MINI / "award" / f"LA-{MINI}-001" / "evidence.json"
    told = file.read_text()
    file.unlink()
    file.write_text(told.replace('"is_', '"was_').replace('"awarded"', '"not-awarded"', 1))
    done = place.run("verify", "--round", MINI)
    assert done.returncode == 1
    assert "ACCEPTED" not in done.stdout
