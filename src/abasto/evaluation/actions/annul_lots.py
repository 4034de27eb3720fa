"""A resolution annuls lots: exactly these are decided again, on the same offers and by the same criterion."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from ...award.actions.decide_anew import Cause
from ...award.actions.sign_act import must_sign_as_buyer
from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...ledger.person import hashed_person
from ...people.models import User
from ...tender.models import Bid, Lot, Procedure
from .decide_anew import decide_anew
from .publish_again import ask_publication

CITATION = "LAASSP 2025, resolution of a complaint"
ANNULLED = "annulled"


@dataclass(frozen=True)
class Resolution:
    """A resolution: its number, the codes (claves) whose award it annuls, and the bids (keys) it rejects."""

    number: str
    claves: tuple[str, ...]
    rejected: tuple[str, ...] = ()


def annul_lots(
    procedure: Procedure, resolution: Resolution, user: User, password: str, run_key: str, salt: bytes
) -> list[Lot]:
    """Comply with a resolution; returns the lots decided again. Every other row stays as it is, to the byte.

    What was delivered stays delivered: an award that falls ends at it. The run that publishes the round again is asked
    for; who calls starts it. Refuses `not-allowed`, `wrong-password`,
    `resolution-without-number`, `not-found` (a lot or a bid it names), and what `decide_anew` refuses.
    """
    must_sign_as_buyer(user, password)
    number = resolution.number.strip()
    if not number:
        raise Refused("resolution-without-number", CITATION, {})
    with transaction.atomic():
        _reject(procedure, resolution.claves, resolution.rejected)
        actor = hashed_person(user.get_username(), salt)
        lots = decide_anew(procedure, resolution.claves, Cause(ANNULLED, number), run_key, actor)
        told = {
            "resolution": number,
            "claves": sorted(resolution.claves),
            "rejected": sorted(resolution.rejected),
            "awarded": sum(lot.decision.awarded_pieces > 0 for lot in lots),
        }
        record("lots-annulled", procedure.number, actor, procedure.round.clock, told, procedure.round.code)
        ask_publication(procedure.round)
    return lots


def _reject(procedure: Procedure, claves: Collection[str], keys: Collection[str]) -> None:
    bids = Bid.objects.filter(lot__procedure=procedure, lot__item__clave__in=claves, key__in=keys)
    missing = sorted(set(keys) - set(bids.values_list("key", flat=True)))
    if missing:
        raise Refused("not-found", CITATION, {"what": "bid", "value": missing[0]})
    bids.update(is_annulled=True)
