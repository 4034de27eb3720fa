"""The decisions of a scenario, made again from bids, call and rules as they are now and from its certificate."""

import json
from pathlib import Path

from django.conf import settings

from ....base.refusal import Refused
from ....engines.award.problem_json import problem_from_json, problem_sha256
from ....ledger.store import Store
from ....tender.models import Procedure
from ...facts import LotDecision
from ...models import LotDecision as DecisionRow
from ..awarding import Solved, decided_across
from ..models import SIGNED, Scenario
from ..queries import across_lots, question_of
from ..rules import problem_asked
from ..summary import gap_percent


def decided_as_signed(procedure: Procedure) -> list[LotDecision]:
    """The decisions of the signed award across lots of a procedure, in the order of its lots; empty without one."""
    decided = DecisionRow.objects.filter(lot__procedure=procedure).exclude(certificate_sha256="").order_by()
    named = decided.values_list("certificate_sha256", flat=True).first()
    if named is None:
        return []
    scenarios = Scenario.objects.filter(round=procedure.round, state=SIGNED, certificate_sha256=named)
    return decided_again(scenarios.select_related("round").get(), procedure)


def decided_again(scenario: Scenario, procedure: Procedure) -> list[LotDecision]:
    """The decisions of its certificate, in the order of the lots. What suppliers failed to deliver is as it was then.

    Refuses `scenario-stale` where bids, call or rules are not those it was solved for.
    """
    store = Store(Path(settings.STATE) / "artifacts")
    kept = problem_from_json(store.get(scenario.problem_sha256))
    undelivered = {bid.suppliers[0]: bid.nondelivery_ppm for bid in kept.bids}
    question = question_of(scenario, procedure, undelivered)
    problem = problem_asked(question.facts, question.call, question.asked)
    proof = json.loads(store.get(scenario.certificate_sha256))
    if not problem_sha256(problem) == scenario.problem_sha256 == proof["problem_sha256"]:
        raise Refused("scenario-stale", across_lots(scenario.round).citation, {"scenario": scenario.name})
    awards = {lot: [(bid, share) for bid, share in won] for lot, won in proof["awards"]}
    prices = [(row, multiplier) for row, multiplier in proof["tree"]["multipliers"]]
    solved = Solved(problem, awards, prices, gap_percent(scenario.summary["gap_ppm"]))
    return decided_across([need.case for need in question.facts.lots], question.call.rules, solved)
