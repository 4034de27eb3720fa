"""Save a chunk: its effects, the cursor and the progress in one transaction, if the run is still ours."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ...base.refusal import Refused
from ...ledger.canonical import canonical_text
from ..models import DONE, RUNNING, Run
from ..work import Chunk
from .claim import LEASE


@dataclass(frozen=True)
class Spent:
    """What a run took so far, in all its lives: seconds, and the peak memory of the process in MB."""

    seconds: float
    peak_mb: float


def advance(run: Run, chunk: Chunk, spent: Callable[[], Spent]) -> None:
    """One chunk, whole or not at all; refuses `run-taken-over` when the fencing token is no longer this worker's.

    spent: asked once the chunk's effects are in. The fence is written first: on PostgreSQL that locks the row, so a
    takeover waits until this chunk is in.
    """
    with transaction.atomic(durable=True):
        mine = Run.objects.filter(key=run.key, fencing_token=run.fencing_token, state=RUNNING)
        held = mine.update(
            cursor=chunk.cursor,
            done_units=chunk.done_units,
            total_units=chunk.total_units,
            lease_until=timezone.now() + LEASE,
        )
        if not held:
            raise Refused("run-taken-over", "", {"run": run.kind, "token": run.fencing_token})
        returned = chunk.save()
        took = spent()
        mine.update(seconds=took.seconds, peak_mb=took.peak_mb)
        if chunk.is_last:
            result = canonical_text(returned)
            mine.update(state=DONE, result=result, result_sha256=hashlib.sha256(result.encode()).hexdigest())
