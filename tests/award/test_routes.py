"""The routes of what is left: who chooses, authorises, opens, returns, cancels; and no piece is lost on any way."""

from random import Random

import pytest

from abasto.award.actions.authorise_routes import authorise_routes
from abasto.award.actions.choose_routes import Choice, choose_routes
from abasto.award.actions.close_lots import cancel_lots, return_to_institution
from abasto.award.actions.decide_procedure import decide_procedure
from abasto.award.actions.open_next_procedure import open_next_procedure, ready_batches
from abasto.award.changes import Change
from abasto.award.conservation import LotStanding, RouteStanding, added, maximum_of, whereabouts
from abasto.award.left.planning.queries import planned
from abasto.award.left.queries import left_pieces, must_be_here, whereabouts_of
from abasto.award.models import LotDecision, Route
from abasto.award.routes import DIRECT_AWARD, INVITATION, KINDS, PROCEDURES, SECOND_TENDER
from abasto.base.refusal import Refused
from abasto.ledger.models import Event
from abasto.needs.models import NeedLine
from abasto.people.roles import Role, Viewer
from abasto.rehearsal.actions.play_bids import play_bids
from abasto.rounds.actions.advance import advance
from abasto.rounds.models import Round
from abasto.rounds.queries import sight
from abasto.runs.models import Run
from abasto.tender.models import Lot, Procedure
from abasto.tender.queries import bids_visible_to

pytestmark = pytest.mark.django_db
BUYER, COORDINATOR, AUDITOR = Viewer(Role.BUYER), Viewer(Role.COORDINATOR), Viewer(Role.AUDITOR)
GROUND = "LAASSP 2025, art. 54 VII"


def the_round() -> Round:
    return Round.objects.get(code="mx-mini")


def claves_left(of: Round) -> list[str]:
    return [one.lot.item.clave for one in left_pieces(of)]


def same(kind: str) -> Choice:
    return Choice(kind, GROUND)


def refusal(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda refused: refused.code == code)


def need_of(of: Round) -> dict[str, dict[str, tuple[int, int]]]:
    need: dict[str, dict[str, tuple[int, int]]] = {}
    rows = NeedLine.objects.filter(round=of).values_list(
        "item__clave", "buyer__code", "minimum_pieces", "maximum_pieces"
    )
    for clave, buyer, least, most in rows:
        if most:
            need.setdefault(clave, {})[buyer] = (least, most)
    return need


def must_conserve(of: Round) -> None:
    """Per code and buyer: the need is awarded + pending + returned + cancelled + unassigned."""
    need = need_of(of)
    found = whereabouts_of(of)
    assert set(found) == set(need)
    for clave, where in found.items():
        assert {buyer: pair for buyer, pair in where.need.items() if pair != (0, 0)} == need[clave]
        parts = added((where.awarded, where.pending, where.returned, where.cancelled, where.unassigned))
        assert parts == dict(where.need)


def open_one(of: Round, kind: str, clave: str) -> Procedure:
    choose_routes(COORDINATOR, of, {clave: same(kind)})
    if kind == DIRECT_AWARD:
        authorise_routes(COORDINATOR, of, [clave], "SSA/1/2026")
    return open_next_procedure(BUYER, of, kind, [clave])


def play(of: Round, procedure: Procedure) -> dict[str, int]:
    advance(of, of.phase, max(of.clock.date(), procedure.bids_due_at.date()), "test")
    procedure.round = of
    play_bids(procedure, Run.objects.get(kind="consolidate", round_code=of.code).result_sha256)
    return decide_procedure(procedure, "test", "r" * 64)


@pytest.mark.parametrize("kind", PROCEDURES)
def test_the_next_procedure_asks_for_exactly_the_pieces_left(kind: str) -> None:
    of = the_round()
    left = left_pieces(of)[0]
    procedure = open_one(of, kind, left.lot.item.clave)
    lot = Lot.objects.get(procedure=procedure)
    assert (procedure.kind, procedure.position, procedure.follows) == (kind, 2, left.lot.procedure)
    assert lot.maximum_pieces == left.pieces
    assert dict(zip(lot.buyers, lot.maximum_by_buyer.tolist(), strict=True)) == {
        buyer: most for buyer, most in zip(left.lot.buyers, left.maximum_by_buyer.tolist(), strict=True) if most
    }
    where = whereabouts_of(of, [left.lot.item.clave])[left.lot.item.clave]
    assert maximum_of(where.pending) == left.pieces
    must_conserve(of)


