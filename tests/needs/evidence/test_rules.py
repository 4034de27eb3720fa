"""The rules of evidence: they find what was put in, agree with the obvious ones, and add up month by month."""

import random
from collections.abc import Iterator

import ibis
import pyarrow as pa
import pytest

from abasto.needs.evidence.pack import is_by_pack
from abasto.needs.evidence.rules.balance import books
from abasto.needs.evidence.rules.engine import engine, kept
from abasto.needs.evidence.rules.judge import Verdict, judge, months_suspected
from abasto.needs.evidence.rules.logs import log_expression
from abasto.needs.evidence.rules.news import judge_month, limits
from abasto.needs.evidence.rules.partial import COLUMNS, merged, partial
from abasto.needs.evidence.rules.scale import scale_errors, suspects

from . import obvious
from .exact_logs import THRESHOLDS, log_of

BASE = 24_300
SCHEMA = pa.schema([
    ("series", pa.int64()), ("month", pa.int32()), ("consumption_pieces", pa.int64()), ("stock_pieces", pa.int64()),
    ("received_pieces", pa.int64()), ("stock_out_days", pa.int16()), ("reported", pa.bool_()),
])  # fmt: skip
Rows = list[dict[str, int | bool | None]]


@pytest.fixture(scope="module")
def backend() -> Iterator[object]:
    with engine("300MB", 1) as made:
        yield made


def steady(months: int = 18, pieces: int = 1000, series: int = 1) -> Rows:
    """Use around `pieces`, stock that balances."""
    rows, stock = [], 5 * pieces
    for at in range(months):
        used = pieces + (at * 37) % 100
        rows.append({
            "series": series, "month": BASE + at, "consumption_pieces": used, "stock_pieces": stock,
            "received_pieces": used, "stock_out_days": 0, "reported": True,
        })  # fmt: skip
    return rows


def table(rows: Rows) -> object:
    return ibis.memtable(pa.Table.from_pylist(rows, SCHEMA))


def judged(backend: object, rows: Rows) -> Verdict:
    told = table(rows)
    return judge(backend, [told], [(told, told)], BASE)


@pytest.mark.parametrize(("factor", "told"), [(10, 10), (100, 100), (1000, 1000), (0.1, -10), (0.01, -100)])
def test_a_month_out_of_scale_is_found_with_its_factor(backend: object, factor: float, told: int) -> None:
    rows = steady()
    rows[7]["consumption_pieces"] = int(rows[7]["consumption_pieces"] * factor)
    found = judged(backend, rows).scale
    assert [(one.month, one.factor) for one in found] == [(BASE + 7, told)]
    assert 950 <= found[0].usual <= 1150


def test_a_month_that_only_doubles_is_left_alone(backend: object) -> None:
    rows = steady()
    rows[7]["consumption_pieces"] *= 2
    rows[7]["received_pieces"] *= 2
    assert judged(backend, rows) == Verdict((), ())


def test_a_true_surge_is_left_alone_where_the_books_bear_it_out(backend: object) -> None:
    rows = steady()
    rows[7]["consumption_pieces"] *= 10
    rows[7]["received_pieces"] *= 10
    assert judged(backend, rows).scale == ()


def test_two_errors_in_one_series_do_not_hide_one_another(backend: object) -> None:
    rows = steady(12)
    rows[3]["consumption_pieces"] *= 100
    rows[7]["consumption_pieces"] *= 10
    assert [one.month - BASE for one in judged(backend, rows).scale] == [3, 7]


def test_a_month_out_of_stock_for_most_of_its_days_is_not_too_low(backend: object) -> None:
    rows = steady()
    rows[5] |= {"consumption_pieces": 200, "stock_out_days": 24, "stock_pieces": None}
    assert judged(backend, rows).scale == ()


@pytest.mark.parametrize("rows", [steady(1), steady(5), [{**row, "consumption_pieces": 0} for row in steady()]])
def test_a_short_history_and_one_of_zeros_say_nothing(backend: object, rows: Rows) -> None:
    assert judged(backend, rows).scale == ()


def test_stock_from_nowhere_is_found_in_its_month(backend: object) -> None:
    rows = steady()
    rows[9]["stock_pieces"] *= 10
    assert [(one.month - BASE, one.left) for one in judged(backend, rows).stock] == [(9, 50_000)]


