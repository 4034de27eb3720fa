"""Signs the award act: from here on it binds the buyer and the winners."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Q

from ...base.refusal import Refused
from ...law.signature import may_sign
from ...law.values import LegalValue
from ...ledger.actions.record import record
from ...ledger.person import hashed_person
from ...people.models import User
from ...people.roles import Role
from ...tender.models import SIGNED, Lot, Procedure

CITATION = "LAASSP 2025, award act"


def sign_act(procedure: Procedure, user: User, password: str, values: Iterable[LegalValue], salt: bytes) -> Procedure:
    """Sign the act of a procedure whose every lot is decided.

    values: the legal values the call rests on; salt: of the log, so that the event names nobody.
    Refuses `not-allowed`, `wrong-password`, `act-before-decision`, `value-to-check`, `act-signed`.
    """
    must_sign_as_buyer(user, password)
    decided = _decided(procedure)
    may_sign(values, is_rehearsal=False)
    with transaction.atomic():
        # The update itself asks for the phase, so that of two signatures at once one is refused.
        if not Procedure.objects.filter(pk=procedure.pk).exclude(phase=SIGNED).update(phase=SIGNED):
            raise Refused("act-signed", CITATION, {"procedure": procedure.number})
        actor = hashed_person(user.get_username(), salt)
        record("award-act-signed", procedure.number, actor, procedure.round.clock, decided, procedure.round.code)
    procedure.phase = SIGNED
    return procedure


def must_sign_as_buyer(user: User, password: str) -> None:
    """Refuse an act with legal effect by anyone but the buyer with the password: `not-allowed`, `wrong-password`."""
    if user.role != Role.BUYER:
        raise Refused("not-allowed", CITATION, {"role": user.role, "needed": Role.BUYER.value})
    if not user.check_password(password):
        raise Refused("wrong-password", "", {})


def _decided(procedure: Procedure) -> dict[str, int]:
    """Lots decided and awarded; refuses while one is undecided."""
    counts = Lot.objects.filter(procedure=procedure).aggregate(
        lots=Count("pk"),
        decided=Count("decision"),
        awarded=Count("decision", filter=Q(decision__awarded_pieces__gt=0)),
    )
    if not counts["lots"] or counts["decided"] < counts["lots"]:
        raise Refused("act-before-decision", CITATION, {"undecided": counts["lots"] - counts["decided"]})
    return {"decided": counts["decided"], "awarded": counts["awarded"]}