def test_what_the_planner_confirmed_comes_true() -> None:
    of = the_round()
    plans = {one.proposal.clave: one.proposal for one in planned(of) if one.proposal.is_confirmed}
    assert plans
    choose_routes(COORDINATOR, of, {clave: Choice(one.route, GROUND, one.change) for clave, one in plans.items()})
    direct = [clave for clave, one in plans.items() if one.route == DIRECT_AWARD]
    authorise_routes(COORDINATOR, of, direct, "SSA/1/2026")
    for kind in (DIRECT_AWARD, SECOND_TENDER):
        for claves in ready_batches(of, kind):
            play(of, open_next_procedure(BUYER, of, kind, claves))
    for clave, one in plans.items():
        decision = LotDecision.objects.get(lot__item__clave=clave, lot__procedure__position__gt=1)
        assert decision.awarded_pieces == one.awarded_pieces, clave
    must_conserve(of)


def test_a_direct_award_waits_for_the_health_ministry() -> None:
    of = the_round()
    clave = claves_left(of)[0]
    choose_routes(BUYER, of, {clave: same(DIRECT_AWARD)})
    with refusal("route-not-authorised"):
        open_next_procedure(BUYER, of, DIRECT_AWARD, [clave])
    with refusal("not-allowed"):
        authorise_routes(BUYER, of, [clave], "SSA/1/2026")
    with refusal("authorisation-without-document"):
        authorise_routes(COORDINATOR, of, [clave], " ")
    authorise_routes(COORDINATOR, of, [clave], "SSA/1/2026")
    procedure = open_next_procedure(BUYER, of, DIRECT_AWARD, [clave])
    assert (procedure.authorised_by, procedure.authorisation) == ("coordinator", "SSA/1/2026")
    assert Event.objects.filter(kind="routes-authorised", subject=of.code).count() == 1


def test_a_direct_award_asks_for_the_same_requirements() -> None:
    of = the_round()
    change = Change(documents_at_signing=("technical_sheet",))
    with refusal("requirements-changed"):
        choose_routes(COORDINATOR, of, {claves_left(of)[0]: Choice(DIRECT_AWARD, GROUND, change)})


def test_codes_that_ask_for_different_things_do_not_fit_in_one_call() -> None:
    of = the_round()
    first, second = claves_left(of)[:2]
    change = Change(documents_at_signing=("technical_sheet",))
    choose_routes(BUYER, of, {first: same(SECOND_TENDER), second: Choice(SECOND_TENDER, GROUND, change)})
    with refusal("routes-differ"):
        open_next_procedure(BUYER, of, SECOND_TENDER, [first, second])
    assert sorted(ready_batches(of, SECOND_TENDER)) == sorted([[first], [second]])


@pytest.mark.parametrize("viewer", [AUDITOR, Viewer(Role.SUPPLIER), Viewer()])
def test_others_choose_nothing(viewer: Viewer) -> None:
    of = the_round()
    clave = claves_left(of)[0]
    with pytest.raises(Refused, match=r"sign-in-first|not-allowed"):
        choose_routes(viewer, of, {clave: same(INVITATION)})
    with pytest.raises(Refused, match=r"sign-in-first|not-allowed"):
        return_to_institution(viewer, of, [clave], GROUND)
    with pytest.raises(Refused, match=r"sign-in-first|not-allowed"):
        open_next_procedure(viewer, of, INVITATION, [clave])


def test_only_what_is_left_is_routed_and_only_once() -> None:
    of = the_round()
    awarded = LotDecision.objects.filter(lot__procedure__round=of, state="awarded").first()
    assert awarded is not None
    with refusal("nothing-left"):
        choose_routes(BUYER, of, {awarded.lot.item.clave: same(INVITATION)})
    clave = claves_left(of)[0]
    choose_routes(BUYER, of, {clave: same(INVITATION)})
    choose_routes(BUYER, of, {clave: same(SECOND_TENDER)})
    assert Route.objects.filter(lot__item__clave=clave).count() == 1
    open_next_procedure(BUYER, of, SECOND_TENDER, [clave])
    with refusal("nothing-left"):
        choose_routes(BUYER, of, {clave: same(INVITATION)})
    with refusal("route-unknown"):
        choose_routes(BUYER, of, {clave: same("barter")})


