"""What a planner does with lines: fill and take back, explain, split; and codes withdrawn meanwhile."""

from datetime import date

import numpy as np
import pytest

from abasto.base.refusal import Refused
from abasto.catalogue.models import RoundItem
from abasto.ledger.models import Event
from abasto.needs.requests.actions.explain_line import explain_line
from abasto.needs.requests.actions.fill_lines import Basis, fill_lines, unfill_lines
from abasto.needs.requests.actions.save_cells import save_cells
from abasto.needs.requests.actions.save_typed import save_typed
from abasto.needs.requests.actions.split_over_points import split_over_points
from abasto.needs.requests.cells import CellChange
from abasto.needs.requests.entry.filling import Filling
from abasto.needs.requests.entry.points import share_out
from abasto.needs.requests.entry.queries import entries, last_maximum, mark_of, points_near, round_before
from abasto.needs.requests.models import PointRequest, RequestLine
from abasto.needs.requests.queries import askers, codes_open
from abasto.needs.requests.states import SUBMITTED
from abasto.people.roles import Role
from abasto.rounds.queries import sight

from .announced import AT, after, announce, buyer_of, viewer_for

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def withdraw(of, clave: str) -> None:
    RoundItem.objects.filter(round=of, item__clave=clave).update(withdrawn_on=date(2026, 9, 10))


def test_a_code_withdrawn_while_typing_holds_up_no_other() -> None:
    of = announce()
    buyer, claves = buyer_of(of), list(codes_open(of))[:2]
    withdraw(of, claves[0])
    changes = [CellChange(clave, 0, 0, 9) for clave in claves]
    done = save_typed(of, buyer, viewer_for(buyer), "planner", changes, AT)
    assert (done.withdrawn, done.saved.applied) == ((claves[0],), 1)
    assert [(one.clave, one.maximum, one.minimum) for one in done.lines] == [(claves[1], 9, 4)]
    rows = {row.clave: row for row in entries(sight(viewer_for(buyer), of), of, buyer)}
    assert rows[claves[0]].withdrawn_on == date(2026, 9, 10)


def test_the_mark_changes_with_every_change_and_only_then() -> None:
    of = announce()
    buyer, clave = buyer_of(of), next(iter(codes_open(of)))
    marks = [mark_of(of, buyer)]
    for _ in range(2):
        save_typed(of, buyer, viewer_for(buyer), "planner", [CellChange(clave, 0, 0, 9)], AT)
        marks.append(mark_of(of, buyer))
    save_typed(of, buyer, viewer_for(buyer), "planner", [CellChange(clave, 0, 9, 8)], AT)
    assert marks[0] < marks[1] == marks[2] < mark_of(of, buyer)


def test_codes_are_filled_from_the_round_before_and_taken_back() -> None:
    of = announce()
    buyer, viewer = buyer_of(of), viewer_for(buyer_of(of))
    before = round_before(of)
    assert before is not None
    clave_of = {item: clave for clave, item in codes_open(of).items()}
    last = {clave_of[item]: count for item, count in last_maximum(viewer, before, buyer).items()}
    done = fill_lines(of, buyer, viewer, "p", list(codes_open(of)), Filling("last"), Basis(last, 24), AT)
    lines = dict(RequestLine.objects.filter(round=of).values_list("item__clave", "maximum_pieces"))
    assert done.codes == len(lines) > 20
    assert lines == {clave: count for clave, count in last.items() if count}
    given, left = unfill_lines(of, buyer, viewer, "p", done.event, AT)
    assert (given, left) == (done.cells, 0)
    assert not RequestLine.objects.filter(round=of, maximum_pieces__gt=0).exists()


def test_what_was_changed_since_a_filling_stays_when_it_is_taken_back() -> None:
    of = announce()
    buyer, viewer = buyer_of(of), viewer_for(buyer_of(of))
    claves = list(codes_open(of))[:2]
    done = fill_lines(of, buyer, viewer, "p", claves, Filling("yearly", yearly_pieces=120), Basis({}, 24), AT)
    save_cells(of, buyer, viewer, "p", [CellChange(claves[0], 0, 10, 99)], AT)
    assert unfill_lines(of, buyer, viewer, "p", done.event, AT) == (47, 1)
    assert RequestLine.objects.get(item__clave=claves[0], round=of).maximum_by_month.tolist()[:2] == [99, 0]
    with pytest.raises(Refused) as refused:
        unfill_lines(of, buyer, viewer, "p", done.event, AT)
    assert refused.value.code == "nothing-to-undo"


def test_nobody_takes_back_what_another_filled() -> None:
    of = announce()
    buyer, viewer = buyer_of(of), viewer_for(buyer_of(of))
    claves = list(codes_open(of))[:2]
    done = fill_lines(of, buyer, viewer, "p", claves, Filling("yearly", yearly_pieces=12), Basis({}, 24), AT)
    with pytest.raises(Refused) as refused:
        unfill_lines(of, buyer, viewer, "somebody else", done.event, AT)
    assert refused.value.code == "nothing-to-undo"


def test_a_filling_without_a_source_or_without_a_change_is_refused() -> None:
    of = announce()
    buyer, viewer = buyer_of(of), viewer_for(buyer_of(of))
    clave = next(iter(codes_open(of)))
    with pytest.raises(Refused) as refused:
        fill_lines(of, buyer, viewer, "p", [clave], Filling("last"), Basis({}, 24), AT)
    assert refused.value.code == "fill-without-source"
    with pytest.raises(Refused) as refused:
        fill_lines(of, buyer, viewer, "p", [clave], Filling("last"), Basis({clave: 0}, 24), AT)
    assert refused.value.code == "nothing-to-fill"


