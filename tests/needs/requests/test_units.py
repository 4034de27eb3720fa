"""Delegations and hospitals state theirs; the institution collects."""

import pytest

from abasto.base.refusal import Refused
from abasto.needs.requests.actions.collect_units import collect_units
from abasto.needs.requests.actions.register_unit import register_unit
from abasto.needs.requests.actions.save_cells import save_cells
from abasto.needs.requests.cells import MINIMUM, CellChange
from abasto.needs.requests.entry.queries import asker_chosen
from abasto.needs.requests.entry.units.queries import units_below
from abasto.needs.requests.models import RequestLine
from abasto.needs.requests.queries import Asker, codes_open
from abasto.needs.requests.states import SUBMITTED
from abasto.people.models import Organisation
from abasto.people.roles import Role, Viewer
from abasto.rounds.models import Round
from abasto.rounds.queries import sight

from .announced import AT, announce, viewer_for

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def issste(of: Round) -> tuple[Asker, Viewer]:
    """A buyer without units, and its planner."""
    organisation = Organisation.objects.get(code="issste")
    viewer = viewer_for(organisation)
    return asker_chosen(sight(viewer, of), of, "issste"), viewer


def unit_of(of: Round, code: str) -> tuple[Asker, Viewer]:
    """A unit registered by the buyer, and its own planner."""
    buyer, viewer = issste(of)
    unit = register_unit(of, buyer, viewer, "p", code, f"Hospital {code}", "hospital", AT)
    own = viewer_for(unit)
    return asker_chosen(sight(own, of), of, ""), own


def ask(of: Round, asker: Asker, viewer: Viewer, clave: str, *months: int, is_submitted: bool = True) -> None:
    changes = [CellChange(clave, at, 0, count) for at, count in enumerate(months)]
    save_cells(of, asker.organisation, viewer, "p", changes, AT)
    if is_submitted:
        RequestLine.objects.filter(round=of, organisation=asker.organisation).update(state=SUBMITTED)


def test_what_the_units_submitted_is_added_up_month_by_month() -> None:
    of = announce()
    buyer, viewer = issste(of)
    clave = next(iter(codes_open(of)))
    for code, months in (("norte", (10, 20)), ("sur", (5, 0, 7))):
        ask(of, *unit_of(of, code), clave, *months)
    done = collect_units(of, buyer, viewer, "p", AT)
    line = RequestLine.objects.get(round=of, organisation=buyer.organisation)
    assert (done.codes, done.conflicts, done.missing) == (1, (), ())
    assert line.maximum_by_month.tolist()[:4] == [15, 20, 7, 0]
    assert (line.minimum_pieces, line.method) == (12 + 5, "collected")


def test_units_that_have_not_submitted_are_named_and_left_out() -> None:
    of = announce()
    buyer, viewer = issste(of)
    clave = next(iter(codes_open(of)))
    ask(of, *unit_of(of, "norte"), clave, 10)
    ask(of, *unit_of(of, "sur"), clave, 5, is_submitted=False)
    done = collect_units(of, buyer, viewer, "p", AT)
    assert done.missing == ("issste-sur",)
    assert RequestLine.objects.get(round=of, organisation=buyer.organisation).maximum_pieces == 10
    assert [(one.organisation.code, one.submitted, one.drafts) for one in units_below(of, buyer)] == [
        ("issste-norte", 1, 0),
        ("issste-sur", 0, 1),
    ]


def test_what_the_buyer_typed_otherwise_stays_until_it_gives_way() -> None:
    of = announce()
    buyer, viewer = issste(of)
    clave = next(iter(codes_open(of)))
    save_cells(of, buyer.organisation, viewer, "p", [CellChange(clave, 0, 0, 99)], AT)
    ask(of, *unit_of(of, "norte"), clave, 10, 20)
    done = collect_units(of, buyer, viewer, "p", AT)
    assert {(one.month, one.mine, one.theirs) for one in done.conflicts} == {(0, 10, 99), (MINIMUM, 12, 40)}
    line = RequestLine.objects.get(round=of, organisation=buyer.organisation)
    assert (line.maximum_by_month.tolist()[:2], line.method) == ([99, 20], "")
    collect_units(of, buyer, viewer, "p", AT, overwrites=[clave])
    line.refresh_from_db()
    assert (line.maximum_by_month.tolist()[:2], line.minimum_pieces, line.method) == ([10, 20], 12, "collected")


def test_collecting_again_follows_the_units_without_a_conflict() -> None:
    of = announce()
    buyer, viewer = issste(of)
    clave = next(iter(codes_open(of)))
    ask(of, *unit_of(of, "norte"), clave, 10)
    collect_units(of, buyer, viewer, "p", AT)
    with pytest.raises(Refused) as refused:
        collect_units(of, buyer, viewer, "p", AT)
    assert refused.value.code == "nothing-to-collect"
    ask(of, *unit_of(of, "sur"), clave, 1)
    done = collect_units(of, buyer, viewer, "p", AT)
    assert done.conflicts == ()
    assert RequestLine.objects.get(round=of, organisation=buyer.organisation).maximum_pieces == 11


@pytest.mark.parametrize(
    ("code", "name", "kind", "refusal"),
    [
        ("Norte 1", "Norte", "hospital", "unit-code-unfit"),
        ("norte", " ", "hospital", "unit-name-missing"),
        ("norte", "Norte", "ministry", "unit-kind-unknown"),
        ("norte", "n" * 251, "hospital", "unit-name-missing"),
    ],
)
def test_a_unit_without_a_code_a_name_or_a_kind_is_refused(code: str, name: str, kind: str, refusal: str) -> None:
    of = announce()
    buyer, viewer = issste(of)
    with pytest.raises(Refused) as refused:
        register_unit(of, buyer, viewer, "p", code, name, kind, AT)
    assert refused.value.code == refusal


def test_a_unit_is_registered_once_and_only_by_a_planner_of_its_buyer() -> None:
    of = announce()
    buyer, viewer = issste(of)
    unit, own = unit_of(of, "norte")
    with pytest.raises(Refused) as refused:
        register_unit(of, buyer, viewer, "p", "norte", "Otra vez", "hospital", AT)
    assert refused.value.code == "unit-code-taken"
    with pytest.raises(Refused) as refused:
        register_unit(of, unit, own, "p", "abajo", "Abajo", "hospital", AT)
    assert refused.value.code == "not-a-buyer"
    approver = viewer_for(buyer.organisation, Role.APPROVER)
    with pytest.raises(Refused) as refused:
        register_unit(of, buyer, approver, "p", "otra", "Otra", "hospital", AT)
    assert refused.value.code == "not-allowed"


def test_a_unit_sees_its_own_lines_and_not_those_of_its_buyer() -> None:
    of = announce()
    unit, own = unit_of(of, "norte")
    assert unit.organisation.code == "issste-norte"
    with pytest.raises(Refused) as refused:
        asker_chosen(sight(own, of), of, "issste")
    assert refused.value.code == "not-found"
