"""Saves a scenario: a name, clauses and terms. It decides nothing."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.text import slugify

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....people.acts import must_be
from ....people.roles import Role, Viewer
from ....rounds.models import Round
from ..clauses import Clause
from ..effort import EFFORTS, Work
from ..facts import StudyTerms
from ..models import Scenario

WHO_ASKS = (Role.BUYER, Role.COORDINATOR)
RESERVED = frozenset({"new", "compare"})
MOST_CLAUSES = 40


def save_scenario(
    of: Round, viewer: Viewer, name: str, clauses: Sequence[Clause], terms: StudyTerms, work: Work, actor: str
) -> Scenario:
    """The scenario, not run yet; its address is made from its name. actor: as the log names who saves it.

    Refuses `sign-in-first`, `not-allowed`, `scenario-name-unfit`, `scenario-name-taken`, `clauses-too-many`,
    `study-terms-unfit`.
    """
    must_be(viewer, *WHO_ASKS)
    code = slugify(name)[:60]
    if not code or code in RESERVED or len(name) > 80:
        raise Refused("scenario-name-unfit", "", {"value": name[:80]})
    if len(clauses) > MOST_CLAUSES:
        raise Refused("clauses-too-many", "", {"count": len(clauses), "most": MOST_CLAUSES})
    _check_terms(terms, work.effort)
    plain = [clause.plain() for clause in clauses]
    asked = {**asdict(terms), **asdict(work)}
    with transaction.atomic():
        if Scenario.objects.filter(round=of, code=code).exists():
            raise Refused("scenario-name-taken", "", {"value": name})
        saved = Scenario.objects.create(
            round=of, code=code, name=name, made_by=viewer.username, clauses=plain, terms=asked, seed=of.seed
        )
        told = {"name": name, "clauses": plain, "terms": asked}
        record("scenario-saved", code, actor, of.clock, told, of.code)
    return saved


def _check_terms(terms: StudyTerms, effort: str) -> None:
    fits = 1 <= terms.unserved_percent <= 10_000 and 0 <= terms.nondelivery_percent <= 100 and effort in EFFORTS
    if not fits:
        raise Refused(
            "study-terms-unfit", "", {"unserved": terms.unserved_percent, "weight": terms.nondelivery_percent}
        )
