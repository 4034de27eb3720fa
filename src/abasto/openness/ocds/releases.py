"""The releases of a procedure: what each phase adds to the public record."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ...base.refusal import Refused
from ..facts import PHASES, Phase, ProcedureFacts
from .awards import awards
from .bids import bids
from .contracts import contracts, deliveries
from .parties import parties
from .planning import budget, planning
from .tender import tender, tender_outcome
from .values import Json

SECTIONS: dict[Phase, Callable[[ProcedureFacts], dict[str, Any]]] = {
    "planning": lambda procedure: {"planning": planning(procedure)},
    "tender": lambda procedure: {"tender": tender(procedure), "relatedProcesses": _related(procedure)},
    "award": lambda procedure: {
        "planning": budget(procedure),
        "tender": tender_outcome(procedure),
        "bids": bids(procedure),
        "awards": awards(procedure),
    },
    "contract": lambda procedure: {"contracts": contracts(procedure)},
    "implementation": lambda procedure: {"contracts": deliveries(procedure)},
}


def _related(procedure: ProcedureFacts) -> list[Json]:
    """The procedure whose left pieces this one asks for."""
    if not procedure.follows_ocid:
        return []
    relation = {"scheme": "ocid", "identifier": procedure.follows_ocid, "relationship": ["unsuccessfulProcess"]}
    return [{"id": procedure.follows_ocid, **relation}]


def releases(procedure: ProcedureFacts, phase: Phase) -> tuple[Json, ...]:
    """One release per phase up to `phase`, oldest first; what belongs to a later phase is not in them."""
    ordered = _in_order(procedure)
    return tuple(_release(ordered, past) for past in PHASES[: PHASES.index(phase) + 1])


def _in_order(procedure: ProcedureFacts) -> ProcedureFacts:
    """The same facts, by id: the order in which a database gave them leaves no trace."""
    return replace(
        procedure,
        lots=tuple(sorted(procedure.lots, key=lambda lot: lot.id)),
        bids=tuple(sorted(procedure.bids, key=lambda bid: bid.id)),
        awards=tuple(sorted(procedure.awards, key=lambda award: award.id)),
        contracts=tuple(sorted(procedure.contracts, key=lambda contract: contract.id)),
        documents=tuple(sorted(procedure.documents, key=lambda document: document.id)),
    )


def _release(procedure: ProcedureFacts, phase: Phase) -> Json:
    return {
        "ocid": procedure.ocid,
        "id": f"{procedure.ocid}-{phase}",
        "date": _date_of(procedure, phase),
        "tag": [phase],
        "initiationType": "tender",
        "language": "es",
        "origin": procedure.origin,
        "parties": parties(procedure, phase),
        **{name: section for name, section in SECTIONS[phase](procedure).items() if section},
    }


def _date_of(procedure: ProcedureFacts, phase: Phase) -> str:
    """When a phase was made public; refuses `phase-without-date`."""
    dates: dict[Phase, str] = {
        "planning": procedure.dates.planning,
        "tender": procedure.dates.tender,
        "award": procedure.dates.award,
        "contract": procedure.dates.contract,
        "implementation": procedure.dates.implementation,
    }
    if not dates[phase]:
        raise Refused("phase-without-date", "OCDS 1.1, release date", {"ocid": procedure.ocid, "phase": phase})
    return dates[phase]
