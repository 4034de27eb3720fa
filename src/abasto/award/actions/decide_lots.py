"""Decides lots by the published criterion, each alone, and saves decision, reasons and awards."""

from collections.abc import Collection, Iterator, Sequence

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...tender.call_text import read_back
from ...tender.models import Lot, Procedure
from ..decide import decide_all
from ..deciding.queries import cases_of
from ..evidence import evidence
from ..facts import LotCase, LotDecision
from ..outcome import counted_by_state
from ..proof.queries import award_from
from .note_root import note_root
from .save_decisions import must_be_decided_alone, save_decisions


def decide_lots(
    procedure: Procedure, actor: str, run_key: str, claves: Collection[str] | None = None
) -> dict[str, int]:
    """Decide every lot of the procedure, or those of `claves`; what was decided on them before is replaced.

    All other lots stay as they are. The root of the evidence goes on the log when the whole procedure is decided, and
    whenever it is published. Refuses the first lot that no rule can decide, and `decided-across-lots`. Returns counts
    by state.
    """
    lots = Lot.objects.filter(procedure=procedure).select_related("item")
    if claves is not None:
        lots = lots.filter(item__clave__in=claves)
    chosen = list(lots)
    if not chosen:
        raise Refused("not-found", "", {"what": "lot", "value": ", ".join(sorted(claves or ()))})
    must_be_decided_alone(procedure, claves)
    cases = list(cases_of(procedure, chosen))
    decisions = list(_decided(procedure, cases))
    save_decisions(procedure, chosen, decisions, run_key)
    counts = counted_by_state(decisions)
    record("lots-decided", procedure.number, actor, procedure.round.clock, counts, procedure.round.code)
    if claves is None:
        note_root(procedure, evidence(award_from(procedure, chosen, cases, decisions)).root, actor)
    return counts


def _decided(procedure: Procedure, cases: Sequence[LotCase]) -> Iterator[LotDecision]:
    for verdict in decide_all(cases, read_back(procedure.rules)):
        if isinstance(verdict, Refused):
            raise verdict
        yield verdict
