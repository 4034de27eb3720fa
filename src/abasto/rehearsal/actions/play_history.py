"""Plays what the buyers told of the three years before the round: use, stock, receipts, stock-out days."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...needs.evidence.actions.save_evidence import NewEvidence, save_evidence
from ...needs.evidence.parts import as_part
from ...needs.evidence.series_key import CLAVE_BITS, number_of_clave
from ...rounds.models import Round
from ..demand import Demand
from ..history import MONTHS, History, make_history
from .play_market import demand_of_round

FILE_NAME = "history-synthetic.parquet"


def play_history(of: Round, actor: str, asked_in: Round | None = None) -> dict[str, int]:
    """36 months before the round's month, of every code and buyer that asks for it; origin: synthetic.

    asked_in: the round whose demand the use follows, where the round itself has none yet.
    """
    demand = demand_of_round(asked_in or of)
    first = of.clock.year * 12 + of.clock.month - 1 - MONTHS
    made = make_history(demand, first % 12, of.seed)
    months = _table(demand, made, first)
    places = {(code, ""): number for number, code in enumerate(demand.buyers, start=1)}
    new = NewEvidence(FILE_NAME, "parquet", as_part(months), months, places, months.num_rows, {}, "synthetic")
    save_evidence(of, new, None, actor)
    return {"history_rows": months.num_rows}


def _table(demand: Demand, made: History, first: int) -> pa.Table:
    claves = np.array([number_of_clave(clave) for clave in demand.claves], dtype=np.int64)
    series = (made.columns + 1) << CLAVE_BITS | claves[made.rows]
    count, months = made.consumption.shape
    silent = ~made.is_reported.ravel()

    def figure(values: NDArray[np.int64], kind: pa.DataType) -> pa.Array:
        return pa.array(values.ravel(), kind, mask=silent)

    return pa.table({
        "series": np.repeat(series, months),
        "month": np.tile(np.arange(first, first + months, dtype=np.int32), count),
        "consumption_pieces": figure(made.consumption, pa.int64()),
        "stock_pieces": figure(made.stock, pa.int64()),
        "received_pieces": figure(made.received, pa.int64()),
        "stock_out_days": figure(made.stock_out_days, pa.int16()),
        "reported": ~silent,
    })  # fmt: skip
