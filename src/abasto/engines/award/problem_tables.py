"""An award problem as a folder of Parquet tables and `problem.json` with its header, and back without loss.

What planners and analysts make. One row a thing; what a lot needs of each institution and each period, what a bid costs
by share and what it can deliver by period stand in long tables (rows of 0 pieces may be left out; a bid without rows of
capacity is unlimited). The order of rows is that of the problem. Same problem, same bytes (of one version of Arrow).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from abasto.base.refusal import Refused
from abasto.engines.award.problem import FORMAT, VERSION, Problem
from abasto.engines.award.problem_json import problem_from_value
from abasto.engines.award.problem_shape import FORMAT_RULE, HEADER, REBATE_KEYS, require_keys

TEXT, WHOLE, FLAG = pa.string(), pa.int64(), pa.bool_()
TEXTS = pa.list_(pa.string())


def _schema(**columns: pa.DataType) -> pa.Schema:
    """A column whose name ends in `_or_null` may be empty; the ending is not part of its name."""
    fields = []
    for name, kind in columns.items():
        plain = name.removesuffix("_or_null")
        fields.append(pa.field(plain, kind, nullable=plain != name))
    return pa.schema(fields)


SCHEMAS: Mapping[str, pa.Schema] = {
    "suppliers": _schema(id=TEXT, size=TEXT, country=TEXT),
    "lots": _schema(
        id=TEXT,
        code=TEXT,
        region=TEXT,
        ceiling_centavos_or_null=WHOLE,
        share_patterns_percent=pa.list_(pa.list_(WHOLE)),
        spread_permyriad=WHOLE,
        shares_follow_price=FLAG,
        minimum_share_percent=WHOLE,
        needs_second_origin=FLAG,
        preferred_origins=TEXTS,
        preference_permyriad=WHOLE,
        unserved_centavos=WHOLE,
    ),
    "lot_institutions": _schema(lot=TEXT, institution=TEXT, pieces=WHOLE),
    "lot_periods": _schema(lot=TEXT, period=TEXT, pieces=WHOLE),
    "bids": _schema(id=TEXT, lot=TEXT, suppliers=TEXTS, origin=TEXT, minimum_pieces=WHOLE, nondelivery_ppm=WHOLE),
    "bid_prices": _schema(bid=TEXT, from_share_percent=WHOLE, price_centavos=WHOLE),
    "bid_capacities": _schema(bid=TEXT, period=TEXT, pieces=WHOLE),
    "rules": _schema(
        id=TEXT,
        kind=TEXT,
        sense=TEXT,
        limit_or_null=WHOLE,
        limit_percent_or_null=WHOLE,
        suppliers_or_null=TEXTS,
        sizes_or_null=TEXTS,
        origins_or_null=TEXTS,
        lots_or_null=TEXTS,
        institutions_or_null=TEXTS,
        periods_or_null=TEXTS,
        is_exempt_if_only_source=FLAG,
        soft_centavos_or_null=WHOLE,
    ),
    "rebates": _schema(
        id=TEXT,
        kind=TEXT,
        supplier=TEXT,
        lots_or_null=TEXTS,
        measure_or_null=TEXT,
        threshold_or_null=WHOLE,
        rebate_centavos_or_null=WHOLE,
        percent_or_null=WHOLE,
        minimum_share_percent_or_null=WHOLE,
    ),
}


def write_tables(problem: Problem, folder: Path) -> None:
    """Write `problem.json` and one Parquet file for each of `SCHEMAS` into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    header = {"format": FORMAT, "version": VERSION, **{key: getattr(problem, key) for key in HEADER}}
    (folder / "problem.json").write_bytes(orjson.dumps(header, option=orjson.OPT_SORT_KEYS))
    for name, rows in _rows(problem).items():
        schema = SCHEMAS[name]
        columns = [pa.array(column, field.type) for column, field in zip(_turned(rows, schema), schema, strict=True)]
        table = pa.Table.from_arrays(columns, schema=schema)
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd", version="2.6")


def read_tables(folder: Path) -> Problem:
    """The problem of a folder. Raises `Refused` naming the table, its row (from 0) and column where it does not fit."""
    header = _header(folder)
    tables = {name: _table(folder, name, schema) for name, schema in SCHEMAS.items()}
    lots, bids = tables["lots"], tables["bids"]
    by_institution = _spread(tables["lot_institutions"], "lot_institutions", lots, header["institutions"])
    by_period = _spread(tables["lot_periods"], "lot_periods", lots, header["periods"])
    capacities = _spread(tables["bid_capacities"], "bid_capacities", bids, header["periods"])
    limited = {row["bid"] for row in tables["bid_capacities"]}
    prices = _prices(tables["bid_prices"], bids)
    for lot, institutions, periods in zip(lots, by_institution, by_period, strict=True):
        lot.update(pieces_by_institution=institutions, pieces_by_period=periods)
    for bid, capacity, tiers in zip(bids, capacities, prices, strict=True):
        bid.update(capacity_by_period_pieces=capacity if bid["id"] in limited else None, prices=tiers)
    rebates = [_own_keys(row) for row in tables["rebates"]]
    lists = {"suppliers": tables["suppliers"], "lots": lots, "bids": bids, "rules": tables["rules"], "rebates": rebates}
    return problem_from_value({**header, **lists})


