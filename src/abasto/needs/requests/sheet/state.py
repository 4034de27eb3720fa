"""What a template carries hidden: whose it is, and every figure as it was when it was downloaded.

A figure that somebody else changed since is thus told apart from one that the planner changed. The text has a digest,
so that a state that was edited is noticed; it is no secret and proves no author.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import orjson

from ...annexes.sheet import Sheet, text_of
from ..cells import Cells

MARK = "abasto request template 1"


@dataclass(frozen=True, eq=False)
class State:
    """round, organisation: codes. token: of one download. cells: by clave, shape (months + 1,); absent is all zero."""

    round: str
    organisation: str
    token: str
    months: int
    cells: Mapping[str, Cells]


class StateDamaged(Exception):
    """The hidden sheet is there, and is not as it was written."""


def state_rows(state: State) -> list[tuple[str, str]]:
    """The rows of the hidden sheet: mark, digest, head, then (clave, figures) of every line that holds any."""
    lines = [(clave, ",".join(map(str, cells.tolist()))) for clave, cells in state.cells.items() if cells.any()]
    head = orjson.dumps([state.round, state.organisation, state.token, state.months]).decode()
    return [(MARK, _digest(head, lines)), ("", head), *lines]


def state_of(sheet: Sheet) -> State:
    """The state in a hidden sheet; raises `StateDamaged`."""
    rows = [(text_of(row[0]), text_of(row[1]) if len(row) > 1 else "") for row in sheet.rows]
    while rows and rows[-1] == ("", ""):
        rows.pop()
    if len(rows) < 2 or rows[0] != (MARK, _digest(rows[1][1], rows[2:])):
        raise StateDamaged
    try:
        round_code, organisation, token, months = orjson.loads(rows[1][1])
        figures = [int(text) for _clave, line in rows[2:] for text in line.split(",")]
        stacked = np.array(figures, dtype=np.int64).reshape(len(rows) - 2, months + 1)
    except (ValueError, TypeError, OverflowError) as error:
        raise StateDamaged from error
    return State(round_code, organisation, token, months, dict(zip((row[0] for row in rows[2:]), stacked, strict=True)))


def _digest(head: str, lines: Sequence[tuple[str, str]]) -> str:
    text = "\n".join([head, *(f"{clave}\t{figures}" for clave, figures in lines)])
    return hashlib.sha256(text.encode()).hexdigest()
