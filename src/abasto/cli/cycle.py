"""Runs the steps of the cycle as runs: a step done is not done again, a step killed is done anew."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from ..configuration import ROOT
from ..ledger.actions.keep_key import kept_signer
from ..ledger.actions.sequence import sequence
from ..rehearsal.actions.forget_round import forget_round
from ..rehearsal.actions.play_next_needs import next_code
from ..rounds.models import Round
from ..rounds.queries import BEFORE_RESEARCH
from ..rounds.sample import Sample, read_sample
from ..runs.actions.execute import execute
from ..runs.key import Asked, code_version
from ..runs.models import DONE, Run
from ..runs.work import in_one_chunk
from ..tender.call import Evaluation
from .steps import PARAMETERS, STEPS, Stage, Step


@dataclass(frozen=True)
class StepDone:
    """A step that is done: its figures, what it took, and whether it had been done before."""

    name: str
    figures: dict[str, int]
    seconds: float
    peak_mb: float
    was_done: bool


WORDED = "report"
"""The step whose files speak to people, in their language."""
Watcher = Callable[[str, StepDone | None], None]


def run_cycle(
    round_name: str, seed: int, watch: Watcher, until: str = "", evaluation: Evaluation = "binary"
) -> list[StepDone]:
    """Run every step of the round, or up to `until`; `watch(name, None)` before a step, with its result after it.

    evaluation: by which the call is judged; another one plays the round anew.
    """
    sample = read_sample(settings.SAMPLES / round_name)
    signer = kept_signer(settings.STATE / "keys")
    sequence(signer)
    results: dict[str, str] = {}
    done = []
    for step in STEPS:
        watch(step.name, None)
        asked = _asked(step, sample, seed, results, evaluation)
        if step.name == "load" and not Run.objects.filter(key=asked.key, state=DONE).exists():
            forget_played(sample.round.code)
        run, was_done = _run(step, asked, sample, results, evaluation)
        sequence(signer)
        results[step.name] = run.result_sha256
        done.append(StepDone(step.name, json.loads(run.result), run.seconds, run.peak_mb, was_done))
        watch(step.name, done[-1])
        if step.name == until:
            break
    return done


def _asked(step: Step, sample: Sample, seed: int, results: dict[str, str], evaluation: Evaluation = "binary") -> Asked:
    """The run of a step: it depends on the sample's bytes and on everything before it."""
    files = hashlib.sha256("".join(sorted(sample.sha256.values())).encode()).hexdigest()
    inputs = {"sample": files, "before": list(results.values())}
    parameters = {**PARAMETERS, "evaluation": evaluation} | ({"words": _words()} if step.name == WORDED else {})
    return Asked(step.name, sample.round.code, inputs, parameters, seed, code_version())


@cache
def _words() -> str:
    """SHA-256 of the catalogues and tables of words that the files of a round are written with."""
    package = Path(__file__).parents[1]
    sources = (
        *sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po")),
        *sorted((package / "page").glob("*words.py")),
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def _run(step: Step, asked: Asked, sample: Sample, results: dict[str, str], evaluation: Evaluation) -> tuple[Run, bool]:
    was_done = Run.objects.filter(key=asked.key, state=DONE).exists()
    stage = Stage(sample, asked.seed, asked.key, dict(results), evaluation)
    run = execute(
        asked.kind,
        asked.round_code,
        inputs=asked.inputs,
        parameters=asked.parameters,
        seed=asked.seed,
        work=in_one_chunk(lambda: step.do(stage)),
        code=asked.code,
    )
    return run, was_done


def ledger_closed() -> None:
    """Number what happened since the last checkpoint, and sign a new one."""
    sequence(kept_signer(settings.STATE / "keys"))


def forget_played(code: str) -> None:
    """Take away a played round, and the one that was announced after it."""
    for before in Round.objects.filter(code=code):
        forget_round(next_code(before))
    forget_round(code)


def newest_round() -> str:
    """The code of the round that was opened last and is not still being asked for its needs; "" where there is none."""
    asked = Q(is_announced=True, phase__in=BEFORE_RESEARCH)
    return Round.objects.exclude(asked).order_by("-pk").values_list("code", flat=True).first() or ""
