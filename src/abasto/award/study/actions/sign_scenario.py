"""Signs an award across lots, where the rule set admits one. A study cannot be signed."""

from django.db import transaction

from ....base.refusal import Refused
from ....law.signature import may_sign
from ....ledger.actions.record import record
from ....ledger.person import hashed_person
from ....people.models import User
from ....people.roles import Role
from ..models import DONE, SIGNED, Scenario
from ..queries import across_lots


def sign_scenario(scenario: Scenario, user: User, password: str, salt: bytes) -> Scenario:
    """The scenario, binding from here on.

    Refuses `study-not-awardable` first of all, where the rule set does not admit an award across lots, or did not when
    the scenario was run; then `not-allowed`, `wrong-password`, `value-to-check`, `scenario-not-done`.
    """
    of, law = scenario.round, across_lots(scenario.round)
    if not law.is_true or not scenario.is_awardable:
        raise Refused("study-not-awardable", law.citation, {"scenario": scenario.name})
    if user.role != Role.BUYER:
        raise Refused("not-allowed", law.citation, {"role": user.role, "needed": Role.BUYER.value})
    if not user.check_password(password):
        raise Refused("wrong-password", "", {})
    may_sign([law], is_rehearsal=False)
    with transaction.atomic():
        if not Scenario.objects.filter(pk=scenario.pk, state=DONE).update(state=SIGNED):
            raise Refused("scenario-not-done", law.citation, {"scenario": scenario.name})
        told = {"problem": scenario.problem_sha256, "award": scenario.award_sha256}
        record("scenario-signed", scenario.code, hashed_person(user.get_username(), salt), of.clock, told, of.code)
    scenario.state = SIGNED
    return scenario
