"""Decides one lot again and renews its contract lines, in one transaction; every other lot stays as it is."""

from django.db import transaction

from ...award.actions.decide_lots import decide_lots
from ...award.actions.sign_act import CITATION, SIGNED
from ...award.models import LotDecision
from ...base.refusal import Refused
from ...law.reader import read_rule_set
from ...people.acts import must_be
from ...people.roles import Role, Viewer
from ...rounds.models import Round
from ...rounds.queries import sight
from ...tender.queries import procedure_of
from .contract_awards import contract_awards


def decide_again(viewer: Viewer, of: Round, clave: str) -> LotDecision:
    """The new decision. Deliveries and savings of the replaced awards go with them.

    Refuses any role but the buyer's, `not-found`, `act-signed` (a signed award binds), and what `decide_lots` and
    `contract_awards` refuse.
    """
    must_be(viewer, Role.BUYER)
    with transaction.atomic():
        procedure = procedure_of(sight(viewer, of), of)
        if procedure.phase == SIGNED:
            raise Refused("act-signed", CITATION, {"procedure": procedure.number})
        actor = viewer.role.value
        run_key = LotDecision.objects.filter(lot__procedure=procedure).values_list("run_key", flat=True).first() or ""
        decide_lots(procedure, actor, run_key, [clave])
        guarantee = read_rule_set(of.rule_set).value("guarantee.performance_percent", procedure.published_on).decimal
        contract_awards(procedure, guarantee, actor, [clave])
    return LotDecision.objects.get(lot__procedure=procedure, lot__item__clave=clave)
