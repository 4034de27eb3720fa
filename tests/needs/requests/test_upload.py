"""A planner hands in a file: what is sound is saved, the rest is named, and nobody's change is lost."""

import pytest

from abasto.base.refusal import Refused
from abasto.ledger.models import ArtifactName, Event
from abasto.needs.requests.actions.save_cells import save_cells
from abasto.needs.requests.actions.upload_request import apply_upload
from abasto.needs.requests.cells import CellChange
from abasto.needs.requests.models import RequestLine, RequestUpload
from abasto.needs.requests.queries import codes_open
from abasto.needs.requests.states import SUBMITTED
from abasto.people.models import User
from abasto.people.roles import Role
from abasto.problems.models import ListedProblem

from .announced import AT, after, announce, buyer_of, viewer_for
from .files import figures, filled, handed_in, template_of, uploader, workbook_of

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_a_filled_template_is_saved_and_kept_as_it_came() -> None:
    of = announce()
    buyer, (clave, *_rest) = buyer_of(of), list(codes_open(of))
    content = filled(workbook_of(template_of(of, buyer)), {(0, 0): 10, (0, 23): 5, (1, 3): 7})
    by = uploader(of, buyer)
    upload = handed_in(by, content)
    assert upload.outcome["state"] == "applied"
    assert (upload.cells_changed, upload.lines_changed, upload.problems) == (3, 2, 0)
    assert figures(of, buyer, clave) == [10, *[0] * 22, 5]
    assert by.store.get(upload.sha256) == content
    assert upload.outcome["after"] == {"codes": 2, "pieces": 22}
    assert Event.objects.filter(kind="request-uploaded", round_code=of.code).count() == 1
    assert set(ArtifactName.objects.filter(round_code=of.code).values_list("disclosure", flat=True)) == {"request_file"}


def test_the_same_file_twice_changes_nothing_twice() -> None:
    of = announce()
    buyer = buyer_of(of)
    content = filled(workbook_of(template_of(of, buyer)), {(0, 0): 10})
    by = uploader(of, buyer)
    assert [handed_in(by, content).cells_changed for _ in range(2)] == [1, 0]
    assert RequestUpload.objects.filter(round=of).count() == 2


def test_a_cell_problem_leaves_its_cell_out_and_the_sound_ones_are_saved() -> None:
    of = announce()
    buyer, (clave, *_rest) = buyer_of(of), list(codes_open(of))
    content = filled(workbook_of(template_of(of, buyer)), {(0, 0): 10, (0, 1): "1,234", (0, 2): -3})
    upload = handed_in(uploader(of, buyer), content)
    assert figures(of, buyer, clave)[:3] == [10, 0, 0]
    assert (upload.cells_changed, upload.cells_refused) == (1, 2)
    listed = ListedProblem.objects.filter(round_code=of.code)
    assert sorted(listed.values_list("kind", "organisation__code", "role", "subject", "column")) == [
        ("cell-negative", buyer.code, "planner", clave, "H"), ("cell-separators", buyer.code, "planner", clave, "G"),
    ]  # fmt: skip


def test_a_later_upload_that_mends_problems_settles_them_and_one_found_again_is_open_again() -> None:
    of = announce()
    buyer = buyer_of(of)
    blank = workbook_of(template_of(of, buyer))
    by = uploader(of, buyer)
    handed_in(by, filled(blank, {(0, 1): "x", (1, 1): "y"}))
    handed_in(by, filled(blank, {(0, 1): 4, (1, 1): "y"}))
    states = ListedProblem.objects.filter(round_code=of.code).order_by("row")
    assert list(states.values_list("state", "note")) == [("mended", "Mended by a later upload."), ("open", "")]
    handed_in(by, filled(blank, {(0, 1): "x", (1, 1): 1}))
    assert list(states.values_list("state", flat=True)) == ["open", "mended"]


def test_all_or_nothing_saves_nothing_where_one_cell_is_wrong() -> None:
    of = announce()
    buyer = buyer_of(of)
    content = filled(workbook_of(template_of(of, buyer)), {(0, 0): 10, (0, 1): "x"})
    by = uploader(of, buyer)
    upload = handed_in(by, content, mode="all")
    assert upload.outcome["state"] == "held"
    assert not RequestLine.objects.filter(round=of).exists()
    assert not ListedProblem.objects.filter(round_code=of.code).exists()
    assert apply_upload(by, upload, "sound").outcome["state"] == "applied"
    assert RequestLine.objects.filter(round=of).count() == 1


def test_a_preview_tells_what_would_change_and_saves_nothing() -> None:
    of = announce()
    buyer = buyer_of(of)
    content = filled(workbook_of(template_of(of, buyer)), {(0, 0): 10, (1, 0): 5})
    by = uploader(of, buyer)
    upload = handed_in(by, content, previews=True)
    assert (upload.outcome["state"], upload.cells_changed, upload.lines_changed) == ("preview", 2, 2)
    assert (upload.outcome["before"], upload.outcome["after"]) == (
        {"codes": 0, "pieces": 0},
        {"codes": 2, "pieces": 15},
    )
    assert not RequestLine.objects.filter(round=of).exists()
    apply_upload(by, upload, "all")
    assert RequestLine.objects.filter(round=of).count() == 2
    with pytest.raises(Refused) as refused:
        apply_upload(by, upload, "all")
    assert refused.value.code == "upload-not-previewed"


