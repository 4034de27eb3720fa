"""Plays the round after a played one into the middle of its needs (synthetic)."""

from ..needs.requests.models import RequestLine
from ..rehearsal.actions.play_next_needs import play_next_needs
from ..rounds.models import Round
from .cycle import ledger_closed
from .reads import chosen, show

COLUMNS = ("round", "phase", "lines")


def next_needs(round_code: str, as_json: bool = False) -> None:
    """Announce the round that follows and put every institution somewhere on its way; told in a row."""
    opened = play(chosen(round_code))
    lines = RequestLine.objects.filter(round=opened).count()
    show([{"round": opened.code, "phase": opened.phase, "lines": lines}], COLUMNS, as_json)


def play(before: Round) -> Round:
    """The round that follows, its events numbered and signed."""
    opened = play_next_needs(before)
    ledger_closed()
    return opened
