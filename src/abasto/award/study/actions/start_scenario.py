"""Starts a scenario in a process of its own, which goes on when the page is closed."""

from ....people.acts import must_be
from ....people.roles import Viewer
from ....rounds.queries import sight
from ....runs.actions.start_command import start_command
from ..models import ASKED, DRAFT, Scenario
from ..queries import call_studied
from .save_scenario import WHO_ASKS


def ask_scenario(scenario: Scenario, viewer: Viewer) -> None:
    """Mark the scenario as asked for, its call being there to study.

    Refuses `sign-in-first`, `not-allowed` and what `call_studied` refuses.
    """
    must_be(viewer, *WHO_ASKS)
    call_studied(sight(viewer, scenario.round), scenario.round)
    Scenario.objects.filter(pk=scenario.pk, state=DRAFT).update(state=ASKED)


def start_process(scenario: Scenario) -> None:
    """The process that answers it: `abasto study`."""
    start_command("study", scenario.code, "--round", scenario.round.code)
