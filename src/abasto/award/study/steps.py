"""The questions that answer a scenario: itself, itself without each of its clauses, and without each of the call's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from abasto.engines.award.problem import Problem

from .facts import StudyFacts
from .problem import CallTaken
from .rules import Asked, call_without, problem_asked


@dataclass(frozen=True)
class Question:
    """A call as facts and criterion, and what is asked of it."""

    facts: StudyFacts
    call: CallTaken
    asked: Asked


@dataclass(frozen=True)
class Step:
    """One question. place: of the clause left out, -1 where none; key: "" is the scenario itself."""

    place: int
    key: str
    problem: Callable[[], Problem]


def steps_of(question: Question) -> Sequence[Step]:
    """All questions of a scenario, itself first. What the scenario itself changes of the call is asked about once."""
    facts, call, asked = question.facts, question.call, question.asked
    steps = [Step(-1, "", partial(problem_asked, facts, call, asked))]
    for place, clause in enumerate(asked.clauses):
        steps.append(Step(place, clause.kind, partial(problem_asked, facts, call, asked.without(place))))
    changed = {clause.kind.removeprefix("no-") for clause in asked.clauses}
    for key, other in call_without(call, facts):
        if key not in changed:
            steps.append(Step(-1, key, partial(problem_asked, facts, other, asked)))
    return steps