def test_what_somebody_else_changed_since_the_download_is_a_conflict_cell_by_cell() -> None:
    of = announce()
    buyer, (clave, *_rest) = buyer_of(of), list(codes_open(of))
    old = workbook_of(template_of(of, buyer))
    save_cells(of, buyer, viewer_for(buyer, username="other"), "planner", [CellChange(clave, 0, 0, 99)], AT)
    upload = handed_in(uploader(of, buyer), filled(old, {(0, 0): 10, (0, 1): 11}))
    assert upload.outcome["conflicts"] == 1
    assert figures(of, buyer, clave)[:2] == [99, 11]


def test_who_did_not_touch_a_cell_does_not_undo_what_another_wrote_there() -> None:
    of = announce()
    buyer, (clave, *_rest) = buyer_of(of), list(codes_open(of))
    old = workbook_of(template_of(of, buyer))
    save_cells(of, buyer, viewer_for(buyer, username="other"), "planner", [CellChange(clave, 0, 0, 99)], AT)
    upload = handed_in(uploader(of, buyer), filled(old, {(0, 1): 11}))
    assert (upload.outcome["conflicts"], figures(of, buyer, clave)[:2]) == (0, [99, 11])


def test_the_next_version_of_the_same_download_is_no_conflict_with_ones_own_upload() -> None:
    of = announce()
    buyer, (clave, *_rest) = buyer_of(of), list(codes_open(of))
    who = viewer_for(buyer, username="planner-imss")
    User.objects.get_or_create(username=who.username, defaults={"role": "planner"})
    blank = workbook_of(template_of(of, buyer))
    by = uploader(of, buyer, who)
    handed_in(by, filled(blank, {(0, 0): 10}))
    upload = handed_in(by, filled(blank, {(0, 0): 12, (0, 1): 3}))
    assert (upload.outcome["conflicts"], figures(of, buyer, clave)[:2]) == (0, [12, 3])


def test_a_colleague_with_the_same_download_is_a_conflict() -> None:
    of = announce()
    buyer, (clave, *_rest) = buyer_of(of), list(codes_open(of))
    for name in ("one", "two"):
        User.objects.get_or_create(username=name, defaults={"role": "planner"})
    blank = workbook_of(template_of(of, buyer))
    handed_in(uploader(of, buyer, viewer_for(buyer, username="one")), filled(blank, {(0, 0): 10}))
    upload = handed_in(uploader(of, buyer, viewer_for(buyer, username="two")), filled(blank, {(0, 0): 12}))
    assert (upload.outcome["conflicts"], figures(of, buyer, clave)[0]) == (1, 10)


def test_a_line_that_is_being_decided_stays_and_is_told() -> None:
    of = announce()
    buyer, (clave, *_rest) = buyer_of(of), list(codes_open(of))
    save_cells(of, buyer, viewer_for(buyer), "planner", [CellChange(clave, 0, 0, 5)], AT)
    RequestLine.objects.filter(round=of).update(state=SUBMITTED)
    upload = handed_in(uploader(of, buyer), filled(workbook_of(template_of(of, buyer)), {(0, 0): 6, (1, 0): 7}))
    assert (upload.outcome["closed"], upload.cells_changed) == (1, 1)
    assert figures(of, buyer, clave)[0] == 5


@pytest.mark.parametrize(("mine", "other"), [("round", "mx-other"), ("organisation", "issste")])
def test_a_template_of_another_round_or_institution_changes_nothing(mine: str, other: str) -> None:
    of = announce()
    buyer = buyer_of(of)
    template = template_of(of, buyer)
    foreign = workbook_of(type(template)(**{**template.__dict__, mine: other}))
    upload = handed_in(uploader(of, buyer), filled(foreign, {(0, 0): 6}))
    told = "other-round" if mine == "round" else "other-institution"
    assert (upload.outcome["state"], upload.outcome["kinds"]) == ("stopped", [(told, 1)])
    assert not RequestLine.objects.filter(round=of).exists()


def test_a_file_that_cannot_be_read_is_kept_and_told() -> None:
    of = announce()
    buyer = buyer_of(of)
    by = uploader(of, buyer)
    upload = handed_in(by, b"PK\x03\x04 no zip", "x.xlsx")
    assert (upload.outcome["state"], upload.outcome["refused"][0]) == ("unreadable", "workbook-damaged")
    assert by.store.get(upload.sha256) == b"PK\x03\x04 no zip"


def test_after_the_last_day_and_from_another_institution_nothing_is_taken() -> None:
    of = announce()
    mine, other = buyer_of(of, 0), buyer_of(of, 1)
    for by in (
        uploader(of, mine, at=after(400)), uploader(of, mine, viewer_for(other)),
        uploader(of, mine, viewer_for(mine, Role.APPROVER)),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            handed_in(by, b"anything")
        assert refused.value.code in ("deadline-passed", "not-allowed")
    assert not RequestUpload.objects.filter(round=of).exists()
