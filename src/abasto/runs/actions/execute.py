"""Run a long work to its end, from wherever it stopped."""

import resource
import time
from collections.abc import Mapping
from contextlib import suppress

from django.db import DatabaseError

from ...base.refusal import Refused
from ..key import Asked, code_version
from ..models import DONE, Run
from ..work import Progress, Work
from .advance import Spent, advance
from .ask import ask
from .claim import claim
from .fail import fail


def say_nothing(done: int, total: int) -> None:
    """Progress that nobody watches."""


def execute(
    kind: str,
    round_code: str,
    *,
    inputs: Mapping[str, object],
    parameters: Mapping[str, object],
    seed: int,
    work: Work,
    progress: Progress = say_nothing,
    code: str | None = None,
) -> Run:
    """The run, done: at once if it was done before, else from its cursor on.

    inputs, parameters: plain data that names everything the result depends on (large inputs by their SHA-256).
    progress(done, total): called after every committed chunk, and once at the start.
    Refuses `run-held`, `run-taken-over`, `run-without-end`; an error of the work is stored and raised again.
    """
    return execute_asked(
        Asked(kind, round_code, inputs, parameters, seed, code or code_version()), work=work, progress=progress
    )


def execute_asked(asked: Asked, *, work: Work, progress: Progress = say_nothing) -> Run:
    """As `execute`, for a question put together before: whoever waits for the run knows its key."""
    ask(asked)
    run = claim(asked.key)
    progress(run.done_units, run.total_units)
    if run.state != DONE:
        _work_through(run, work, progress)
    return Run.objects.get(key=run.key)


def _work_through(run: Run, work: Work, progress: Progress) -> None:
    started = time.monotonic()
    try:
        for chunk in work(run.cursor):
            advance(run, chunk, lambda: _spent(run, started))
            progress(chunk.done_units, chunk.total_units)
            if chunk.is_last:
                return
        raise Refused("run-without-end", "", {"run": run.kind})
    except BaseException as error:
        with suppress(DatabaseError):
            fail(run, error)
        raise


def _spent(run: Run, started: float) -> Spent:
    """Seconds of earlier lives are in the row as claimed; ru_maxrss is in kilobytes on Linux (getrusage(2))."""
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Spent(run.seconds + time.monotonic() - started, max(run.peak_mb, peak_mb))
