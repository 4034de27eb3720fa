"""A program that plays the small round in one life after another, and kills each (SIGKILL) at a point of a step.

Arguments: seed of the points, or "none" for a single life that nobody kills. A point is a statement of the database or
a file put in its place. Each step is killed once at work, and some once more after it, where its work is committed and
the events are sequenced. Each life is a fork, so that Python starts once. Prints the kills as JSON,
[[phase, point], ...], and the points of the last life by phase.
"""

import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib import import_module
from typing import Any

ROUND, SEED, KILLS = "mx-mini", 2026, 20
FIRST, STUDY, AFTER = "start", "study", "after "
# A life after a killed one finds its run entered already: so many points fewer after a step.
FEWER = 6


class Points:
    """Counts the points of a life by phase, and ends it at the one that was chosen."""

    def __init__(self, die_in: str = "", die_at: int = 0) -> None:
        self.phase = FIRST
        self.passed: Counter[str] = Counter()
        self.die_in, self.die_at = die_in, die_at

    def enter(self, phase: str) -> None:
        self.phase = phase

    def one_more(self) -> None:
        self.passed[self.phase] += 1
        if self.phase == self.die_in and self.passed[self.phase] == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def counted(points: Points) -> Iterator[None]:
    """Every statement, and every file that gets its name, is a point; every step begins its phase."""
    from django.db import connection

    from abasto.cli import cycle

    def on_statement(execute: Callable[..., Any], *statement: Any) -> Any:
        points.one_more()
        return execute(*statement)

    def on_file(event: str, _: object) -> None:
        if event in ("os.link", "os.rename"):
            points.one_more()

    def marked(step: Any) -> Any:
        def do(stage: Any) -> Any:
            points.enter(step.name)
            result = step.do(stage)
            points.enter(AFTER + step.name)
            return result

        return replace(step, do=do)

    sys.addaudithook(on_file)
    cycle.STEPS = tuple(marked(step) for step in cycle.STEPS)
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(on_statement))
        yield


def live(points: Points) -> None:
    """One start of `abasto cycle`."""
    from abasto.cli.run import play, show_accounts, show_result
    from abasto.cli.study import study_the_call

    with counted(points):
        play(ROUND, SEED)
        points.enter(STUDY)
        study_the_call(ROUND)
        points.enter(AFTER + STUDY)
        show_result(ROUND)
        show_accounts(SEED)


def one_life(points: Points) -> tuple[bool, dict[str, int]]:
    """Whether the life was killed; else the points it passed."""
    from django.db import connection

    connection.close()
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        live(points)
        os.write(writing, json.dumps(points.passed).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        passed = told.read()
    ended = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(ended):
        return True, {}
    assert ended == 0, f"a life ended with {ended}"
    return False, json.loads(passed)


def plan(points: dict[str, int], seed: int) -> list[tuple[str, int]]:
    """The kills, in the order of the phases: one in each at work, the others after some."""
    dice = random.Random(seed)
    phases = list(points)
    at_work = [phase for phase in phases if not phase.startswith(AFTER)]
    after = dice.sample([phase for phase in phases if phase.startswith(AFTER)], KILLS - len(at_work))
    reach = {phase: points[phase] - (FEWER if phase in after else 0) for phase in phases}
    return [(phase, dice.randint(1, reach[phase])) for phase in phases if phase in (*at_work, *after)]


def main() -> None:
    import django

    django.setup()
    import_module("abasto.cli.run")
    kills = plan(json.loads(sys.argv[2]), int(sys.argv[1])) if sys.argv[1] != "none" else []
    killed = [kill for kill in kills if one_life(Points(*kill))[0]]
    print(json.dumps({"killed": killed, "points": one_life(Points())[1]}))


main()
