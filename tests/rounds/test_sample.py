"""Reading a sample folder: what is refused, and what is only told."""

import gzip
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from abasto.base.refusal import Refused
from abasto.rounds.sample import read_sample

SAMPLES = Path(__file__).parents[2] / "samples"
Change = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small round, to be spoilt."""
    return Path(shutil.copytree(SAMPLES / "mx-mini", tmp_path / "mx-mini"))


def change(folder: Path, file: str, how: Change) -> None:
    path = folder / file
    path.write_text(how(path.read_text("utf-8")), "utf-8")


def change_cell(folder: Path, file: str, row: int, column: int, value: str) -> None:
    """Rewrite one cell of a row without quotes (row 1 is the header, column 0 the first)."""

    def rewritten(text: str) -> str:
        lines = text.split("\n")
        cells = lines[row - 1].split(",")
        cells[column] = value
        lines[row - 1] = ",".join(cells)
        return "\n".join(lines)

    change(folder, file, rewritten)


def refusal_of(folder: Path) -> tuple[str, object, object, object]:
    with pytest.raises(Refused) as refusal:
        read_sample(folder)
    values = refusal.value.values
    assert values["mend"]
    return refusal.value.code, values["file"], values.get("row"), values.get("column")


def test_the_small_round_is_read_without_problems(folder: Path) -> None:
    sample = read_sample(folder)
    assert sample.problems == ()
    assert sample.round.code == "mx-mini"
    assert [step.phase for step in sample.round.calendar] == ["diagnosis", "needs", "market", "tender", "supply"]
    assert len(sample.needs) == sample.round.totals.needs
    assert [buyer.code for buyer in sample.buyers][:3] == ["imss", "issste", "pemex"]


def test_one_piece_more_in_one_cell_is_read_and_told(folder: Path) -> None:
    before = read_sample(folder).needs.maximum_pieces
    change_cell(folder, "needs.csv", 2, 3, str(int(before[0]) + 1))
    sample = read_sample(folder)
    assert int(sample.needs.maximum_pieces.sum() - before.sum()) == 1
    assert {problem.kind for problem in sample.problems} == {"sample-differs-from-source"}
    assert [(problem.sheet, problem.subject) for problem in sample.problems] == [
        ("needs.csv", ""),
        ("round.yaml", "maximum_pieces"),
    ]
    assert {problem.severity for problem in sample.problems} == {"warning"}


def test_a_packed_file_is_read_and_a_plain_one_beside_it_goes_first(folder: Path) -> None:
    text = (folder / "needs.csv").read_bytes()
    (folder / "needs.csv.gz").write_bytes(gzip.compress(b"never read"))
    assert read_sample(folder).problems == ()
    (folder / "needs.csv.gz").write_bytes(gzip.compress(text))
    (folder / "needs.csv").unlink()
    assert read_sample(folder).problems == ()


def test_the_national_round_is_read_in_half_a_second() -> None:
    read_sample(SAMPLES / "mx-2027-2028")
    fastest = min(_seconds() for _ in range(3))
    assert fastest < 0.5


def _seconds() -> float:
    started = time.perf_counter()
    read_sample(SAMPLES / "mx-2027-2028")
    return time.perf_counter() - started


@pytest.mark.parametrize(
    ("column", "value", "code", "told_column"),
    [
        (0, "010.000.9999.99", "sample-unknown-clave", "clave"),
        (1, "nobody", "sample-unknown-institution", "institution"),
        (1, "ccinshae", "sample-unknown-institution", "institution"),
        (2, "-1", "quantity-unreadable", "minimum_pieces"),
        (2, "999999999999", "minimum-above-maximum", "minimum_pieces"),
        (3, "1.5", "quantity-unreadable", "maximum_pieces"),
        (3, "", "quantity-unreadable", "maximum_pieces"),
        (3, "many", "quantity-unreadable", "maximum_pieces"),
        (3, "=1+1", "quantity-unreadable", "maximum_pieces"),
        (3, "9" * 19, "quantity-unreadable", "maximum_pieces"),
        (4, "guessed", "sample-value", "origin"),
        (5, "no-such-rule", "sample-value", "rule"),
    ],
)
def test_a_bad_need_is_refused_with_its_place(
    folder: Path, column: int, value: str, code: str, told_column: str
) -> None:
    change_cell(folder, "needs.csv", 7, column, value)
    assert refusal_of(folder) == (code, "needs.csv", 7, told_column)


def test_a_need_told_twice_is_refused_at_its_second_row(folder: Path) -> None:
    change(folder, "needs.csv", lambda text: text + text.split("\n")[1] + "\n")
    rows = (folder / "needs.csv").read_text("utf-8").count("\n")
    assert refusal_of(folder) == ("sample-duplicate", "needs.csv", rows, "clave")


def test_a_row_with_a_cell_too_many_is_refused(folder: Path) -> None:
    change_cell(folder, "needs.csv", 9, 5, ",")
    assert refusal_of(folder) == ("sample-row-width", "needs.csv", 9, "")


def test_an_empty_row_is_refused(folder: Path) -> None:
    change(folder, "needs.csv", lambda text: text.replace("\n", "\n\n", 1))
    assert refusal_of(folder) == ("sample-unknown-clave", "needs.csv", 2, "clave")


@pytest.mark.parametrize("file", ["needs.csv", "items.csv", "institutions.csv", "delivery_points.csv"])
def test_semicolons_are_refused_at_the_header(folder: Path, file: str) -> None:
    change(folder, file, lambda text: text.replace(",", ";"))
    assert refusal_of(folder) == ("sample-header", file, 1, "")


@pytest.mark.parametrize("file", ["items.csv", "institutions.csv", "delivery_points.csv"])
def test_latin_1_is_refused(folder: Path, file: str) -> None:
    text = (folder / file).read_text("utf-8")
    (folder / file).write_bytes(text.encode("latin-1", errors="replace"))
    code, told, _, _ = refusal_of(folder)
    assert (code, told) == ("sample-not-utf8", file)


@pytest.mark.parametrize("file", ["round.yaml", "needs.csv", "items.csv"])
def test_a_missing_file_is_refused(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert refusal_of(folder)[0] == "sample-file-missing"


def test_a_file_that_is_no_gzip_is_refused(folder: Path) -> None:
    (folder / "needs.csv").rename(folder / "needs.csv.gz")
    assert refusal_of(folder)[:2] == ("sample-not-gzip", "needs.csv.gz")


def test_an_item_told_twice_is_refused(folder: Path) -> None:
    change(folder, "items.csv", lambda text: text + text.split("\n")[1] + "\n")
    assert refusal_of(folder)[:2] == ("sample-duplicate", "items.csv")


def test_a_kind_of_institution_outside_the_list_is_refused(folder: Path) -> None:
    change_cell(folder, "institutions.csv", 2, 4, "club")
    assert refusal_of(folder) == ("sample-value", "institutions.csv", 2, "kind")


def test_a_parent_that_is_not_listed_is_refused(folder: Path) -> None:
    change_cell(folder, "institutions.csv", 3, 3, "nobody")
    assert refusal_of(folder) == ("sample-unknown-institution", "institutions.csv", 3, "parent")


def test_a_tree_that_is_not_that_of_the_round_is_refused(folder: Path) -> None:
    change_cell(folder, "institutions.csv", 3, 3, "imss")
    assert refusal_of(folder) == ("sample-tree-differs", "institutions.csv", 3, "parent")


def test_a_buyer_under_no_legal_entity_is_refused(folder: Path) -> None:
    change_cell(folder, "institutions.csv", 2, 7, "0")
    assert refusal_of(folder)[:2] == ("buyer-without-legal-entity", "institutions.csv")


def test_a_delivery_point_of_a_stranger_is_refused(folder: Path) -> None:
    change(folder, "delivery_points.csv", lambda text: text.replace(",imss,", ",semar,", 1))
    code, file, _, column = refusal_of(folder)
    assert (code, file, column) == ("sample-unknown-institution", "delivery_points.csv", "institution")


def test_a_latitude_that_is_no_number_is_refused(folder: Path) -> None:
    change_cell(folder, "delivery_points.csv", 2, 5, "north")
    assert refusal_of(folder) == ("sample-value", "delivery_points.csv", 2, "latitude")


@pytest.mark.parametrize("spoilt", ["code: [", "code: mx", "- a list", ""])
def test_a_round_yaml_that_cannot_be_read_is_refused(folder: Path, spoilt: str) -> None:
    (folder / "round.yaml").write_text(spoilt, "utf-8")
    assert refusal_of(folder)[:2] == ("sample-round-unreadable", "round.yaml")
