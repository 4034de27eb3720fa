"""Signs an award across lots, where the rule set admits one, and makes its awards. A study cannot be signed."""

from django.db import transaction

from ....base.refusal import Refused
from ....law.signature import may_sign
from ....ledger.actions.record import record
from ....ledger.person import hashed_person
from ....people.models import User
from ....people.roles import Role, Viewer
from ....rounds.models import Round
from ....rounds.queries import sight
from ....tender.models import SIGNED as ACT_SIGNED
from ....tender.models import Lot, Procedure
from ...actions.save_decisions import must_be_decided_alone, save_decisions
from ...left.queries import whereabouts_of
from ...models import PastDecision
from ...outcome import counted_by_state
from ..clauses import KINDS
from ..models import DONE, SIGNED, Scenario
from ..queries import across_lots, call_studied
from ..signed.queries import decided_again

WHEN = ("evaluation", "award")
"""Phases of a round in which its lots may be decided: bids are open, nothing is contracted."""


def sign_scenario(scenario: Scenario, user: User, password: str, salt: bytes) -> Scenario:
    """The scenario, its awards made in place of what was decided on the lots of its call, in one transaction.

    Refuses `study-not-awardable` first of all, where the rule set does not admit an award across lots, or did not when
    the scenario was run; then `not-allowed`, `wrong-password`, `value-to-check`, `scenario-changes-call`,
    `scenario-signed`, `scenario-not-done`, what `_call_to_award` refuses, `scenario-stale` where bids, call or rules
    are not those it was solved for, and `pieces-not-conserved`.
    """
    of, law = scenario.round, across_lots(scenario.round)
    if not law.is_true or not scenario.is_awardable:
        raise Refused("study-not-awardable", law.citation, {"scenario": scenario.name})
    if user.role != Role.BUYER:
        raise Refused("not-allowed", law.citation, {"role": user.role, "needed": Role.BUYER.value})
    if not user.check_password(password):
        raise Refused("wrong-password", "", {})
    may_sign([law], is_rehearsal=False)
    if any(KINDS[clause["kind"]].of_call for clause in scenario.clauses):
        raise Refused("scenario-changes-call", law.citation, {"scenario": scenario.name})
    with transaction.atomic():
        _claim(scenario, law.citation)
        counts = _award(scenario, _call_to_award(of, law.citation))
        told = {
            "problem": scenario.problem_sha256,
            "award": scenario.award_sha256,
            "certificate": scenario.certificate_sha256,
            **counts,
        }
        record("scenario-signed", scenario.code, hashed_person(user.get_username(), salt), of.clock, told, of.code)
    scenario.state = SIGNED
    return scenario


def _claim(scenario: Scenario, citation: str) -> None:
    """The update itself asks for the state, so that of two signatures at once one is refused."""
    if Scenario.objects.filter(pk=scenario.pk, state=DONE).update(state=SIGNED):
        return
    is_signed = Scenario.objects.filter(pk=scenario.pk, state=SIGNED).exists()
    code = "scenario-signed" if is_signed else "scenario-not-done"
    raise Refused(code, citation, {"scenario": scenario.name})


def _call_to_award(of: Round, citation: str) -> Procedure:
    """The call, locked so that nobody signs its act meanwhile; refuses once its lots are no longer to be decided.

    Codes: those of `call_studied`, `scenario-out-of-phase`, `act-signed`, `decided-across-lots`, `pieces-went-on`,
    `decided-by-resolution`.
    """
    if of.phase not in WHEN:
        raise Refused("scenario-out-of-phase", citation, {"round": of.code, "phase": of.phase})
    call = call_studied(sight(Viewer(Role.BUYER), of), of)
    procedure = Procedure.objects.select_for_update(of=("self",)).select_related("round").get(pk=call.pk)
    if procedure.phase == ACT_SIGNED:
        raise Refused("act-signed", citation, {"procedure": procedure.number})
    must_be_decided_alone(procedure)
    if follower := procedure.followed_by.first():
        raise Refused("pieces-went-on", citation, {"procedure": follower.number})
    if past := PastDecision.objects.filter(lot__procedure=procedure).select_related("lot").first():
        raise Refused("decided-by-resolution", citation, {"lot": past.lot.number})
    return procedure


def _award(scenario: Scenario, procedure: Procedure) -> dict[str, int]:
    """Make the awards of the certificate; counts of lots by state."""
    decisions = decided_again(scenario, procedure)
    lots = list(Lot.objects.filter(procedure=procedure).select_related("item").order_by("number"))
    save_decisions(procedure, lots, decisions, scenario.run_key, scenario.certificate_sha256)
    whereabouts_of(procedure.round, {lot.item.clave for lot in lots})
    return counted_by_state(decisions)
