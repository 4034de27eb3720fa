"""Publishes the files of a round again after something changed in it: open data, evidence, result and report.

Each part is written from what is true when it begins, so of two runs at once the one that began later tells the later
state, and ends later.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ...ledger.models import Event
from ...openness.actions.publish import publish
from ...openness.queries import PUBLISH
from ...rounds.models import Round
from ...runs.actions.ask import ask
from ...runs.actions.execute import execute_asked, say_nothing
from ...runs.actions.start_command import start_command
from ...runs.key import Asked, code_version
from ...runs.models import Run
from ...runs.work import Chunk, Progress
from ...tender.models import Procedure
from .publish_result import publish_result

OF_PUBLISHING = ("open-data-published", "result-published", "award-evidence-rooted")
"""Events that publishing itself records."""
OPEN_DATA = "open-data"
"""Cursor of a run whose first part is published."""


def ask_publication(of: Round) -> Run:
    """The run that publishes what the round is now, for whoever works on it; in the transaction of what changed it."""
    return ask(_question(of))


def start_publication(of: Round) -> None:
    """The process that works on it: `abasto publish`."""
    start_command("publish", "--round", of.code)


def publish_again(of: Round, state: Path, progress: Progress = say_nothing) -> Run:
    """The files, published as things are: at once if nothing happened since. Refuses what `publish` refuses."""
    asked = _question(of)
    return execute_asked(asked, work=partial(_work, of, state, asked.key), progress=progress)


def _question(of: Round) -> Asked:
    events = Event.objects.filter(round_code=of.code).exclude(kind__in=OF_PUBLISHING).order_by("-pk")
    last = events.values_list("leaf_hash", flat=True).first() or ""
    return Asked(PUBLISH, of.code, {"event": last}, {}, of.seed, code_version())


def _work(of: Round, state: Path, key: str, cursor: str) -> Iterator[Chunk]:
    main = Procedure.objects.select_related("round").get(round=of, follows=None)
    if cursor != OPEN_DATA:
        yield Chunk(partial(publish, main, state, key), 1, 2, OPEN_DATA)
    yield Chunk(partial(publish_result, main.round, state, key), 2, 2, "end", is_last=True)
