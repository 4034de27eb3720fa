"""Lists the scenarios of a round, or answers one, with a bar, to its end."""

from collections.abc import Mapping

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ..award.study.actions.run_scenario import run_scenario
from ..award.study.models import Scenario
from ..award.study.queries import scenario_coded, visible_to
from ..people.roles import Role, Viewer
from ..rounds.queries import sight
from ..supply.queries import not_delivered_ppm
from .reads import chosen, show

COLUMNS = (
    "code",
    "name",
    "state",
    "standing",
    "codes",
    "winners",
    "awarded_centavos",
    "cost_centavos",
    "gap_permillion",
)
CONTROL = Viewer(Role.AUDITOR)


def show_study(code: str, round_code: str, as_json: bool) -> None:
    """The scenarios of a round; the one named is answered first."""
    of = chosen(round_code)
    seen = sight(CONTROL, of)
    if code:
        _answer(scenario_coded(seen, of, code), not_delivered_ppm(seen, of))
    rows = [_row(one) for one in visible_to(seen, of) if code in ("", one.code)]
    show(rows, COLUMNS, as_json)


def _answer(scenario: Scenario, nondelivery_ppm: Mapping[str, int]) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(scenario.code)
        run_scenario(
            scenario, nondelivery_ppm, lambda done, total: bar.update(task, completed=done, total=total or None)
        )


def _row(one: Scenario) -> Mapping[str, object]:
    found = one.summary
    gap = None
    if one.cost_e4 is not None and one.bound_e4 is not None and one.cost_e4 > 0:
        gap = -(-1_000_000 * (one.cost_e4 - one.bound_e4) // one.cost_e4)
    return {
        "code": one.code,
        "name": one.name,
        "state": one.state,
        "standing": "award across lots" if one.is_awardable else "study, not awardable",
        "codes": found.get("awarded"),
        "winners": found.get("winners"),
        "awarded_centavos": found.get("money_centavos"),
        "cost_centavos": found.get("total_centavos"),
        "gap_permillion": gap,
    }
