"""Writes how far a running scenario is, for those who watch; no result depends on it."""

from time import monotonic

from ..answer import Watch
from ..models import Scenario
from ..prices import Bounded

SECONDS_BETWEEN_NEWS = 0.3
MOST_POINTS = 60


def news_of(scenario_id: int, step: int, steps: int) -> Watch:
    """A watcher of one question (`step` of `steps`, the first is 0) that writes cost and bound now and then."""
    history: list[list[int]] = []
    last = 0.0

    def watch(known: Bounded) -> None:
        nonlocal last
        history.append([known.cost_e4, known.bound_e4, known.gap_ppm])
        now = monotonic()
        if now - last < SECONDS_BETWEEN_NEWS:
            return
        last = now
        _write(scenario_id, step, steps, history)

    _write(scenario_id, step, steps, history)
    return watch


def _write(scenario_id: int, step: int, steps: int, history: list[list[int]]) -> None:
    """Figures as text: a browser's numbers end at 2^53."""
    thinned = history if len(history) <= MOST_POINTS else [history[0], *history[-MOST_POINTS + 1 :]]
    told = {"step": step, "steps": steps, "history": [[str(cost), str(bound), gap] for cost, bound, gap in thinned]}
    Scenario.objects.filter(pk=scenario_id).update(progress=told)
