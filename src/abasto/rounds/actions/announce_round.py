"""Announces a round: its calendar is fixed and the institutions of the round before are asked what they need."""

from datetime import datetime

from django.db import transaction

from ...base.refusal import Refused
from ...law.reader import read_rule_set
from ...ledger.actions.record import record
from ...people.acts import must_be
from ...people.roles import Role, Viewer
from ..announcing import NewRound, check_new_round
from ..models import Participation, Round, RoundDate
from ..queries import round_named

PHASE = "needs"


def announce_round(new: NewRound, viewer: Viewer, actor: str, at: datetime, is_synthetic: bool) -> Round:
    """Open the round in the phase of needs, with the tree of the round it follows.

    Its codes are listed by `catalogue.actions.carry_items`, in the caller's transaction.
    Refuses `not-allowed`, `round-exists`, `not-found` (the round it follows), and what `check_new_round` refuses.
    """
    must_be(viewer, Role.COORDINATOR)
    before = round_named(new.follows)
    check_new_round(new, read_rule_set(before.rule_set).round_phases)
    if Round.objects.filter(code=new.code).exists():
        raise Refused("round-exists", "", {"round": new.code})
    with transaction.atomic():
        opened = Round.objects.create(
            code=new.code, name_es=new.name_es, name_en=new.name_en, rule_set=before.rule_set,
            first_year=new.starts.year, months=new.months, starts=new.starts, phase=PHASE, clock=at, seed=before.seed,
            source=f"announced after {before.code}", is_synthetic=is_synthetic, is_announced=True,
        )  # fmt: skip
        RoundDate.objects.bulk_create(
            RoundDate(round=opened, position=position, phase=window.phase, starts=window.starts, ends=window.ends,
                      origin="synthetic" if is_synthetic else "stated")
            for position, window in enumerate(new.calendar)
        )  # fmt: skip
        _carry_tree(before, opened)
        calendar = [[one.phase, one.starts.isoformat(), one.ends.isoformat()] for one in new.calendar]
        told = {"follows": before.code, "months": new.months, "calendar": calendar}
        record("round-announced", opened.code, actor, at, told, opened.code)
    return opened


def _carry_tree(before: Round, opened: Round) -> None:
    """The participations of the round before, but for those that left it."""
    carried: dict[int, Participation] = {}
    for old in Participation.objects.filter(round=before, left_on=None).order_by("position"):
        parent = carried.get(old.parent_id) if old.parent_id else None
        carried[old.pk] = Participation.objects.create(
            round=opened, organisation_id=old.organisation_id, parent=parent, legal_entity_id=old.legal_entity_id,
            position=old.position, is_buyer=old.is_buyer, column_as_published=old.column_as_published,
        )  # fmt: skip
