"""A version as a Parquet file: the same lines give the same bytes, so that its SHA-256 is the version's hash."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .rows import Ints, VersionRows

PARQUET = "application/vnd.apache.parquet"
ROWS_IN_A_GROUP = 65_536
SCHEMA = pa.schema(
    [
        ("round", pa.dictionary(pa.int32(), pa.string())),
        ("clave", pa.dictionary(pa.int32(), pa.string())),
        ("buyer", pa.dictionary(pa.int32(), pa.string())),
        ("minimum_pieces", pa.int64()),
        ("maximum_pieces", pa.int64()),
        ("maximum_by_month", pa.list_(pa.int64())),
        ("origin", pa.dictionary(pa.int32(), pa.string())),
        ("merged_from", pa.string()),
    ]
)


def version_bytes(rows: VersionRows) -> bytes:
    """The file of a version. Nothing in it depends on the clock or the machine, only on the lines and the writer."""
    return table_bytes(_table(rows))


def table_bytes(table: pa.Table) -> bytes:
    """A table as Parquet, with every choice fixed."""
    target = io.BytesIO()
    pq.write_table(
        table, target, row_group_size=ROWS_IN_A_GROUP, version="2.6", data_page_version="1.0", compression="zstd",
        compression_level=1, use_dictionary=True, write_statistics=True, store_schema=False,
    )  # fmt: skip
    return target.getvalue()


def read_version(content: bytes) -> VersionRows:
    """The lines of a version's file."""
    table = pq.read_table(io.BytesIO(content), use_threads=False)
    claves, code_of = _coded(table["clave"])
    buyers, buyer_of = _coded(table["buyer"])
    months = table["maximum_by_month"].combine_chunks()
    lines = table.num_rows
    values = months.flatten().to_numpy(zero_copy_only=False).astype(np.int64)
    rounds = table["round"].slice(0, 1).to_pylist()
    return VersionRows(
        rounds[0] if rounds else "", claves, buyers, code_of, buyer_of, _ints(table["minimum_pieces"]),
        _ints(table["maximum_pieces"]), values.reshape(lines, -1) if lines else np.zeros((0, 0), dtype=np.int64),
        tuple(table["origin"].to_pylist()), tuple(table["merged_from"].to_pylist()),
    )  # fmt: skip


def _table(rows: VersionRows) -> pa.Table:
    lines, months = rows.months.shape
    offsets = pa.array(np.arange(lines + 1, dtype=np.int32) * np.int32(months))
    by_month = pa.ListArray.from_arrays(offsets, pa.array(rows.months.reshape(-1)))
    return pa.Table.from_arrays(
        [
            _dictionary((rows.round_code,), np.zeros(lines, dtype=np.int64)),
            _dictionary(rows.claves, rows.code_of),
            _dictionary(rows.buyers, rows.buyer_of),
            pa.array(rows.minimum),
            pa.array(rows.maximum),
            by_month,
            pa.array(rows.origins, pa.string()).dictionary_encode(),
            pa.array(rows.merged_from, pa.string()),
        ],
        schema=SCHEMA,
    )


def _dictionary(names: tuple[str, ...], places: Ints) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), pa.array(names, pa.string()))


def _coded(column: pa.ChunkedArray) -> tuple[tuple[str, ...], Ints]:
    """Distinct texts in order, and the place of each row's."""
    texts = column.cast(pa.string()).combine_chunks().dictionary_encode()
    found = texts.dictionary.to_pylist()
    known = tuple(sorted(found))
    place = {text: at for at, text in enumerate(known)}
    new = np.array([place[text] for text in found], dtype=np.int64)
    places = texts.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return known, new[places] if len(new) else places


def _ints(column: pa.ChunkedArray) -> Ints:
    return np.asarray(column.to_numpy(), dtype=np.int64)
