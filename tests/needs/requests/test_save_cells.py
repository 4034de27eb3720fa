"""A planner types what the institution needs."""

import pytest

from abasto.base.refusal import Refused
from abasto.needs.requests.actions.save_cells import save_cells
from abasto.needs.requests.cells import MINIMUM, CellChange
from abasto.needs.requests.models import RequestLine
from abasto.needs.requests.queries import codes_open, visible_to
from abasto.needs.requests.states import SUBMITTED
from abasto.people.roles import Role
from abasto.rounds.queries import sight

from .announced import AT, COORDINATOR, after, announce, buyer_of, viewer_for

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_what_is_typed_is_saved_with_the_legal_minimum() -> None:
    of = announce()
    buyer, clave = buyer_of(of), next(iter(codes_open(of)))
    saved = save_cells(of, buyer, viewer_for(buyer), "planner", [CellChange(clave, m, 0, 101) for m in range(3)], AT)
    line = RequestLine.objects.get(round=of, organisation=buyer)
    assert (saved.applied, saved.lines, saved.conflicts) == (3, 1, ())
    assert (line.maximum_pieces, line.minimum_pieces) == (303, 122)
    assert line.maximum_by_month.tolist()[:4] == [101, 101, 101, 0]
    assert (line.origin, line.version) == ("synthetic", 2)


def test_a_minimum_that_was_typed_stays_as_typed() -> None:
    of = announce()
    buyer, clave = buyer_of(of), next(iter(codes_open(of)))
    who = viewer_for(buyer)
    save_cells(of, buyer, who, "planner", [CellChange(clave, 0, 0, 100), CellChange(clave, MINIMUM, 0, 60)], AT)
    save_cells(of, buyer, who, "planner", [CellChange(clave, 1, 0, 100)], AT)
    assert RequestLine.objects.get(round=of, organisation=buyer).minimum_pieces == 60


def test_a_line_past_editing_is_told_and_left() -> None:
    of = announce()
    buyer, claves = buyer_of(of), list(codes_open(of))[:2]
    who = viewer_for(buyer)
    save_cells(of, buyer, who, "planner", [CellChange(claves[0], 0, 0, 5)], AT)
    RequestLine.objects.filter(round=of).update(state=SUBMITTED)
    saved = save_cells(of, buyer, who, "planner", [CellChange(claves[0], 0, 5, 6), CellChange(claves[1], 0, 0, 7)], AT)
    assert dict(saved.closed) == {claves[0]: SUBMITTED}
    assert saved.applied == 1


@pytest.mark.parametrize("days", [77, 400])
def test_after_the_last_day_nothing_is_saved(days: int) -> None:
    of = announce()
    buyer, clave = buyer_of(of), next(iter(codes_open(of)))
    with pytest.raises(Refused) as refused:
        save_cells(of, buyer, viewer_for(buyer), "planner", [CellChange(clave, 0, 0, 5)], after(days))
    assert refused.value.code == "deadline-passed"
    assert not RequestLine.objects.filter(round=of).exists()


def test_nobody_writes_for_another_institution() -> None:
    of = announce()
    mine, other, clave = buyer_of(of, 0), buyer_of(of, 1), next(iter(codes_open(of)))
    for viewer in (viewer_for(other), viewer_for(mine, Role.APPROVER), COORDINATOR):
        with pytest.raises(Refused) as refused:
            save_cells(of, mine, viewer, "planner", [CellChange(clave, 0, 0, 5)], AT)
        assert refused.value.code == "not-allowed"


def test_a_draft_is_its_institutions_own_matter() -> None:
    of = announce()
    mine, other, clave = buyer_of(of, 0), buyer_of(of, 1), next(iter(codes_open(of)))
    save_cells(of, mine, viewer_for(mine), "planner", [CellChange(clave, 0, 0, 5)], AT)
    assert visible_to(sight(viewer_for(mine), of), of).count() == 1
    assert visible_to(sight(viewer_for(other), of), of).count() == 0
    assert visible_to(sight(COORDINATOR, of), of).count() == 0
    RequestLine.objects.update(state=SUBMITTED)
    assert visible_to(sight(COORDINATOR, of), of).count() == 1
    assert visible_to(sight(viewer_for(other), of), of).count() == 0
