"""Saves a batch of cells from the grid: a code that was withdrawn meanwhile holds up no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ....people.models import Organisation
from ....people.roles import Viewer
from ....rounds.models import Round
from ..cells import CellChange
from ..entry.queries import LineNow, lines_now, mark_of, withdrawn_claves
from .save_cells import Saved, may_write, save_cells

NOTHING = Saved(0, 0, (), {})


@dataclass(frozen=True)
class Typed:
    """What became of a batch: as `Saved`, the withdrawn codes among it, its lines as they stand now, and the mark."""

    saved: Saved
    withdrawn: tuple[str, ...]
    lines: Sequence[LineNow]
    mark: int


def save_typed(
    of: Round,
    organisation: Organisation,
    viewer: Viewer,
    actor: str,
    changes: Sequence[CellChange],
    at: datetime,
    source: str = "grid",
) -> Typed:
    """Save the cells of codes that are still in the round; refuses as `save_cells` does."""
    may_write(of, organisation, viewer, at)
    gone = withdrawn_claves(of)
    kept = [one for one in changes if one.clave not in gone]
    saved = save_cells(of, organisation, viewer, actor, kept, at, source) if kept else NOTHING
    withdrawn = tuple(dict.fromkeys(one.clave for one in changes if one.clave in gone))
    touched = {one.clave for one in changes}
    return Typed(saved, withdrawn, lines_now(of, organisation, touched), mark_of(of, organisation))
