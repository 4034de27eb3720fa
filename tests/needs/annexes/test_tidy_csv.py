"""The tidy CSV as spreadsheets really write it, and damaged copies of it."""

import csv
import io
import random
from pathlib import Path

import pytest

from abasto.base.refusal import Refused
from abasto.needs.annexes.read import read_annex
from abasto.needs.annexes.refusal_words import REFUSAL_WORDS
from abasto.needs.annexes.sheet import plain
from abasto.needs.annexes.table import AnnexTable

from .miniatures import CLAVES, FORTY_PERCENT, KNOWN, tidy_csv

Records = list[list[str]]


def text_of(records: Records, separator: str = ",") -> str:
    held = io.StringIO()
    csv.writer(held, delimiter=separator).writerows(records)
    return held.getvalue()


def read(data: bytes, folder: Path) -> AnnexTable:
    path = folder / "need.csv"
    path.write_bytes(data)
    return read_annex(path, KNOWN, frozenset(CLAVES), FORTY_PERCENT)


def read_records(records: Records, folder: Path) -> AnnexTable:
    return read(text_of(records).encode(), folder)


def told(table: AnnexTable) -> list[tuple[str, int, str, str]]:
    return [(p.kind, p.row, p.column, p.found) for p in table.problems]


def refusal(data: bytes, folder: Path) -> str:
    with pytest.raises(Refused) as caught:
        read(data, folder)
    return caught.value.code


@pytest.mark.parametrize(
    ("encoding", "separator", "kinds"),
    [
        ("utf-8", ",", []),
        ("utf-8-sig", ",", []),
        ("latin-1", ",", ["encoding-latin-1"]),
        ("utf-8", ";", ["separator-not-comma"]),
        ("utf-8-sig", "\t", ["separator-not-comma"]),
        ("latin-1", ";", ["encoding-latin-1", "separator-not-comma"]),
    ],
)
def test_encodings_and_separators_of_spreadsheets_give_the_same_table(
    encoding: str, separator: str, kinds: list[str], tmp_path: Path
) -> None:
    sound = read_records(tidy_csv(), tmp_path)
    table = read(text_of(tidy_csv(), separator).encode(encoding), tmp_path)
    assert sorted(problem.kind for problem in table.problems) == sorted(kinds)
    assert (table.descriptions, table.buyers) == (sound.descriptions, sound.buyers)
    assert table.maximum_pieces.tolist() == sound.maximum_pieces.tolist()


def test_a_text_that_begins_with_an_equals_sign_stays_text_and_is_told(tmp_path: Path) -> None:
    records = tidy_csv()
    records[1][4] = '=HYPERLINK("x")'
    table = read_records(records, tmp_path)
    assert told(table) == [("formula-like-text", 2, "E", '=HYPERLINK("x")')]
    assert table.descriptions[0] == '=HYPERLINK("x")'


def test_a_quantity_that_begins_with_an_equals_sign_counts_0(tmp_path: Path) -> None:
    records = tidy_csv()
    records[1][2] = "=2+4"
    table = read_records(records, tmp_path)
    assert told(table) == [("formula-as-text", 2, "C", "=2+4")]
    assert (table.minimum_pieces[0, 0], table.maximum_pieces[0, 0]) == (0, 15)


def test_columns_in_another_order_are_read_by_their_labels(tmp_path: Path) -> None:
    sound = read_records(tidy_csv(), tmp_path)
    table = read_records([record[::-1] for record in tidy_csv()], tmp_path)
    assert [problem.kind for problem in table.problems] == ["permuted-columns"]
    assert table.maximum_pieces.tolist() == sound.maximum_pieces.tolist()


def test_the_four_columns_are_enough(tmp_path: Path) -> None:
    table = read_records([record[:4] for record in tidy_csv()], tmp_path)
    assert table.problems == ()
    assert set(table.units) == {""}


