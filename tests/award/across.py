"""The small round under a rule set that admits an award across lots, before its contracts."""

import re
from collections.abc import Callable
from pathlib import Path

from abasto.award.study.actions.run_scenario import run_scenario
from abasto.award.study.actions.save_scenario import save_scenario
from abasto.award.study.clauses import read_clauses
from abasto.award.study.effort import Work
from abasto.award.study.facts import StudyTerms
from abasto.award.study.models import Scenario
from abasto.award.study.queries import call_studied, known_names
from abasto.contracts.models import Contract
from abasto.people.roles import Role, Viewer
from abasto.rounds.models import Round
from abasto.rounds.queries import round_named, sight

CODE = "mx-mini"
KEY = "award.across_lots"
BUYER = Viewer(Role.BUYER, username="buyer")
TIGHT = ({"kind": "supplier-share", "percent": "25"}, {"kind": "small-firms", "percent": "30"})


def admitting(rule_set_with: Callable[[str, str], str], state: str = "checked") -> Round:
    """The small round in its award phase, by the Mexican rule set but for one value, and without contracts."""
    folder = rule_set_with(KEY, "true")
    path = Path(folder) / "values" / "award.yaml"
    before, own, after = re.split(rf"(?ms)^({re.escape(KEY)}:.*?)(?=^[a-z])", path.read_text("utf-8"))
    path.write_text(before + own.replace("state: to_check", f"state: {state}") + after, "utf-8")
    Contract.objects.filter(procedure__round__code=CODE).delete()
    Round.objects.filter(code=CODE).update(rule_set=folder, phase="award")
    return round_named(CODE)


def solved(name: str = "Caps", typed: tuple[dict[str, str], ...] = TIGHT) -> Scenario:
    """A scenario of these clauses, answered."""
    of = round_named(CODE)
    clauses, mistakes = read_clauses(typed, known_names(of, call_studied(sight(BUYER, of), of)))
    assert mistakes == []
    return run_scenario(save_scenario(of, BUYER, name, clauses, StudyTerms(), Work("quick"), "rehearsal"), {})
