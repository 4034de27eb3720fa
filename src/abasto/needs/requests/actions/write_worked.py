"""Writes a need that was worked out without history into its line: equal months, with the method and its inputs."""

from datetime import datetime

from django.db import transaction

from ....base.refusal import Refused
from ....base.series import equal_split
from ....ledger.actions.record import record
from ....people.models import Organisation
from ....people.roles import Viewer
from ....rounds.models import Round
from ...methods.methods import Asked, work_out
from ...methods.worked import Worked
from ..cells import CellChange
from ..models import RequestLine
from ..queries import cells_of
from .save_cells import save_cells


def write_worked(
    of: Round, organisation: Organisation, viewer: Viewer, actor: str, clave: str, asked: Asked, at: datetime
) -> Worked:
    """The need, in the line. Refuses what `work_out` and `save_cells` refuse, and `line-past-editing`."""
    made = work_out(asked, of.months)
    lines = RequestLine.objects.filter(round=of, organisation=organisation, item__clave=clave)
    with transaction.atomic():
        there = cells_of(lines).get(clave)
        before = [0] * of.months if there is None else there[: of.months].tolist()
        wanted = equal_split(made.pieces, of.months).tolist()
        changes = [CellChange(clave, month, before[month], wanted[month]) for month in range(of.months)]
        saved = save_cells(of, organisation, viewer, actor, changes, at, "method")
        if saved.closed or saved.conflicts:
            raise Refused("line-past-editing", "", {"clave": clave})
        lines.update(method=asked.method)
        told = {"method": made.method, "pieces": made.pieces, "inputs": dict(made.inputs)}
        record("need-worked-out", f"{of.code}/{organisation.code}/{clave}", actor, at, told, of.code)
    return made
