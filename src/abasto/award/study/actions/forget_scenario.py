"""Takes a scenario away with its files' names; the event stays."""

from django.db import transaction

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....ledger.models import ArtifactName
from ....ledger.person import hashed_person
from ....people.acts import must_be
from ....people.roles import Viewer
from ....runs.models import Run
from ..files import folder_of
from ..models import SIGNED, Scenario
from .save_scenario import WHO_ASKS


def forget_scenario(scenario: Scenario, viewer: Viewer, salt: bytes) -> None:
    """Refuses `sign-in-first`, `not-allowed`, `scenario-signed`. A run that is under way stops at its next step."""
    must_be(viewer, *WHO_ASKS)
    of = scenario.round
    with transaction.atomic():
        gone = Scenario.objects.filter(pk=scenario.pk).exclude(state=SIGNED)
        if not gone.delete()[0]:
            raise Refused("scenario-signed", "", {"scenario": scenario.code})
        ArtifactName.objects.filter(round_code=of.code, name__startswith=folder_of(scenario.code)).delete()
        Run.objects.filter(key=scenario.run_key).delete()
        actor = hashed_person(viewer.username, salt)
        record("scenario-forgotten", scenario.code, actor, of.clock, {"name": scenario.name}, of.code)