def test_use_without_stock_and_stock_without_use_are_judged_as_far_as_told(backend: object) -> None:
    use = [{**row, "stock_pieces": None, "received_pieces": None} for row in steady()]
    use[4]["consumption_pieces"] *= 1000
    stock = [{**row, "series": 2, "consumption_pieces": None} for row in steady()]
    found = judged(backend, [*use, *stock])
    assert [(one.series, one.factor, one.by_books) for one in found.scale] == [(1, 1000, False)]
    assert found.stock == ()


def random_rows(seed: int) -> Rows:
    draw = random.Random(seed)
    rows = []
    for series in range(1, 25):
        level, months = draw.choice((3, 40, 900, 20_000)), draw.choice((4, 7, 12, 30))
        for at in sorted(draw.sample(range(36), months)):
            used = int(
                level * draw.lognormvariate(0, draw.choice((0.2, 0.8))) * draw.choice((1,) * 12 + (10, 0.1, 100))
            )
            rows.append({
                "series": series, "month": BASE + at, "consumption_pieces": draw.choice((used, used, used, 0, None)),
                "stock_pieces": draw.choice((None, level, 3 * level)), "received_pieces": draw.choice((None, level)),
                "stock_out_days": draw.choice((None, 0, 0, 5, 20, 29)), "reported": draw.random() > 0.05,
            })  # fmt: skip
    return rows


@pytest.mark.parametrize("seed", range(4))
def test_the_rules_agree_with_the_obvious_ones(backend: object, seed: int) -> None:
    rows = random_rows(seed)
    told = table(rows)
    fast = backend.to_pyarrow(scale_errors(suspects(kept(backend, partial(told, BASE))))).to_pylist()
    assert {(r["series"], BASE + r["at"], r["factor"], r["is_sure"]) for r in fast} == obvious.scale(rows, BASE)
    suspected = months_suspected(backend, suspects(kept(backend, partial(told, BASE))), BASE)
    off = backend.to_pyarrow(books(told, told, suspected)).to_pylist()
    assert {(row["series"], row["month"]) for row in off if row["is_off"]} == obvious.from_nowhere(rows)


def test_a_new_month_judged_by_itself_gives_what_the_check_of_all_gives_for_it(backend: object) -> None:
    rows = [row for series in range(1, 9) for row in steady(18, 100 * series, series)]
    for series, factor in ((2, 10), (5, 1000)):
        rows[18 * series - 1]["consumption_pieces"] *= factor
    rows[18 * 7 - 1]["stock_pieces"] *= 10
    last = BASE + 17
    before, month = (table([row for row in rows if (row["month"] == last) == is_last]) for is_last in (False, True))
    state = kept(backend, partial(before, BASE))
    new = judge_month(backend, month, before, state, kept(backend, limits(state)), BASE)
    assert new == judged(backend, rows)
    assert [(one.series, one.factor) for one in new.scale] == [(2, 10), (5, 1000)]
    assert [one.series for one in new.stock] == [7]


def test_partial_figures_of_months_add_up_in_any_grouping(backend: object) -> None:
    rows = random_rows(9)
    whole = backend.to_pyarrow(partial(table(rows), BASE).order_by("series")).to_pylist()
    parts = [table([row for row in rows if row["month"] % 3 == third]) for third in range(3)]
    summed = merged(ibis.union(*(partial(part, BASE).select(*COLUMNS) for part in parts)))
    assert backend.to_pyarrow(summed.order_by("series").select(*whole[0])).to_pylist() == whole


def test_a_logarithm_is_the_same_integer_in_the_engine_and_in_the_table(backend: object) -> None:
    edges = sorted({near for edge in THRESHOLDS for near in (edge - 1, edge, edge + 1) if near > 0})
    told = ibis.memtable(pa.table({"pieces": edges}))
    fast = backend.to_pyarrow(told.select("pieces", log=log_expression(told.pieces)).order_by("pieces"))
    assert fast["log"].to_pylist() == [log_of(pieces) for pieces in edges]


def test_a_box_taken_for_a_piece_is_told_from_a_slipped_decimal_point() -> None:
    assert is_by_pack(20_400, 1_000, 20)
    assert not is_by_pack(10_000, 1_000, 10)
    assert not is_by_pack(10_000, 1_000, 20)
    assert not is_by_pack(20_400, 1_000, None)
