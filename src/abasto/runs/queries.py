"""Reads of runs: how far they are, how long they still take, what they took."""

import json
from dataclasses import dataclass

from ..base.refusal import Refused
from .actions.holder import is_dead_here
from .key import Asked
from .models import DONE, FAILED, RUNNING, Run


@dataclass(frozen=True)
class RunState:
    """A run for a page or a terminal; eta_seconds is None before the first chunk and once it has ended."""

    key: str
    kind: str
    state: str
    done_units: int
    total_units: int
    percent: int
    seconds: float
    eta_seconds: float | None
    peak_mb: float
    result_sha256: str
    error: str
    is_stopped: bool


def runs_of_round(round_code: str) -> list[RunState]:
    """The runs of a round, in the order in which they were first asked for."""
    return [_state(run) for run in Run.objects.filter(round_code=round_code).order_by("pk")]


def run_with_key(key: str) -> RunState:
    """One run; refuses `not-found`."""
    for run in Run.objects.filter(key=key):
        return _state(run)
    raise Refused("not-found", "", {"what": "run", "value": key})


def result_of(run: Run) -> object:
    """The result of a run as plain data; refuses `run-not-done`."""
    if run.state != DONE:
        raise Refused("run-not-done", "", {"run": run.kind, "state": run.state})
    return json.loads(run.result)


def run_asked(asked: Asked) -> RunState | None:
    """The run that answers this question; None where nobody has asked it."""
    return next((_state(run) for run in Run.objects.filter(key=asked.key)), None)


def last_of_kind(round_code: str, kind: str) -> RunState | None:
    """The run of this kind that was asked for last."""
    runs = Run.objects.filter(round_code=round_code, kind=kind).order_by("-pk")
    return next((_state(run) for run in runs[:1]), None)


def is_stopped(run: Run) -> bool:
    """Whether it failed, or was left by a process of this machine that is gone."""
    return run.state == FAILED or (run.state == RUNNING and is_dead_here(run.holder))


def _state(run: Run) -> RunState:
    percent = 100 * run.done_units // run.total_units if run.total_units else 0
    return RunState(
        run.key,
        run.kind,
        run.state,
        run.done_units,
        run.total_units,
        percent,
        run.seconds,
        _eta_seconds(run),
        run.peak_mb,
        run.result_sha256,
        run.error,
        is_stopped(run),
    )


def _eta_seconds(run: Run) -> float | None:
    if run.state == DONE or not run.done_units:
        return None
    return run.seconds * (run.total_units - run.done_units) / run.done_units
