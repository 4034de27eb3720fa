"""Works through a batch decision on needs that was asked for on a page, with a bar, to its end."""

from ..base.refusal import Refused
from ..needs.requests.actions.decide_lines import decide_lines
from ..needs.requests.models import RequestDecision
from ..page.screens.typed import hashed_name
from .reads import show
from .study import bar

COLUMNS = ("command", "lines", "answer")


def decide_asked(command: str, as_json: bool) -> None:
    """The decision of that command; refuses `not-found`."""
    decision = RequestDecision.objects.select_related("round", "by").filter(command=command).first()
    if decision is None:
        raise Refused("not-found", "", {"what": "decision", "value": command})
    with bar(command) as progress:
        decide_lines(decision, hashed_name, progress)
    decision.refresh_from_db()
    show([{"command": command, "lines": decision.count, "answer": decision.answer}], COLUMNS, as_json)
