"""Plays the round after a played one into the middle of its needs (synthetic)."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from ..award.actions.push_prices import push_prices
from ..ledger.actions.keep_key import kept_signer
from ..needs.evidence.actions.check_evidence import check_evidence
from ..needs.evidence.models import EvidenceUpload
from ..needs.requests.models import PriceEstimate, RequestLine
from ..needs.suggest.actions.forecast_needs import forecast_needs
from ..rehearsal.actions.play_agreement import play_adoption, play_agreement
from ..rehearsal.actions.play_first_version import play_first_version
from ..rehearsal.actions.play_history import play_history
from ..rehearsal.actions.play_next_needs import ACTOR, play_next_needs
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
    if not EvidenceUpload.objects.filter(round=opened).exists():
        with transaction.atomic():
            play_history(opened, ACTOR, before)
    check_evidence(opened, ACTOR)
    forecast_needs(opened, ACTOR)
    play_agreement(opened)
    play_adoption(opened, kept_signer(settings.STATE / "keys"))
    if not PriceEstimate.objects.filter(round=opened).exists():
        push_prices(before, opened, ACTOR, before.clock)
    play_first_version(opened, Path(settings.STATE))
    ledger_closed()
    return opened
