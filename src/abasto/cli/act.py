"""Makes the award act of a procedure, with a bar, to its end."""

from pathlib import Path

from django.conf import settings

from ..award.actions.keep_act import keep_act
from ..award.papers.acts import act_named
from ..rounds.queries import sight
from .reads import chosen, show
from .study import CONTROL, bar

COLUMNS = ("name", "sha256", "bytes")


def make_act(edition: str, language: str, procedure: str, round_code: str, as_json: bool) -> None:
    """The act of the procedure of that number, or of the main one of the round."""
    of = chosen(round_code)
    act = act_named(sight(CONTROL, of), of, edition, language, procedure)
    with bar(f"{act.edition}-{act.language}") as progress:
        kept = keep_act(act, Path(settings.STATE), progress)
    row = {"name": kept.name, "sha256": kept.artifact.sha256, "bytes": kept.artifact.size_bytes}
    show([row], COLUMNS, as_json)