@pytest.mark.parametrize(
    ("column", "value", "kind", "place"),
    [
        (0, "", "clave-missing", "A"),
        (0, "0100009999", "clave-ambiguous", "A"),
        (1, "", "buyer-missing", "B"),
        (1, "ISSSTE", "clave-twice", "A"),
        (1, "IMS", "unknown-institution", "B"),
        (2, "16", "minimum-above-maximum", "C"),
        (2, "6.5", "fractional-pieces", "C"),
        (2, "-6", "negative-pieces", "C"),
        (3, "1 500", "text-in-quantity", "D"),
    ],
)
def test_a_line_that_cannot_be_trusted_is_named(column: int, value: str, kind: str, place: str, tmp_path: Path) -> None:
    records = tidy_csv()
    records[2], records[1] = records[1], records[2]
    records[2][column] = value
    table = read_records(records, tmp_path)
    named = [(p.kind, p.row, p.column) for p in table.problems if p.severity == "critical"]
    assert (kind, 3, place) in named


def test_a_line_of_another_length_is_left_out_and_told(tmp_path: Path) -> None:
    records = tidy_csv()
    records[1].append("y más")
    records[2].pop()
    assert [problem[:3] for problem in told(read_records(records, tmp_path))] == [
        ("row-ragged", 2, ""),
        ("row-ragged", 3, ""),
    ]


def test_what_is_no_tidy_csv_is_refused(tmp_path: Path) -> None:
    assert refusal(b"a,b\n1,2\n", tmp_path) == "layout-unknown"
    assert refusal(b"", tmp_path) == "file-empty"
    assert refusal(text_of(tidy_csv()).encode("utf-16"), tmp_path) == "file-not-text"
    assert refusal(text_of(tidy_csv()).encode() + b'010.000.0104.00,"IMSS', tmp_path) == "csv-broken"
    head = b"clave,institucion,cantidad_min,cantidad_max"
    assert refusal(head + b",bienio\n", tmp_path) == "column-unknown"
    assert refusal(head + b",clave\n", tmp_path) == "column-twice"


def test_made_up_names_cannot_ask_for_a_huge_grid(tmp_path: Path) -> None:
    lines = "".join(f"060.{i // 10000:03}.{i % 10000:04},B{i},1,1\n" for i in range(4_000))
    assert refusal(f"clave,institucion,cantidad_min,cantidad_max\n{lines}".encode(), tmp_path) == "table-too-large"


VALUES = ("", "=1", "-4", "0.5", "abc", "1e9", "99999999999999999999999", "7", "IMSS", "0100004272", '"', "ñ", "1;2")


@pytest.mark.parametrize("seed", range(60))
def test_every_line_of_a_damaged_csv_is_kept_or_named(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    records = tidy_csv()
    for _ in range(chance.randrange(1, 5)):
        record = chance.choice(records[chance.randrange(10) > 0 :])
        record[chance.randrange(len(record))] = chance.choice(VALUES)
    result = outcome(records, tmp_path)
    if isinstance(result, str):
        assert result in REFUSAL_WORDS
    else:
        assert unaccounted(records, result) == []


def outcome(records: Records, folder: Path) -> AnnexTable | str:
    """The table, or the code of the refusal."""
    try:
        return read_records(records, folder)
    except Refused as refused:
        return refused.code


def unaccounted(records: Records, table: AnnexTable) -> list[str]:
    """Lines whose minimum and maximum are neither in the grid as written nor named by a problem of their row."""
    code_at = {raw: i for i, raw in enumerate(table.raw_claves)} | {clave: i for i, clave in enumerate(table.claves)}
    buyer_at = {plain(buyer.name_as_published): j for j, buyer in enumerate(table.buyers)}
    named = {problem.row for problem in table.problems if problem.severity == "critical"}
    lost = []
    for row, (clave, buyer, *pieces) in enumerate(records[1:], 2):
        spelled = clave if clave in code_at else CLAVES[0] if clave == "0100004272" else clave
        place = code_at.get(spelled), buyer_at.get(plain(buyer))
        kept = [
            int(grid[place]) if None not in place else None for grid in (table.minimum_pieces, table.maximum_pieces)
        ]
        written = [int(text) if text.isdigit() else 0 if not text else None for text in pieces[:2]]
        if kept != written and row not in named:
            lost.append(f"row {row}: {clave} {buyer} {pieces} kept as {kept}")
    return lost