def test_a_filling_leaves_lines_past_editing_and_withdrawn_codes() -> None:
    of = announce()
    buyer, viewer = buyer_of(of), viewer_for(buyer_of(of))
    claves = list(codes_open(of))[:3]
    save_cells(of, buyer, viewer, "p", [CellChange(claves[0], 0, 0, 5)], AT)
    RequestLine.objects.filter(round=of).update(state=SUBMITTED)
    withdraw(of, claves[1])
    done = fill_lines(of, buyer, viewer, "p", claves, Filling("yearly", yearly_pieces=12), Basis({}, 24), AT)
    assert (done.codes, done.left) == (1, 2)


def test_a_reason_and_its_source_of_funds_are_kept_as_plain_text() -> None:
    of = announce()
    buyer, viewer = buyer_of(of), viewer_for(buyer_of(of))
    clave = next(iter(codes_open(of)))
    save_cells(of, buyer, viewer, "p", [CellChange(clave, 0, 0, 5)], AT)
    text = "<b>Dengue</b> & calor"
    explain_line(of, buyer, viewer, "p", clave, "epidemic", f"  {text} ", "own-resources", AT)
    line = RequestLine.objects.get(round=of)
    assert (line.reason, line.reason_text, line.funds, line.version) == ("epidemic", text, "own-resources", 3)
    assert Event.objects.filter(kind="request-explained").count() == 1


@pytest.mark.parametrize(
    ("reason", "text", "funds", "code"),
    [
        ("because", "", "", "reason-unknown"),
        ("epidemic", "<script>" * 12_500, "", "reason-too-long"),
        ("other", " ", "", "reason-without-text"),
        ("", "", "a-bank", "funds-unknown"),
    ],
)
def test_a_reason_that_cannot_be_read_later_is_refused(reason: str, text: str, funds: str, code: str) -> None:
    of = announce()
    buyer, viewer = buyer_of(of), viewer_for(buyer_of(of))
    clave = next(iter(codes_open(of)))
    save_cells(of, buyer, viewer, "p", [CellChange(clave, 0, 0, 5)], AT)
    with pytest.raises(Refused) as refused:
        explain_line(of, buyer, viewer, "p", clave, reason, text, funds, AT)
    assert refused.value.code == code
    assert RequestLine.objects.get(round=of).reason_text == ""


def test_a_line_nobody_wrote_or_past_editing_is_not_explained() -> None:
    of = announce()
    buyer, viewer = buyer_of(of), viewer_for(buyer_of(of))
    clave = next(iter(codes_open(of)))
    with pytest.raises(Refused) as refused:
        explain_line(of, buyer, viewer, "p", clave, "epidemic", "", "", AT)
    assert refused.value.code == "nothing-asked"
    save_cells(of, buyer, viewer, "p", [CellChange(clave, 0, 0, 5)], AT)
    RequestLine.objects.update(state=SUBMITTED)
    with pytest.raises(Refused) as refused:
        explain_line(of, buyer, viewer, "p", clave, "epidemic", "", "", AT)
    assert refused.value.code == "line-past-editing"
    with pytest.raises(Refused) as refused:
        explain_line(of, buyer, viewer_for(buyer, Role.APPROVER), "p", clave, "epidemic", "", "", AT)
    assert refused.value.code == "not-allowed"


def test_a_line_goes_to_its_delivery_points_month_by_month() -> None:
    of = announce()
    asker = next(one for one in askers(of) if points_near(one).count() > 1)
    viewer, clave = viewer_for(asker.organisation), next(iter(codes_open(of)))
    save_cells(of, asker.organisation, viewer, "p", [CellChange(clave, m, 0, 10) for m in range(3)], AT)
    line = RequestLine.objects.get(round=of)
    first, second = points_near(asker).order_by("code")[:2]
    parts = dict(zip((first.code, second.code), share_out([20, 10], line.maximum_by_month), strict=True))
    assert split_over_points(of, asker, viewer, "p", clave, parts, AT) == 2
    assert dict(PointRequest.objects.values_list("point__code", "maximum_pieces")) == {first.code: 20, second.code: 10}
    assert split_over_points(of, asker, viewer, "p", clave, {}, AT) == 0
    assert not PointRequest.objects.exists()


def test_a_split_that_does_not_add_up_or_goes_elsewhere_is_refused() -> None:
    of = announce()
    asker = next(one for one in askers(of) if points_near(one).count() > 1)
    viewer, clave = viewer_for(asker.organisation), next(iter(codes_open(of)))
    save_cells(of, asker.organisation, viewer, "p", [CellChange(clave, 0, 0, 10)], AT)
    point = points_near(asker).order_by("code")[0]
    nine = np.zeros(24, dtype=np.int64)
    nine[0] = 9
    for code, wanted in ((point.code, "points-do-not-add"), ("nowhere", "point-unknown")):
        with pytest.raises(Refused) as refused:
            split_over_points(of, asker, viewer, "p", clave, {code: nine}, AT)
        assert refused.value.code == wanted


def test_after_the_last_day_nothing_is_filled_or_explained() -> None:
    of = announce()
    buyer, viewer = buyer_of(of), viewer_for(buyer_of(of))
    clave = next(iter(codes_open(of)))
    with pytest.raises(Refused) as refused:
        fill_lines(of, buyer, viewer, "p", [clave], Filling("yearly", yearly_pieces=12), Basis({}, 24), after(77))
    assert refused.value.code == "deadline-passed"
    with pytest.raises(Refused) as refused:
        explain_line(of, buyer, viewer, "p", clave, "epidemic", "", "", after(77))
    assert refused.value.code == "deadline-passed"
