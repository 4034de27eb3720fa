"""The editions of the award act, each a run of its own: its question, what it made, how far it is."""

from dataclasses import dataclass
from typing import get_args

from ...base.refusal import Refused
from ...ledger.models import ArtifactName, Event
from ...people.roles import CITIZEN, Role, Viewer
from ...people.visibility import Sight
from ...rounds.models import Round
from ...runs.key import Asked, code_version
from ...tender.models import Procedure
from ...tender.queries import procedure_of
from ..models import LotDecision
from .paper import Language

KIND = "act"
LANGUAGES: tuple[Language, ...] = get_args(Language)
DISCLOSURE = {"public": "award", "full": "bid_documents"}
"""The field that governs who may read an edition; the full one holds papers, capacities and prices of every bid."""
READERS = {"public": CITIZEN, "full": Viewer(Role.BUYER)}


@dataclass(frozen=True)
class Act:
    """An edition of the act of a procedure in one language."""

    procedure: Procedure
    edition: str
    language: Language

    @property
    def name(self) -> str:
        """Of its file."""
        return f"award-act/{self.procedure.number}/act-{self.edition}-{self.language}.pdf"


def may_read(seen: Sight, edition: str) -> bool:
    """Whether the reader may take this edition of the act."""
    return seen.sees_all("lot_decision") and seen.sees_all(DISCLOSURE[edition])


def act_named(seen: Sight, of: Round, edition: str, language: str, procedure: str) -> Act:
    """The act of the procedure of that number, or of the main one.

    Refuses `not-found`: no such edition, language or procedure, or nothing was decided; `not-allowed`.
    """
    if edition not in DISCLOSURE:
        raise Refused("not-found", "", {"what": "file", "value": edition})
    if not may_read(seen, edition):
        raise Refused("not-allowed", "", {"field": DISCLOSURE[edition]})
    found = procedure_of(seen, of, procedure)
    if not LotDecision.objects.filter(lot__procedure=found).exists():
        raise Refused("not-found", "", {"what": "award", "value": found.number})
    return Act(found, edition, spoken(language))


def spoken(language: str) -> Language:
    """The language of an address; refuses `not-found` where papers do not speak it."""
    for one in LANGUAGES:
        if one == language:
            return one
    raise Refused("not-found", "", {"what": "file", "value": language})


def question_of(act: Act) -> Asked:
    """The run that makes the act as things are: the same until something happens to procedure or round."""
    of = act.procedure.round
    inputs = {"procedure": act.procedure.number, "event": _last_event(act.procedure)}
    return Asked(KIND, of.code, inputs, {"edition": act.edition, "language": act.language}, of.seed, code_version())


def _last_event(procedure: Procedure) -> str:
    """Of the procedure or of its round: what happens to contracts and deliveries changes no act."""
    subjects = (procedure.number, procedure.round.code)
    events = Event.objects.filter(round_code=procedure.round.code, subject__in=subjects).order_by("-pk")
    return events.values_list("leaf_hash", flat=True).first() or ""


def kept_act(act: Act) -> ArtifactName | None:
    """The file, if it was made since the last event."""
    kept = ArtifactName.objects.filter(round_code=act.procedure.round.code, name=act.name, run_key=question_of(act).key)
    return kept.select_related("artifact").first()
