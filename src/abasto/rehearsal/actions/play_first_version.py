"""Plays the first version of the consolidated need of a round, and a merger that its users are asked about."""

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from django.utils import timezone

from ...needs.consolidated.actions.make_version import Maker, make_version
from ...needs.consolidated.actions.propose_merger import NewMerger, consult_users, propose_merger
from ...needs.consolidated.mergers.queries import candidates_of
from ...needs.consolidated.models import NeedVersion
from ...needs.requests.models import RequestLine
from ...needs.requests.states import ACCEPTED
from ...rounds.models import Round
from .play_next_needs import ACTOR, COORDINATOR

DAYS_TO_ANSWER = 14
WHY = "Primera suma, a media ronda (sintética)"
OPINION = "Dictamen sintético, para probar el proceso: misma sustancia y misma forma según el texto del compendio."
BASIS = "Compendio Nacional de Insumos para la Salud; dictamen inventado"


def play_first_version(of: Round, state: Path) -> None:
    """Make the version and the proposal, once; nothing where no line was accepted."""
    if NeedVersion.objects.filter(round=of).exists():
        return
    if not RequestLine.objects.filter(round=of, state=ACCEPTED, maximum_pieces__gt=0).exists():
        return
    for one in candidates_of(of)[:1]:
        ratio = one.ratio or Fraction(1)
        new = NewMerger(
            one.source.clave, one.target.clave, ratio.numerator, ratio.denominator, OPINION, BASIS
        )  # fmt: skip
        merger = propose_merger(of, new, COORDINATOR, ACTOR, of.clock)
        until = timezone.localdate(of.clock) + timedelta(days=DAYS_TO_ANSWER)
        consult_users(merger, COORDINATOR, ACTOR, until, of.clock)
    make_version(of, Maker(COORDINATOR, ACTOR, WHY, of.clock), state)
