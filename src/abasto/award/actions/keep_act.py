"""Makes the award act of a procedure in one language, and keeps it until something happens in its round."""

from pathlib import Path

from django.utils.translation import override

from ...law.reader import read_rule_set
from ...ledger.actions.record_artifact import record_artifact
from ...ledger.models import ArtifactName, Event
from ...ledger.store import Store
from ...people.roles import CITIZEN, Role, Viewer
from ...rounds.queries import sight
from ...tender.models import Procedure
from ..papers.paper import Language, printed
from ..papers.queries import lot_lines
from ..proof.queries import noted_root
from ..screens.act_told import act

DISCLOSURE = {"public": "award", "full": "bid_documents"}
"""The field that governs who may read an edition; the full one holds papers, capacities and prices of every bid."""
READERS = {"public": CITIZEN, "full": Viewer(Role.BUYER)}
PDF = "application/pdf"


def keep_act(procedure: Procedure, state: Path, edition: str, language: Language) -> ArtifactName:
    """The act in that edition ("public" or "full"); made only where the kept one is older than the last event.

    Refuses `not-allowed` while decisions are closed to the edition's readers, `not-found` where nothing was decided.
    """
    name, key = f"award-act/{procedure.number}/act-{edition}-{language}.pdf", _last_event(procedure)
    kept = ArtifactName.objects.filter(round_code=procedure.round.code, name=name, run_key=key)
    for one in kept.select_related("artifact"):
        return one
    lines = lot_lines(sight(READERS[edition], procedure.round), procedure)
    law, root = read_rule_set(procedure.round.rule_set), noted_root(procedure.number)
    with override(language):
        paper = act(procedure, law, lines, edition == "public", root)
    return record_artifact(
        Store(state / "artifacts"),
        name,
        printed(paper),
        media_type=PDF,
        origin=procedure.origin,
        disclosure=DISCLOSURE[edition],
        round_code=procedure.round.code,
        run_key=key,
    )


def _last_event(procedure: Procedure) -> str:
    """Of the procedure or of its round: what happens to contracts and deliveries changes no act."""
    subjects = (procedure.number, procedure.round.code)
    events = Event.objects.filter(round_code=procedure.round.code, subject__in=subjects).order_by("-pk")
    return events.values_list("leaf_hash", flat=True).first() or ""
