"""Marks open problems as mended because what they were found in was mended; nobody has to say so by hand."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ...ledger.actions.record import record
from ..models import ListedProblem
from ..settling import OPEN
from .settle import CHUNK, SETTLED

MENDED = "mended"


def mend_problems(found: QuerySet[ListedProblem], round_code: str, note: str, actor: str, at: datetime) -> int:
    """Settle those still open, in one event that can be undone like any other; returns how many."""
    rows = list(found.filter(state=OPEN))
    if not rows:
        return 0
    with transaction.atomic():
        for row in rows:
            row.state, row.note = MENDED, note
        ListedProblem.objects.bulk_update(rows, ["state", "note"], batch_size=CHUNK)
        before = [[row.key, OPEN, ""] for row in rows]
        record(SETTLED, round_code, actor, at, {"state": MENDED, "note": note, "before": before}, round_code)
    return len(rows)