def _rows(problem: Problem) -> dict[str, Iterable[tuple[Any, ...]]]:
    """Rows of every table, in the order of its columns."""
    kept = ("suppliers", "lots", "bids", "rules")
    rows: dict[str, Iterable[tuple[Any, ...]]] = {
        name: [tuple([getattr(row, key) for key in SCHEMAS[name].names]) for row in getattr(problem, name)]
        for name in kept
    }
    rows["lot_institutions"] = _long(
        problem.institutions, ((lot.id, lot.pieces_by_institution) for lot in problem.lots)
    )
    rows["lot_periods"] = _long(problem.periods, ((lot.id, lot.pieces_by_period) for lot in problem.lots))
    rows["bid_prices"] = [(bid.id, *tier) for bid in problem.bids for tier in bid.prices]
    limited = ((bid.id, bid.capacity_by_period_pieces) for bid in problem.bids)
    every = [(name, pieces) for name, pieces in limited if pieces is not None]
    rows["bid_capacities"] = [
        (name, period, part) for name, pieces in every for period, part in zip(problem.periods, pieces, strict=True)
    ]
    rows["rebates"] = [
        tuple([getattr(row, key) if key in REBATE_KEYS[row.kind] else None for key in SCHEMAS["rebates"].names])
        for row in problem.rebates
    ]
    return rows


def _long(names: Sequence[str], rows: Iterable[tuple[str, Sequence[int]]]) -> Iterator[tuple[str, str, int]]:
    return ((row, name, part) for row, parts in rows for name, part in zip(names, parts, strict=True) if part)


def _turned(rows: Iterable[tuple[Any, ...]], schema: pa.Schema) -> list[list[Any]]:
    columns = [list(column) for column in zip(*rows, strict=True)]
    return columns or [[] for _ in schema]


def _header(folder: Path) -> dict[str, Any]:
    try:
        value = json.loads((folder / "problem.json").read_bytes())
    except FileNotFoundError:
        raise Refused("award-table-missing", FORMAT_RULE, {"list": "problem.json"}) from None
    except ValueError as error:
        raise Refused("award-problem-not-json", FORMAT_RULE, {"found": str(error)}) from None
    if type(value) is not dict:
        raise Refused(
            "award-problem-not-object", FORMAT_RULE, {"list": "header", "index": 0, "found": repr(value)[:60]}
        )
    require_keys("header", 0, value, {"format", "version", *HEADER})
    for key in ("institutions", "periods"):
        if type(value[key]) is not list or not all(type(name) is str for name in value[key]):
            raise Refused("award-problem-not-list", FORMAT_RULE, {"list": key, "found": repr(value[key])[:60]})
    return value


def _table(folder: Path, name: str, schema: pa.Schema) -> list[dict[str, Any]]:
    """The rows of a table; its columns may stand in any order, of any type that turns into the schema's safely."""
    try:
        table = pq.read_table(folder / f"{name}.parquet")
    except FileNotFoundError:
        raise Refused("award-table-missing", FORMAT_RULE, {"list": f"{name}.parquet"}) from None
    except pa.ArrowInvalid as error:
        raise Refused("award-table-unreadable", FORMAT_RULE, {"list": name, "found": str(error)[:80]}) from None
    require_keys(name, 0, dict.fromkeys(table.column_names), set(schema.names))
    columns = [_column(name, table, field) for field in schema]
    rows: list[dict[str, Any]] = pa.Table.from_arrays(columns, names=schema.names).to_pylist()
    return rows


def _column(name: str, table: pa.Table, field: pa.Field) -> pa.ChunkedArray:
    column = table.column(field.name)
    place = {"list": name, "field": field.name}
    if pa.types.is_floating(column.type):
        raise Refused("award-problem-not-whole-number", FORMAT_RULE, {**place, "found": str(column.type)})
    try:
        column = column.cast(field.type)
    except pa.ArrowException:
        values = {**place, "found": str(column.type), "wanted": str(field.type)}
        raise Refused("award-table-column-type", FORMAT_RULE, values) from None
    if not field.nullable and column.null_count:
        index = column.is_null().index(pa.scalar(True)).as_py()
        raise Refused("award-table-empty-cell", FORMAT_RULE, {**place, "index": index})
    return column


def _spread(rows: list[dict[str, Any]], name: str, of: list[dict[str, Any]], names: Sequence[str]) -> list[list[int]]:
    """Long rows (lot or bid, institution or period, pieces) as one list a lot or bid, 0 where there is no row."""
    owner, key, _ = SCHEMAS[name].names
    place = {row["id"]: index for index, row in enumerate(of)}
    column = {value: index for index, value in enumerate(names)}
    spread: list[list[int | None]] = [[None] * len(names) for _ in of]
    for index, row in enumerate(rows):
        _require_known(name, index, row, owner, place)
        _require_known(name, index, row, key, column)
        own = spread[place[row[owner]]]
        if own[column[row[key]]] is not None:
            raise Refused("award-table-row-twice", FORMAT_RULE, {"list": name, "index": index, "id": row[owner]})
        own[column[row[key]]] = row["pieces"]
    return [[part or 0 for part in parts] for parts in spread]


def _prices(rows: list[dict[str, Any]], bids: list[dict[str, Any]]) -> list[list[list[int]]]:
    place = {row["id"]: index for index, row in enumerate(bids)}
    prices: list[list[list[int]]] = [[] for _ in bids]
    for index, row in enumerate(rows):
        _require_known("bid_prices", index, row, "bid", place)
        prices[place[row["bid"]]].append([row["from_share_percent"], row["price_centavos"]])
    return prices


def _require_known(name: str, index: int, row: dict[str, Any], field: str, known: Mapping[str, int]) -> None:
    if row[field] not in known:
        values = {"list": name, "index": index, "id": row[field], "field": field, "found": row[field]}
        raise Refused("award-name-unknown", FORMAT_RULE, values)


def _own_keys(row: dict[str, Any]) -> dict[str, Any]:
    """A rebate without the empty columns of the other kinds; a filled one stays and is refused as unknown."""
    own = REBATE_KEYS.get(row["kind"], tuple(row))
    return {key: value for key, value in row.items() if key in own or value is not None}
