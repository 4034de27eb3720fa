"""Saves the answers of a scenario, each in the transaction of its chunk: the award with its files, then each price."""

import json
from pathlib import Path

from django.conf import settings

from ....base.refusal import Refused
from ....engines.award.problem import COST_UNITS_PER_CENTAVO, Problem
from ....ledger.actions.record import record
from ....ledger.actions.record_artifact import record_artifact
from ....ledger.store import Store
from ..answer import Answer, problem_file
from ..files import name_of
from ..models import ASKED, DONE, Scenario
from ..prices import Bounded, ClausePrice, between, easing
from ..steps import Question, Step
from ..summary import changed_lots, lawful_award, summary_of

JSON = "application/json"
ACTOR = "buyer"


def save_answer(scenario: Scenario, question: Question, problem: Problem, answer: Answer) -> None:
    """The award of the scenario itself, its three files, and what easing each clause a little would save."""
    lawful = lawful_award(question.facts, question.call)
    easings = [
        easing(problem, answer.chosen, number, clause, answer.multipliers)
        for number, clause in enumerate(question.asked.clauses, start=1)
    ]
    summary = {
        **summary_of(problem, answer.chosen).plain(),
        "total_centavos": answer.bounded.cost_e4 // COST_UNITS_PER_CENTAVO,
        "gap_ppm": answer.bounded.gap_ppm,
        "lawful": summary_of(problem, lawful).plain(),
        "changed_lots": changed_lots(answer.chosen, lawful),
        "easings": [list(one) for one in easings],
        "derived_lots": sum(need.is_derived for need in question.facts.lots),
    }
    _still_there(
        scenario,
        is_awardable=problem.is_awardable,
        cost_e4=answer.bounded.cost_e4,
        bound_e4=answer.bounded.bound_e4,
        summary=summary,
        prices=[],
        problem_sha256=_keep(scenario, problem, "problem.json", problem_file(problem)),
        award_sha256=_keep(scenario, problem, "award.json", answer.award_file),
        certificate_sha256=_keep(scenario, problem, "certificate.json", answer.certificate_file),
    )


def save_price(scenario: Scenario, step: Step, problem: Problem, answer: Answer) -> None:
    """What it costs to keep what this question left out."""
    saved = Scenario.objects.filter(pk=scenario.pk).first()
    if saved is None or saved.cost_e4 is None or saved.bound_e4 is None:
        raise Refused("scenario-forgotten", "", {"scenario": scenario.code})
    found = between(Bounded(saved.cost_e4, saved.bound_e4), answer.bounded)
    eased, unit = saved.summary["easings"][step.place] if step.place >= 0 else (None, "")
    price = ClausePrice(
        step.place, step.key, answer.bounded.cost_e4, answer.bounded.gap_ppm, *found, eased, unit,
        changed_lots(answer.chosen, _award_of(saved)), summary_of(problem, answer.chosen).plain(),
    )  # fmt: skip
    _still_there(scenario, prices=[*saved.prices, price.plain()])


def finish(scenario: Scenario) -> dict[str, object]:
    """The scenario is answered; returns what the run says of it."""
    saved = Scenario.objects.get(pk=scenario.pk)
    told = {
        "cost_e4": str(saved.cost_e4), "bound_e4": str(saved.bound_e4), "problem": saved.problem_sha256,
        "award": saved.award_sha256, "certificate": saved.certificate_sha256, "prices": len(saved.prices),
        "is_awardable": saved.is_awardable,
    }  # fmt: skip
    _still_there(scenario, state=DONE, progress={})
    record("scenario-answered", saved.code, ACTOR, scenario.round.clock, told, scenario.round.code)
    return told


def _still_there(scenario: Scenario, **values: object) -> None:
    if not Scenario.objects.filter(pk=scenario.pk, state=ASKED).update(**values):
        raise Refused("scenario-forgotten", "", {"scenario": scenario.code})


def _award_of(scenario: Scenario) -> list[tuple[str, list[tuple[str, int]]]]:
    kept = json.loads(_store().get(scenario.award_sha256))
    return [(lot, [(bid, share) for bid, share in won]) for lot, won in kept["awards"]]


def _keep(scenario: Scenario, problem: Problem, what: str, content: bytes) -> str:
    kept = record_artifact(
        _store(),
        name_of(scenario.code, what, problem.is_awardable),
        content,
        media_type=JSON,
        origin=problem.origin,
        disclosure="study",
        round_code=scenario.round.code,
        run_key=scenario.run_key,
    )
    return kept.artifact.sha256


def _store() -> Store:
    return Store(Path(settings.STATE) / "artifacts")
