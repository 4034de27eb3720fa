"""Makes the award act of a procedure in one language, and keeps it until something happens in its round."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.utils.translation import override

from ...law.reader import read_rule_set
from ...ledger.actions.record_artifact import record_artifact
from ...ledger.models import ArtifactName
from ...ledger.store import Store
from ...rounds.queries import sight
from ...runs.actions.execute import execute_asked, say_nothing
from ...runs.work import Chunk, Progress
from ..models import LotDecision
from ..papers.acts import DISCLOSURE, READERS, Act, kept_act, question_of
from ..papers.paper import printed
from ..papers.queries import LotLine, parts_of_lines
from ..proof.queries import noted_root
from ..screens.act_told import act as act_told

PDF = "application/pdf"
FROM_THE_START = ""
"""Lots that were read are kept nowhere: a run that was killed reads them again, in seconds, and prints the same."""


def keep_act(act: Act, state: Path, progress: Progress = say_nothing) -> ArtifactName:
    """The act; made only where the kept one is older than the last event.

    Refuses `not-allowed` while decisions are closed to the edition's readers, `not-found` where nothing was decided,
    and `run-held` while somebody else makes it.
    """
    if kept := kept_act(act):
        return kept
    asked = question_of(act)
    execute_asked(asked, work=partial(_work, act, state, asked.key), progress=progress)
    return ArtifactName.objects.select_related("artifact").get(
        round_code=asked.round_code, name=act.name, run_key=asked.key
    )


def _work(act: Act, state: Path, key: str, cursor: str) -> Iterator[Chunk]:
    """Reading and printing count as much as each other."""
    procedure, lines = act.procedure, list[LotLine]()
    total = 2 * LotDecision.objects.filter(lot__procedure=procedure).count()
    for part in parts_of_lines(sight(READERS[act.edition], procedure.round), procedure):
        lines += part
        yield Chunk(_nothing, len(lines), total, FROM_THE_START)
    law, root = read_rule_set(procedure.round.rule_set), noted_root(procedure.number)
    with override(act.language):
        paper = act_told(procedure, law, lines, act.edition == "public", root)
    yield Chunk(partial(_save, act, state, key, printed(paper)), total, total, "end", is_last=True)


def _nothing() -> None:
    """What was read so far is not kept."""


def _save(act: Act, state: Path, key: str, content: bytes) -> dict[str, object]:
    kept = record_artifact(
        Store(state / "artifacts"),
        act.name,
        content,
        media_type=PDF,
        origin=act.procedure.origin,
        disclosure=DISCLOSURE[act.edition],
        round_code=act.procedure.round.code,
        run_key=key,
    )
    return {"sha256": kept.artifact.sha256, "bytes": kept.artifact.size_bytes}
