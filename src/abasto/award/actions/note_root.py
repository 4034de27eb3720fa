"""Writes the root of an award's evidence on the log, so that the next signed checkpoint covers it."""

from ...ledger.actions.record import record
from ...tender.models import Procedure
from ..proof.queries import ROOTED, noted_root


def note_root(procedure: Procedure, root: str, actor: str) -> None:
    """One event with the root (64 hex digits), unless it is the last one noted of the procedure."""
    if noted_root(procedure.number) != root:
        of = procedure.round
        record(ROOTED, procedure.number, actor, of.clock, {"root": root}, of.code)
