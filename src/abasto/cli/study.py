"""Lists the scenarios of a round, or answers one, with a bar, to its end."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.conf import settings
from django.utils.text import slugify
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from ..award.study.actions.run_scenario import run_scenario
from ..award.study.actions.save_scenario import save_scenario
from ..award.study.effort import Work
from ..award.study.facts import StudyTerms
from ..award.study.models import Scenario
from ..award.study.queries import scenario_coded, visible_to
from ..ledger.actions.keep_key import kept_signer
from ..ledger.actions.sequence import sequence
from ..people.roles import Role, Viewer
from ..rounds.queries import sight
from ..runs.work import Progress
from ..supply.queries import not_delivered_ppm
from .reads import chosen, show

COLUMNS = ("code", "state", "standing", "codes", "winners", "awarded_mxn", "cost_mxn", "gap_ppm")
CONTROL = Viewer(Role.AUDITOR)
BUYER = Viewer(Role.BUYER, username="buyer")
AS_CALLED = "La convocatoria como es"
ACTOR = "rehearsal"


def show_study(code: str, round_code: str, as_json: bool) -> None:
    """The scenarios of a round; the one named is answered first."""
    of = chosen(round_code)
    seen = sight(CONTROL, of)
    if code:
        _answer(scenario_coded(seen, of, code), not_delivered_ppm(seen, of))
    rows = [_row(one) for one in visible_to(seen, of) if code in ("", one.code)]
    show(rows, COLUMNS, as_json)


def study_the_call(round_code: str) -> Scenario:
    """The call as it is, with the price of each of its clauses: the first scenario of a rehearsal."""
    of = chosen(round_code)
    seen = sight(CONTROL, of)
    signer = kept_signer(settings.STATE / "keys")
    known = visible_to(seen, of).filter(code=slugify(AS_CALLED)).select_related("round").first()
    scenario = known or save_scenario(of, BUYER, AS_CALLED, (), StudyTerms(), Work(), ACTOR)
    sequence(signer)
    _answer(scenario, not_delivered_ppm(seen, of))
    sequence(signer)
    return scenario


def _answer(scenario: Scenario, nondelivery_ppm: Mapping[str, int]) -> None:
    with bar(scenario.code) as progress:
        run_scenario(scenario, nondelivery_ppm, progress)


@contextmanager
def bar(title: str) -> Iterator[Progress]:
    """A bar of one run, on stderr, gone when it is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(title)
        yield lambda done, total: bars.update(task, completed=done, total=total or None)


def _row(one: Scenario) -> Mapping[str, object]:
    found = one.summary
    return {
        "code": one.code,
        "name": one.name,
        "state": one.state,
        "standing": "award across lots" if one.is_awardable else "study, not awardable",
        "codes": found.get("awarded"),
        "winners": found.get("winners"),
        "awarded_mxn": _pesos(found.get("money_centavos")),
        "cost_mxn": _pesos(found.get("total_centavos")),
        "gap_ppm": found.get("gap_ppm"),
    }


def _pesos(centavos: int | None) -> int | None:
    """Whole pesos, rounded half up."""
    return None if centavos is None else (centavos + 50) // 100
