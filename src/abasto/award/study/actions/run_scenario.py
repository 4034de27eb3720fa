"""Answers a scenario as a run: each of its questions is one chunk, so that a killed run goes on at the next question."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....ledger.store import Store
from ....people.roles import Role, Viewer
from ....rounds.queries import sight
from ....runs.actions.execute import execute, say_nothing
from ....runs.key import Asked as RunAsked
from ....runs.key import code_version
from ....runs.models import Run
from ....runs.work import Chunk, Progress
from ..answer import Answer, problem_file, solved
from ..clauses import clause_from
from ..facts import StudyFacts, StudyTerms
from ..models import ASKED, DONE, FAILED, SIGNED, Scenario
from ..problem import CallTaken, study_problem
from ..queries import call_studied, call_taken, study_facts
from ..rules import Asked
from ..steps import Step, steps_of
from .save_answer import save_answer, save_price
from .tell_progress import news_of

KIND = "study"


@dataclass(frozen=True)
class Question:
    """A scenario with all it is answered from."""

    scenario: Scenario
    facts: StudyFacts
    call: CallTaken
    asked: Asked

    @property
    def effort(self) -> str:
        return str(self.scenario.terms["effort"])


def run_scenario(
    scenario: Scenario, nondelivery_ppm: Mapping[str, int], progress: Progress = say_nothing
) -> Scenario:
    """The scenario, answered: at once if it was before, else from the question at which it stopped.

    nondelivery_ppm: what each supplier did not deliver before, where that is known.
    Refuses what `call_studied` and the solver refuse (kept on the scenario too), and `run-held`.
    """
    if scenario.state == SIGNED:
        return scenario
    try:
        _answer(scenario, nondelivery_ppm, progress)
    except Refused as refused:
        if refused.code not in ("run-held", "run-taken-over", "scenario-forgotten"):
            told = {"refused": refused.code, "values": {key: str(value) for key, value in refused.values.items()}}
            Scenario.objects.filter(pk=scenario.pk).update(state=FAILED, progress=told)
        raise
    return Scenario.objects.select_related("round").get(pk=scenario.pk)


def _answer(scenario: Scenario, nondelivery_ppm: Mapping[str, int], progress: Progress) -> None:
    question = _question(scenario, nondelivery_ppm)
    steps = steps_of(question.facts, question.call, question.asked)
    run = _run_of(question)
    Scenario.objects.filter(pk=scenario.pk).update(state=ASKED, run_key=run.key)
    execute(
        run.kind,
        run.round_code,
        inputs=run.inputs,
        parameters=run.parameters,
        seed=run.seed,
        work=partial(_work, question, steps, run.key),
        progress=progress,
        code=run.code,
    )
    _finish_again(scenario, run.key)


def _question(scenario: Scenario, nondelivery_ppm: Mapping[str, int]) -> Question:
    of, terms = scenario.round, scenario.terms
    procedure = call_studied(sight(Viewer(Role.BUYER), of), of)
    told = StudyTerms(terms["unserved_percent"], terms["nondelivery_percent"])
    asked = Asked(told, tuple(clause_from(clause) for clause in scenario.clauses))
    known = nondelivery_ppm if told.nondelivery_percent else {}
    return Question(scenario, study_facts(procedure, known), call_taken(procedure), asked)


def _run_of(question: Question) -> RunAsked:
    """The same call, clauses, terms and program are the same run."""
    scenario = question.scenario
    called = study_problem(question.facts, question.call, question.asked.terms)
    inputs = {"call": sha256(problem_file(called)).hexdigest(), "scenario": scenario.code}
    parameters = {"clauses": scenario.clauses, "terms": scenario.terms}
    return RunAsked(KIND, scenario.round.code, inputs, parameters, scenario.seed, code_version())


def _work(question: Question, steps: Sequence[Step], run_key: str, cursor: str) -> Iterator[Chunk]:
    total = len(steps) + 1
    for number in range(int(cursor or 0), len(steps)):
        step = steps[number]
        problem = step.problem()
        watch = news_of(question.scenario.pk, number, len(steps), step.key)
        answer = solved(problem, question.effort, question.scenario.seed, watch)
        save: Callable[[], object]
        if number == 0:
            save = partial(save_answer, question.scenario, _store(), question.facts, question.call, problem, answer, question.asked, run_key)
        else:
            save = partial(save_price, question.scenario, _store(), step, problem, answer)
        yield Chunk(save, number + 1, total, str(number + 1))
    yield Chunk(partial(_finish, question.scenario), total, total, "end", is_last=True)


def _store() -> Store:
    return Store(Path(settings.STATE) / "artifacts")
