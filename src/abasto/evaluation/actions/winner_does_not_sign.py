"""A winner does not sign: its lot is decided again, and the second place may take it within the legal margin."""

from django.db import transaction

from ...award.actions.decide_anew import Cause
from ...award.actions.sign_act import must_sign_as_buyer
from ...award.models import Award
from ...base.refusal import Refused
from ...law.reader import read_rule_set
from ...ledger.actions.record import record
from ...ledger.person import hashed_person
from ...people.models import User
from ...tender.models import Bid, Lot, Procedure
from .decide_anew import decide_anew, delivered_of
from .publish_again import ask_publication

MARGIN = "second_place_margin_percent"
DID_NOT_SIGN = "did-not-sign"


def winner_does_not_sign(procedure: Procedure, key: str, user: User, password: str, run_key: str, salt: bytes) -> Lot:
    """Note that the winner of that bid (key) did not sign, and decide its lot again; returns the lot.

    The run that publishes the round again is asked for; who calls starts it. Refuses `not-allowed`, `wrong-password`,
    `not-found` (no such award in force), `delivered-already` (who delivers has a contract), and what `decide_anew`
    refuses.
    """
    must_sign_as_buyer(user, password)
    article = read_rule_set(procedure.round.rule_set).value(MARGIN, procedure.published_on).citation
    with transaction.atomic():
        award = Award.objects.filter(lot__procedure=procedure, key=key, is_ended=False).select_related("lot__item")
        found = award.first()
        if found is None:
            raise Refused("not-found", article, {"what": "award", "value": key})
        clave = found.lot.item.clave
        if key in delivered_of(procedure, [clave]):
            raise Refused("delivered-already", article, {"bid": key})
        Bid.objects.filter(key=key).update(has_declined=True)
        actor = hashed_person(user.get_username(), salt)
        (lot,) = decide_anew(procedure, [clave], Cause(DID_NOT_SIGN, article), run_key, actor)
        told = {"bid": key, "clave": clave, "awarded_pieces": lot.decision.awarded_pieces}
        record("winner-did-not-sign", procedure.number, actor, procedure.round.clock, told, procedure.round.code)
        ask_publication(procedure.round)
    return lot
