"""The questions that answer a scenario: itself, itself without each of its clauses, and without each of the call's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from abasto.engines.award.problem import Problem

from .facts import StudyFacts
from .problem import CallTaken
from .rules import Asked, call_without, problem_asked

OF_CALL, OF_FRONTIER = -1, -2
FRONTIER_PERCENTS = (25, 50, 100, 150, 200, 400, 800)
"""Costs of a piece that stays unserved, in percent of its reference price, at which the frontier is drawn."""


@dataclass(frozen=True)
class Question:
    """A call as facts and criterion, and what is asked of it. has_frontier: also at other costs of what is unserved."""

    facts: StudyFacts
    call: CallTaken
    asked: Asked
    has_frontier: bool = False


@dataclass(frozen=True)
class Step:
    """One question. place: of the clause left out, else `OF_CALL` or `OF_FRONTIER`; key: "" is the scenario itself."""

    place: int
    key: str
    problem: Callable[[], Problem]


def steps_of(question: Question) -> Sequence[Step]:
    """All questions of a scenario, itself first. What the scenario itself changes of the call is asked about once."""
    facts, call, asked = question.facts, question.call, question.asked
    steps = [Step(OF_CALL, "", partial(problem_asked, facts, call, asked))]
    for place, clause in enumerate(asked.clauses):
        steps.append(Step(place, clause.kind, partial(problem_asked, facts, call, asked.without(place))))
    changed = {clause.kind.removeprefix("no-") for clause in asked.clauses}
    for key, without in call_without(call, facts):
        if key not in changed:
            steps.append(Step(OF_CALL, key, partial(problem_asked, facts, without, asked)))
    if question.has_frontier:
        for percent in FRONTIER_PERCENTS:
            other = replace(asked, terms=replace(asked.terms, unserved_percent=percent))
            steps.append(Step(OF_FRONTIER, f"unserved-{percent}", partial(problem_asked, facts, call, other)))
    return steps
