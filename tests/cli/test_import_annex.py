"""A demand annex as published becomes a round of its own, with its problems; the same file is not taken twice."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ..cycle.place import Place
from ..needs.annexes.miniatures import CLAVES, WORKBOOKS

REFUSED = 1


@pytest.mark.db
@pytest.mark.parametrize("years", ["2023-2024"])
def test_an_annex_is_stored_and_its_problems_listed_and_a_second_import_refused(
    years: str, new_place: Callable[[str], Place], tmp_path: Path
) -> None:
    place = new_place("annex")
    file = WORKBOOKS[years]().write(tmp_path)
    done = place.run("import-annex", str(file), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["round"], told["layout"], told["codes"]) == (f"annex-{years}", years, len(CLAVES))
    rows, pieces = place.rows("SELECT count(*), sum(maximum_pieces) FROM abasto_needline")[0]
    assert rows > 0
    assert pieces == told["maximum_pieces"]
    listed = json.loads(place.run("problems", "--round", told["round"], "--json").stdout)
    assert len(listed) == told["problems"] > 0
    assert all(problem["sheet"] and problem["kind"] and problem["mend"] for problem in listed)

    before = place.counts()
    again = place.run("import-annex", str(file))
    assert again.returncode == REFUSED
    assert "was imported before" in again.stderr
    assert place.counts() == before


@pytest.mark.parametrize(("name", "content"), [("needs.xlsx", b"no workbook"), ("needs.csv", b"a;b\n1;2\n")])
def test_a_file_that_is_no_annex_is_refused_and_nothing_is_kept(
    name: str, content: bytes, new_place: Callable[[str], Place], tmp_path: Path
) -> None:
    place = new_place("none")
    (tmp_path / name).write_bytes(content)
    done = place.run("import-annex", str(tmp_path / name))
    assert (done.returncode, "Traceback" in done.stderr) == (REFUSED, False), done.stderr
    assert place.rows("SELECT * FROM abasto_needimport") == place.rows("SELECT * FROM abasto_round") == []


def test_a_file_that_is_not_there_is_refused(new_place: Callable[[str], Place]) -> None:
    done = new_place("nofile").run("import-annex", "/nowhere.xlsx")
    assert done.returncode == REFUSED
    assert "/nowhere.xlsx" in done.stderr
