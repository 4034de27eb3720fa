"""A database, a disk, a sample or a setting that cannot be used: a sentence, an exit code, nothing half-done kept."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import tell_server
from .place import MINI, ROOT, Place

REFUSED, UNUSABLE = 1, 4
FEWER_PAGES = 40


@pytest.fixture
def place(new_place: Callable[[str], Place]) -> Place:
    return new_place("unusable")


def fails(place: Place, code: int, sentence: str, *arguments: str) -> str:
    """The start fails as said, in one sentence without a traceback; what it said."""
    done = place.run(*(arguments or ("cycle", "--round", MINI)))
    assert done.returncode == code, done.stderr
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def with_query(place: Place, query: str) -> Place:
    return Place(place.state, f"{place.database}?{query}")


def test_a_locked_database_is_waited_for_and_told_and_the_next_start_goes_on(place: Place, undisturbed: Place) -> None:
    place.run("consolidate", "--round", MINI)
    before = place.runs()
    with closing(sqlite3.connect(place.state / "abasto.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = fails(with_query(place, "timeout=0.2"), UNUSABLE, "locked by another program")
        assert "Nothing half-done was kept" in said
    assert place.runs() == before
    place.cycle()
    assert place.files() == undisturbed.files()


def test_a_database_that_may_only_be_read_is_told_and_can_still_be_read(place: Place) -> None:
    place.run("needs", "--round", MINI)
    before = place.kept()
    read_only = with_query(place, "mode=ro")
    fails(read_only, UNUSABLE, "may only be read")
    assert place.kept() == before
    assert MINI in read_only.run("rounds", "--json").stdout


def test_a_full_database_keeps_the_steps_that_fitted_and_goes_on_when_there_is_room(
    place: Place, undisturbed: Place
) -> None:
    pages = undisturbed.rows("PRAGMA page_count")[0][0] - FEWER_PAGES
    fails(with_query(place, f"max_page_count={pages}"), UNUSABLE, "no room left for the database")
    done = [run for run in place.runs() if run[2] == "done"]
    assert done
    assert len(done) < len(undisturbed.runs())
    place.cycle()
    assert place.files() == undisturbed.files()
    assert place.root() == undisturbed.root()


def test_a_folder_that_cannot_be_written_is_told_and_the_step_leaves_no_row(place: Place, undisturbed: Place) -> None:
    place.run("savings", "--round", MINI)
    blocked = place.state / "artifacts"
    blocked.write_text("")
    fails(place, UNUSABLE, f"{blocked}")
    assert place.counts()["abasto_artifactname"] == place.counts()["abasto_artifact"] == 0
    blocked.unlink()
    place.cycle()
    assert place.files() == undisturbed.files()
    assert place.root() == undisturbed.root()


def test_a_file_that_is_no_database_is_told_and_left_as_it_is(place: Place) -> None:
    file = place.state / "abasto.sqlite3"
    file.write_text("Clave,Piezas\n" * 500)
    fails(place, UNUSABLE, "is no database")
    assert file.read_text() == "Clave,Piezas\n" * 500


def test_a_database_in_a_folder_that_is_not_there_is_told(place: Place) -> None:
    elsewhere = Place(place.state, f"sqlite:///{place.state}/nowhere/abasto.sqlite3")
    fails(elsewhere, UNUSABLE, "cannot be opened")


def test_a_state_folder_that_is_a_file_is_told(place: Place) -> None:
    file = place.state / "file"
    file.write_text("")
    fails(Place(file, place.database), UNUSABLE, "cannot be written")


def test_a_server_that_does_not_answer_is_told_without_its_password(place: Place) -> None:
    said = fails(Place(place.state, "postgresql://abasto:secret@127.0.0.1:1/abasto"), UNUSABLE, "does not let us in")
    assert "secret" not in said


@pytest.mark.db
def test_a_server_that_only_reads_is_told(place: Place, undisturbed: Place) -> None:
    if place.database.startswith("sqlite"):
        pytest.skip("a SQLite file has its own test")
    place.run("needs", "--round", MINI)
    name = place.database.rpartition("/")[2]
    tell_server(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    before = place.kept()
    fails(place, UNUSABLE, "may only be read")
    assert place.kept() == before
    tell_server(f"ALTER DATABASE {name} SET default_transaction_read_only = off")
    place.cycle()
    assert place.files() == undisturbed.files()


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("ABASTO_COLOUR", "blue", "Setting ABASTO_COLOUR is unknown"),
        ("ABASTO_DEMO", "yes", "it takes 0 or 1"),
        ("ABASTO_DATABASE_URL", "mysql://abasto:secret@host/abasto", "cannot be used: 'mysql://host/abasto'"),
        ("ABASTO_DATABASE_URL", "sqlite:///", "ABASTO_DATABASE_URL cannot be used"),
        ("ABASTO_DATABASE_URL", "sqlite:////tmp/x.sqlite3?mode=rw", "ABASTO_DATABASE_URL cannot be used"),
        ("ABASTO_DATABASE_URL", "sqlite:////tmp/x.sqlite3?timeout=soon", "ABASTO_DATABASE_URL cannot be used"),
        ("ABASTO_DATABASE_URL", "postgresql://host:port/abasto", "ABASTO_DATABASE_URL cannot be used"),
    ],
)
def test_a_setting_that_is_unknown_or_bad_stops_the_program(
    setting: str, value: str, sentence: str, place: Place
) -> None:
    fails(place.having(**{setting: value}), REFUSED, sentence, "rounds")
    assert list(place.state.iterdir()) == []


@pytest.mark.parametrize("name", ["mx-1999-2000", "../samples/mx-mini", ""])
def test_an_unknown_sample_round_is_refused_with_those_there_are(name: str, place: Place) -> None:
    said = fails(place, REFUSED, "There is no sample round", "cycle", "--round", name)
    assert "mx-2027-2028" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("needs.csv", ",imss,31096,77740,", ",imss,31096,many,", "needs.csv"),
        ("needs.csv", ",imss,31096,77740,", ",imss,31096,-77740,", "needs.csv"),
        ("needs.csv", ",imss,31096,77740,", ",nobody,31096,77740,", "needs.csv"),
        ("needs.csv", "minimum_pieces", "least", "needs.csv"),
        ("round.yaml", "months: 24", "months: [", "round"),
    ],
)
def test_a_sample_with_bad_rows_is_refused_with_its_place_and_nothing_is_kept(
    file: str, old: str, new: str, sentence: str, place: Place, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "samples" / MINI, tmp_path / MINI)
    path = tmp_path / MINI / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    fails(place.having(ABASTO_SAMPLES=str(tmp_path)), REFUSED, sentence)
    assert place.runs() == []
    assert place.rows("SELECT * FROM abasto_round") == []
