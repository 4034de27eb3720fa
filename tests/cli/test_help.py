"""Help says what there is, and needs nothing heavy for it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from abasto.cli.steps import STEPS
from abasto.cli.verbs import STEP_VERBS

from ..cycle.place import Place, run_python

PROGRAM = str(Path(__file__).with_name("all_help.py"))


@pytest.fixture(scope="module")
def said(new_place: Callable[[str], Place]) -> dict[str, Any]:
    done = run_python(new_place("help"), PROGRAM)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_every_verb_says_what_it_does_and_what_it_takes(said: dict[str, Any]) -> None:
    assert len(said["verbs"]) > len(STEP_VERBS)
    for verb, text in said["verbs"].items():
        assert "Options:" in text
        assert verb in said["main"]
        assert text.split("\n\n")[1].strip()


def test_help_imports_neither_django_nor_numbers_nor_tables(said: dict[str, Any]) -> None:
    assert said["heavy"] == []


def test_every_step_of_the_process_has_its_verb_in_the_same_order() -> None:
    assert list(STEP_VERBS) == [step.name for step in STEPS]


def test_the_exit_codes_are_in_the_help(said: dict[str, Any]) -> None:
    text = " ".join(said["main"].split())
    for code, meaning in enumerate(("done", "refused", "wrong use", "calibration", "database")):
        assert f"{code} {meaning}" in text
    assert "130 interrupted" in text
