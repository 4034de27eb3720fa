"""An award problem as Parquet tables: nothing is lost, and tables that do not fit are refused by name."""

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from instances.small import small

from abasto.base.refusal import Refused
from abasto.engines.award.problem_tables import SCHEMAS, read_tables, write_tables

PROBLEM = small(5, 9)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_tables(PROBLEM, tmp_path)
    return tmp_path


def rewritten(folder: Path, name: str, change: Callable[[pa.Table], pa.Table]) -> None:
    path = folder / f"{name}.parquet"
    pq.write_table(change(pq.read_table(path)), path)


def refusal(folder: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        read_tables(folder)
    return caught.value


@pytest.mark.parametrize("seed", range(20))
def test_a_problem_comes_back_from_its_tables(seed: int, tmp_path: Path) -> None:
    problem = small(seed, 1 + seed % 9)
    write_tables(problem, tmp_path)
    assert read_tables(tmp_path) == problem


def test_the_same_problem_makes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_tables(PROBLEM, tmp_path / "again")
    for name in (*(f"{name}.parquet" for name in SCHEMAS), "problem.json"):
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_columns_in_another_order_and_of_smaller_whole_numbers_are_read(folder: Path) -> None:
    rewritten(
        folder,
        "bid_prices",
        lambda t: t.select(t.column_names[::-1]).cast(
            pa.schema([("price_centavos", pa.int32()), ("from_share_percent", pa.uint8()), ("bid", pa.large_string())])
        ),
    )
    assert read_tables(folder) == PROBLEM


@pytest.mark.parametrize("name", [*SCHEMAS, "problem.json"])
def test_a_missing_table_is_named(name: str, folder: Path) -> None:
    path = folder / (name if name.endswith("json") else f"{name}.parquet")
    path.unlink()
    refused = refusal(folder)
    assert (refused.code, refused.values["list"]) == ("award-table-missing", path.name)


def test_prices_with_a_fraction_are_refused(folder: Path) -> None:
    rewritten(folder, "bid_prices", lambda t: t.set_column(2, "price_centavos", t["price_centavos"].cast(pa.float64())))
    refused = refusal(folder)
    assert (refused.code, refused.values["field"]) == ("award-problem-not-whole-number", "price_centavos")


def test_an_empty_cell_is_refused_with_its_place(folder: Path) -> None:
    column = pa.array([None, *["MX"] * (len(PROBLEM.suppliers) - 1)], pa.string())
    rewritten(folder, "suppliers", lambda t: t.set_column(2, "country", column))
    refused = refusal(folder)
    assert (refused.code, refused.values["index"]) == ("award-table-empty-cell", 0)


def test_a_column_of_another_type_is_refused(folder: Path) -> None:
    rewritten(folder, "suppliers", lambda t: t.set_column(1, "size", pa.array([[1]] * t.num_rows)))
    assert refusal(folder).code == "award-table-column-type"


def test_pieces_of_an_unknown_lot_are_refused(folder: Path) -> None:
    more = pa.table({"lot": ["L999"], "institution": [PROBLEM.institutions[0]], "pieces": [5]})
    rewritten(folder, "lot_institutions", lambda t: pa.concat_tables([t, more.cast(t.schema)]))
    refused = refusal(folder)
    assert (refused.code, refused.values["found"]) == ("award-name-unknown", "L999")


def test_pieces_given_twice_are_refused(folder: Path) -> None:
    rewritten(folder, "lot_periods", lambda t: pa.concat_tables([t, t.slice(0, 1)]))
    assert refusal(folder).code == "award-table-row-twice"


def test_a_table_that_is_no_parquet_is_refused(folder: Path) -> None:
    (folder / "bids.parquet").write_bytes(b"id,lot\n")
    assert refusal(folder).code == "award-table-unreadable"


def test_a_header_without_a_title_is_refused(folder: Path) -> None:
    header = json.loads((folder / "problem.json").read_bytes())
    del header["title"]
    (folder / "problem.json").write_text(json.dumps(header))
    assert refusal(folder).code == "award-problem-key-missing"
