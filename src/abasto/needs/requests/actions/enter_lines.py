"""Enters many lines at once, each in its state: how a rehearsal puts a round in the middle of its agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from ....base.fields import insert_rows
from ....base.refusal import Refused
from ....base.series import to_bytes
from ....ledger.actions.record import record
from ....rounds.models import Round
from ..models import RequestLine

COLUMNS = (
    "round_id", "organisation_id", "item_id", "minimum_pieces", "maximum_pieces", "maximum_by_month", "state",
    "version", "verdict", "reason", "reason_text", "funds", "decision_note", "author_id", "submitted_by_id", "origin",
    "method",
)  # fmt: skip
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Entered:
    """Lines as columns of one length; by_month of shape (lines, months), pieces of the maximum."""

    organisation_ids: Sequence[int]
    item_ids: Sequence[int]
    minimum_pieces: Ints
    by_month: Ints
    states: Sequence[str]
    verdicts: Sequence[str]
    reasons: Sequence[str]
    reason_texts: Sequence[str]
    notes: Sequence[str]


def enter_lines(of: Round, lines: Entered, method: str, actor: str) -> int:
    """Save the lines of a synthetic round that nobody has written to; refuses `round-has-lines`."""
    if not of.is_synthetic or RequestLine.objects.filter(round=of).exists():
        raise Refused("round-has-lines", "", {"round": of.code})
    with transaction.atomic():
        insert_rows(RequestLine, COLUMNS, zip(
            repeat(of.pk), lines.organisation_ids, lines.item_ids, lines.minimum_pieces.tolist(),
            lines.by_month.sum(axis=1).tolist(), map(to_bytes, lines.by_month), lines.states, repeat(1),
            lines.verdicts, lines.reasons, lines.reason_texts, repeat(""), lines.notes, repeat(None), repeat(None),
            repeat("synthetic"), repeat(method), strict=False,
        ))  # fmt: skip
        count = len(lines.organisation_ids)
        record("request-changed", of.code, actor, of.clock, {"source": method, "lines": count}, of.code)
    return count
