"""Decides one lot again and renews its contract lines, in one transaction; every other lot stays as it is."""

from django.db import transaction

from ...award.actions.decide_lots import decide_lots
from ...award.actions.sign_act import CITATION
from ...award.left.queries import must_be_here
from ...award.models import LotDecision
from ...base.refusal import Refused
from ...law.reader import read_rule_set
from ...people.acts import must_be
from ...people.roles import Role, Viewer
from ...rounds.models import Round
from ...rounds.queries import sight
from ...tender.models import SIGNED, Procedure
from ..models import Contract
from .contract_awards import contract_awards


def decide_again(viewer: Viewer, of: Round, clave: str) -> LotDecision:
    """The new decision, in the last procedure that decided the code. Deliveries and savings of the replaced awards go.

    Refuses any role but the buyer's, `not-found` (also a lot that was never decided), `not-allowed` while bids are
    sealed, `act-signed` (a signed award binds), what `must_be_here` refuses, and what `decide_lots` and
    `contract_awards` refuse.
    """
    must_be(viewer, Role.BUYER)
    seen = sight(viewer, of)
    if not seen.sees_all("bid_price"):
        raise Refused("not-allowed", CITATION, {"field": "bid_price"})
    with transaction.atomic():
        # Locked, so that nobody signs the act between the question and the new decision.
        decided = LotDecision.objects.filter(lot__procedure__round=of, lot__item__clave=clave)
        before = decided.select_related("lot").order_by("-lot__procedure__position").first()
        if before is None:
            raise Refused("not-found", "", {"what": "award", "value": clave})
        procedure = Procedure.objects.select_for_update(of=("self",)).get(pk=before.lot.procedure_id)
        if procedure.phase == SIGNED:
            raise Refused("act-signed", CITATION, {"procedure": procedure.number})
        must_be_here(before.lot)
        actor = viewer.role.value
        decide_lots(procedure, actor, before.run_key, [clave])
        if Contract.objects.filter(procedure=procedure).exists():
            guarantee = read_rule_set(of.rule_set).value("guarantee.performance_percent", procedure.published_on)
            contract_awards(procedure, guarantee.decimal, actor, [clave])
    return LotDecision.objects.get(lot__procedure=procedure, lot__item__clave=clave)
