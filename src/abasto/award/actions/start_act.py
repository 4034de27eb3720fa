"""Asks for the award act and starts the process that makes it, which goes on when the page is closed."""

from ...base.refusal import Refused
from ...rounds.queries import sight
from ...runs.actions.ask import ask
from ...runs.actions.start_command import start_command
from ..papers.acts import READERS, Act, may_read, question_of


def ask_act(act: Act) -> None:
    """Enter its run, so that the page shows it as waiting. Refuses `not-allowed` while its readers may not read it."""
    if not may_read(sight(READERS[act.edition], act.procedure.round), act.edition):
        raise Refused("not-allowed", "", {"field": "lot_decision"})
    ask(question_of(act))


def start_process(act: Act) -> None:
    """The process that makes it: `abasto act`."""
    of, number = act.procedure.round.code, act.procedure.number
    start_command("act", act.edition, act.language, "--procedure", number, "--round", of)
