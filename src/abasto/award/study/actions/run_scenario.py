"""Answers a scenario as a run: each question is one chunk, so that a killed run goes on at the next question."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256

from ....base.refusal import Refused
from ....people.roles import Role, Viewer
from ....rounds.queries import sight
from ....runs.actions.execute import execute, say_nothing
from ....runs.key import Asked as RunAsked
from ....runs.key import code_version
from ....runs.models import DONE as RUN_DONE
from ....runs.models import Run
from ....runs.work import Chunk, Progress
from ..answer import problem_file, solved
from ..effort import OF_PRICES
from ..models import ASKED, DONE, FAILED, SIGNED, Scenario
from ..problem import study_problem
from ..queries import call_studied, question_of
from ..steps import Question, Step, steps_of
from .save_answer import finish, save_answer, save_price
from .tell_progress import news_of

KIND = "study"
NOT_OF_THE_QUESTION = frozenset({"run-held", "run-taken-over", "scenario-forgotten"})


def run_scenario(scenario: Scenario, nondelivery_ppm: Mapping[str, int], progress: Progress = say_nothing) -> Scenario:
    """The scenario, answered: at once if it was before, else from the question at which it stopped.

    nondelivery_ppm: what each supplier did not deliver before, in millionths, where that is known.
    Refuses what `call_studied` and the solver refuse (kept on the scenario too), and `run-held`.
    """
    if scenario.state == SIGNED:
        return scenario
    try:
        _answer(scenario, nondelivery_ppm, progress)
    except Refused as refused:
        if refused.code not in NOT_OF_THE_QUESTION:
            told = {"refused": refused.code, "values": {key: str(value) for key, value in refused.values.items()}}
            Scenario.objects.filter(pk=scenario.pk).update(state=FAILED, progress=told)
        raise
    return Scenario.objects.select_related("round").get(pk=scenario.pk)


def _answer(scenario: Scenario, nondelivery_ppm: Mapping[str, int], progress: Progress) -> None:
    procedure = call_studied(sight(Viewer(Role.BUYER), scenario.round), scenario.round)
    question = question_of(scenario, procedure, nondelivery_ppm)
    run = _run_of(scenario, question)
    if scenario.state == DONE and Run.objects.filter(key=run.key, state=RUN_DONE).exists():
        return
    Scenario.objects.filter(pk=scenario.pk).update(state=ASKED, run_key=run.key)
    execute(
        run.kind,
        run.round_code,
        inputs=run.inputs,
        parameters=run.parameters,
        seed=run.seed,
        work=partial(_work, scenario, question, steps_of(question)),
        progress=progress,
        code=run.code,
    )


def _run_of(scenario: Scenario, question: Question) -> RunAsked:
    """The same call, clauses, terms and program are the same run."""
    called = study_problem(question.facts, question.call, question.asked.terms)
    inputs = {"call": sha256(problem_file(called)).hexdigest(), "scenario": scenario.code}
    parameters = {"clauses": scenario.clauses, "terms": scenario.terms}
    return RunAsked(KIND, scenario.round.code, inputs, parameters, scenario.seed, code_version())


def _work(scenario: Scenario, question: Question, steps: Sequence[Step], cursor: str) -> Iterator[Chunk]:
    total = len(steps) + 1
    for number in range(int(cursor or 0), len(steps)):
        step = steps[number]
        problem = step.problem()
        watch = news_of(scenario.pk, number, len(steps))
        effort = OF_PRICES[scenario.terms["effort"]] if number else scenario.terms["effort"]
        answer = solved(problem, effort, scenario.seed, watch)
        save = (
            partial(save_price, scenario, step, problem, answer)
            if number
            else partial(save_answer, scenario, question, problem, answer)
        )
        yield Chunk(save, number + 1, total, str(number + 1))
    yield Chunk(partial(finish, scenario), total, total, str(total), is_last=True)