def test_one_institution_may_take_its_pieces_back_and_the_others_go_on() -> None:
    of = the_round()
    left = next(one for one in left_pieces(of) if (one.maximum_by_buyer > 0).sum() > 1)
    clave, buyer = left.lot.item.clave, left.lot.buyers[int(left.maximum_by_buyer.nonzero()[0][0])]
    pieces = return_to_institution(COORDINATOR, of, [clave], GROUND, [buyer])
    procedure = open_one(of, SECOND_TENDER, clave)
    assert buyer not in procedure.lots.get().buyers
    assert procedure.lots.get().maximum_pieces == left.pieces - pieces
    must_conserve(of)


def test_bids_of_an_open_procedure_are_sealed_whatever_the_phase_of_the_round() -> None:
    of = the_round()
    clave = next(one.proposal.clave for one in planned(of) if one.proposal.is_confirmed)
    procedure = open_one(of, INVITATION, clave)
    advance(of, of.phase, max(of.clock.date(), procedure.bids_due_at.date()), "test")
    procedure.round = of
    play_bids(procedure, Run.objects.get(kind="consolidate", round_code=of.code).result_sha256)
    bids = procedure.lots.get().bids
    assert bids.exists()
    supplier = bids.first().supplier.code  # type: ignore[union-attr]
    for viewer in (BUYER, COORDINATOR, AUDITOR, Viewer()):
        assert not bids_visible_to(sight(viewer, of), of).filter(lot__procedure=procedure).exists()
    owner = sight(Viewer(Role.SUPPLIER, supplier, frozenset({supplier})), of)
    assert bids_visible_to(owner, of).filter(lot__procedure=procedure).count() == 1
    decide_procedure(procedure, "test", "r" * 64)
    assert bids_visible_to(sight(BUYER, of), of).filter(lot__procedure=procedure).count() == bids.count()


def test_a_lot_whose_rest_went_on_is_not_decided_as_if_it_had_not() -> None:
    of = the_round()
    left = left_pieces(of)[0]
    open_one(of, SECOND_TENDER, left.lot.item.clave)
    with refusal("pieces-went-on"):
        must_be_here(left.lot)


def test_a_procedure_is_decided_when_its_bids_are_due_and_once() -> None:
    of = the_round()
    procedure = open_one(of, SECOND_TENDER, claves_left(of)[0])
    with refusal("bids-not-due"):
        decide_procedure(procedure, "test", "r" * 64)
    play(of, procedure)
    with refusal("procedure-decided"):
        decide_procedure(procedure, "test", "r" * 64)


@pytest.mark.parametrize("seed", range(3))
def test_no_piece_is_lost_whatever_way_the_codes_go(seed: int) -> None:
    random = Random(seed)
    for _ in range(3):
        of = the_round()
        for clave in claves_left(of):
            match random.choice((*KINDS, "wait", "part")):
                case "return":
                    return_to_institution(COORDINATOR, of, [clave], GROUND)
                case "cancellation":
                    cancel_lots(COORDINATOR, of, [clave], GROUND)
                case "part":
                    left = left_pieces(of, [clave])[0]
                    buyers = [buyer for buyer in left.lot.buyers if random.randrange(2)]
                    if any(left.maximum_by_buyer[left.lot.buyers.index(buyer)] for buyer in buyers):
                        return_to_institution(COORDINATOR, of, [clave], GROUND, buyers)
                case "wait":
                    choose_routes(COORDINATOR, of, {clave: same(INVITATION)})
                case kind:
                    procedure = open_one(of, kind, clave)
                    must_conserve(of)
                    if random.randrange(3):
                        play(of, procedure)
        must_conserve(of)


def standing(awarded: int | None, *routes: RouteStanding, first: bool = True, need: int = 10) -> LotStanding:
    number = "LA-1" if first else "LA-2"
    given = None if awarded is None else {"imss": (0, awarded)}
    return LotStanding(number, first, {"imss": (4, need)}, given, routes)


def test_pieces_that_vanish_between_two_procedures_are_noticed() -> None:
    sent = RouteStanding("opened", {"imss": (4, 6)}, "LA-2")
    assert maximum_of(whereabouts("c", [standing(4, sent), standing(None, first=False, need=6)]).pending) == 6
    with refusal("pieces-not-conserved"):
        whereabouts("c", [standing(4, sent), standing(None, first=False, need=5)])
    with refusal("pieces-not-conserved"):
        whereabouts("c", [standing(11)])
