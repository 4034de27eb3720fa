"""Lots decided anew: a resolution annuls them, or a winner does not sign. All else stays byte-identical."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models import Model

from abasto.award.actions.sign_act import sign_act
from abasto.award.left.queries import must_be_here, past_decisions, whereabouts_of
from abasto.award.models import Award, BidOutcome, LotDecision, PastDecision
from abasto.award.proof.queries import noted_root
from abasto.base.refusal import Refused
from abasto.contracts.actions.decide_again import decide_again
from abasto.contracts.models import Contract, ContractLine
from abasto.evaluation.actions.annul_lots import Resolution, annul_lots
from abasto.evaluation.actions.publish_again import publish_again
from abasto.evaluation.actions.winner_does_not_sign import winner_does_not_sign
from abasto.evaluation.models import Saving
from abasto.ledger.models import Event
from abasto.openness.ocds.packages import json_lines
from abasto.openness.queries import procedure_facts
from abasto.people.actions.make_demo_accounts import demo_password
from abasto.people.models import User
from abasto.people.roles import Role, Viewer
from abasto.rounds.queries import sight
from abasto.runs.models import Run
from abasto.supply.models import LineDelivery, SupplierFill
from abasto.tender.models import Bid, Lot, Procedure

pytestmark = pytest.mark.django_db
PASSWORD = demo_password(2027)
SALT = b"salt of the test"
RUN = "a" * 64
TABLES: tuple[tuple[type[Model], str], ...] = (
    (Lot, "item__clave"),
    (Bid, "lot__item__clave"),
    (LotDecision, "lot__item__clave"),
    (BidOutcome, "bid__lot__item__clave"),
    (Award, "lot__item__clave"),
    (ContractLine, "award__lot__item__clave"),
    (LineDelivery, "line__award__lot__item__clave"),
    (Saving, "award__lot__item__clave"),
)


def the_procedure() -> Procedure:
    return Procedure.objects.select_related("round").get(round__code="mx-mini", follows=None)


def buyer() -> User:
    return User.objects.get(username="buyer")


def annul(clave: str, *rejected: str, number: str = "SABG/233/2027") -> Lot:
    (lot,) = annul_lots(the_procedure(), Resolution(number, (clave,), rejected), buyer(), PASSWORD, RUN, SALT)
    return lot


def decline(key: str) -> Lot:
    return winner_does_not_sign(the_procedure(), key, buyer(), PASSWORD, RUN, SALT)


def refusal(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda refused: refused.code == code)


def delivered(award: Award) -> int:
    return sum(LineDelivery.objects.filter(line__award=award).values_list("received_pieces", flat=True))


def delivering() -> Award:
    """The winner of a lot that has delivered, where another solvent bid stands behind it."""
    for award in Award.objects.filter(lot__procedure__round__code="mx-mini").select_related("lot__item", "bid"):
        others = BidOutcome.objects.filter(bid__lot=award.lot, rank__gt=1).exclude(bid=award.bid)
        if delivered(award) and others.exists() and award.lot.awards.count() == 1:
            return award
    raise AssertionError("the small round has no such lot")


def rows_of_others(clave: str) -> Iterator[str]:
    for table, path in TABLES:
        for row in table._default_manager.exclude(**{path: clave}).order_by("pk").values_list():
            yield hashlib.sha256(repr([_bytes(value) for value in row]).encode()).hexdigest()
    for fill in SupplierFill.objects.order_by("pk").values_list():
        yield repr(fill)


def _bytes(value: object) -> object:
    return value.tobytes() if hasattr(value, "tobytes") else value


def contracts_of_others(clave: str) -> list[tuple[object, ...]]:
    with_it = ContractLine.objects.filter(award__lot__item__clave=clave).values("contract")
    return list(Contract.objects.exclude(pk__in=with_it).order_by("pk").values_list())


def public_parts_of_others(clave: str) -> dict[str, object]:
    """Every lot, bid, award and contract of the public record that is not about the code."""
    (line,) = json_lines([procedure_facts(the_procedure())], "implementation")
    record = json.loads(line)
    lines = [
        (part, told["id"], item)
        for part in ("awards", "contracts")
        for told in record[part]
        for item in told["items"]
        if clave not in item["id"]
    ]
    return {
        "lots": [one for one in record["tender"]["lots"] if one["id"] != clave],
        "bids": [one for one in record["bids"]["details"] if clave not in one["relatedLots"]],
        "lines": sorted(lines, key=repr),
    }


def test_only_the_lot_named_is_decided_again_and_all_else_stays_to_the_byte() -> None:
    award = delivering()
    clave = award.lot.item.clave
    others, contracts, public = list(rows_of_others(clave)), contracts_of_others(clave), public_parts_of_others(clave)
    annul(clave, award.bid.key)
    assert list(rows_of_others(clave)) == others
    assert public_parts_of_others(clave) == public
    left_alone = {row[3]: row for row in contracts_of_others(clave)}
    assert all(left_alone[row[3]] == row for row in contracts if row[3] in left_alone)


def test_what_was_delivered_stays_and_the_next_bid_takes_the_rest() -> None:
    award = delivering()
    clave, came = award.lot.item.clave, delivered(award)
    deliveries = list(
        LineDelivery.objects.filter(line__award=award, received_pieces__gt=0).order_by("pk").values_list()
    )
    lot = annul(clave, award.bid.key)
    fallen = Award.objects.get(pk=award.pk)
    assert (fallen.is_ended, fallen.maximum_pieces) == (True, came)
    assert [
        _plain(row)
        for row in LineDelivery.objects.filter(pk__in=[row[0] for row in deliveries]).order_by("pk").values_list()
    ] == [_plain(row) for row in deliveries]
    heirs = Award.objects.filter(lot=lot, is_ended=False)
    assert heirs.exists()
    assert sum(one.maximum_pieces for one in heirs) <= lot.maximum_pieces - came
    assert LotDecision.objects.get(lot=lot).awarded_pieces == sum(one.maximum_pieces for one in lot.awards.all())
    lines = ContractLine.objects.filter(award__lot=lot)
    assert sum(lines.values_list("maximum_pieces", flat=True)) == sum(one.maximum_pieces for one in lot.awards.all())
    assert all(line.ordered_by_month.sum() == line.maximum_pieces for line in lines)
    assert all(line.minimum_pieces <= line.maximum_pieces for line in lines)
    assert set(Saving.objects.filter(award__lot=lot).values_list("award", flat=True)) == set(
        lot.awards.values_list("pk", flat=True)
    )
    whereabouts_of(the_procedure().round, [clave])


def _plain(row: tuple[object, ...]) -> list[object]:
    return [_bytes(value) for value in row]


def test_the_totals_of_contracts_are_those_of_their_lines() -> None:
    award = delivering()
    annul(award.lot.item.clave, award.bid.key)
    for contract in Contract.objects.filter(procedure=the_procedure()):
        lines = list(contract.lines.all())
        assert contract.lines_count == len(lines) > 0
        assert contract.maximum_pieces == sum(line.maximum_pieces for line in lines)
        assert contract.maximum_centavos == sum(line.maximum_pieces * line.price_centavos for line in lines)


def test_a_resolution_that_rejects_no_bid_decides_the_same_again() -> None:
    award = delivering()
    before = Award.objects.filter(lot=award.lot).order_by("pk")
    told = [_plain(row) for row in before.values_list()]
    annul(award.lot.item.clave)
    assert [_plain(row) for row in before.all().values_list()] == told
    assert PastDecision.objects.get(lot=award.lot).cause == "annulled"


def test_the_page_and_the_log_keep_what_the_annulled_decision_said() -> None:
    award = delivering()
    clave, of = award.lot.item.clave, the_procedure().round
    annul(clave, award.bid.key)
    (past,) = past_decisions(sight(Viewer(), of), of, clave)
    assert (past.cause, past.document) == ("annulled", "SABG/233/2027")
    assert [(one.pieces, one.price_centavos) for one in past.winners] == [(award.maximum_pieces, award.price_centavos)]
    event = Event.objects.get(kind="lots-annulled")
    assert clave in event.body
    assert award.bid.key in event.body
    assert "buyer" not in event.actor
    outcome = BidOutcome.objects.get(bid=award.bid)
    assert (outcome.is_winner, outcome.reason) == (False, "by-resolution")


def test_a_second_resolution_on_the_same_lot_adds_a_second_chapter() -> None:
    award = delivering()
    annul(award.lot.item.clave, award.bid.key)
    annul(award.lot.item.clave, number="SABG/300/2027")
    assert list(PastDecision.objects.filter(lot=award.lot).values_list("position", "document")) == [
        (1, "SABG/233/2027"),
        (2, "SABG/300/2027"),
    ]
    assert Award.objects.get(pk=award.pk).maximum_pieces == delivered(award)


def test_when_every_bid_is_rejected_only_what_was_delivered_remains() -> None:
    award = delivering()
    lot = annul(award.lot.item.clave, *Bid.objects.filter(lot=award.lot).values_list("key", flat=True))
    decision = LotDecision.objects.get(lot=lot)
    assert (decision.state, decision.reason) == ("awarded-in-part", "by-resolution")
    assert decision.awarded_pieces == delivered(award)


def test_a_lot_that_a_resolution_decided_is_not_decided_again_as_if_nothing_had_happened() -> None:
    award = delivering()
    annul(award.lot.item.clave, award.bid.key)
    with refusal("decided-by-resolution"):
        must_be_here(award.lot)
    with refusal("decided-by-resolution"):
        decide_again(Viewer(Role.BUYER), the_procedure().round, award.lot.item.clave)


def test_an_annulment_also_undoes_what_a_signed_act_had_bound() -> None:
    award = delivering()
    sign_act(the_procedure(), buyer(), PASSWORD, [], SALT)
    assert annul(award.lot.item.clave, award.bid.key).past_decisions.count() == 1


def test_only_the_buyer_with_the_password_complies_with_a_numbered_resolution() -> None:
    award = delivering()
    resolution = Resolution("SABG/233/2027", (award.lot.item.clave,), (award.bid.key,))
    with refusal("not-allowed"):
        annul_lots(the_procedure(), resolution, User.objects.get(username="auditor"), PASSWORD, RUN, SALT)
    with refusal("wrong-password"):
        annul_lots(the_procedure(), resolution, buyer(), "no", RUN, SALT)
    with refusal("resolution-without-number"):
        annul(award.lot.item.clave, number="  ")
    with refusal("not-found"):
        annul(award.lot.item.clave, "no-such-bid")
    with refusal("not-found"):
        annul("010.000.9999.99")


def test_when_a_winner_that_delivered_nothing_does_not_sign_the_lot_is_decided_again() -> None:
    award = delivering()
    LineDelivery.objects.filter(line__award=award).update(received_pieces=0)
    lot = decline(award.bid.key)
    assert not Award.objects.filter(pk=award.pk).exists()
    assert BidOutcome.objects.get(bid=award.bid).reason == "did-not-sign"
    assert PastDecision.objects.get(lot=lot).cause == "did-not-sign"
    assert Event.objects.filter(kind="winner-did-not-sign").count() == 1
    whereabouts_of(the_procedure().round, [award.lot.item.clave])


def test_who_delivers_has_a_contract_and_cannot_decline_it() -> None:
    with refusal("delivered-already"):
        decline(delivering().bid.key)
    with refusal("not-found"):
        decline("no-such-bid")


def test_an_annulment_asks_for_the_files_to_be_published_again_and_they_tell_the_new_award(tmp_path: Path) -> None:
    award = delivering()
    of, number = award.lot.procedure.round, award.lot.procedure.number
    annul(award.lot.item.clave, award.bid.key)
    run = Run.objects.get(kind="publish")
    assert (run.state, run.round_code) == ("waiting", of.code)
    done = publish_again(of, tmp_path)
    assert (done.pk, done.state) == (run.pk, "done")
    folder = tmp_path / "rounds" / of.code
    told = json.loads((folder / f"award/{number}/evidence.json").read_bytes())
    outcomes = [outcome for one in told["decisions"] for outcome in one["outcomes"]]
    assert next(reason for bid, _rank, reason in outcomes if bid == award.bid.key) == "by-resolution"
    assert told["root"] == noted_root(number)
    assert {path.name for path in folder.iterdir()} >= {"result.json", "ocds", "award"}


def test_what_was_published_since_the_last_event_is_not_published_again(tmp_path: Path) -> None:
    award = delivering()
    annul(award.lot.item.clave, award.bid.key)
    first = publish_again(award.lot.procedure.round, tmp_path)
    events = Event.objects.count()
    assert publish_again(award.lot.procedure.round, tmp_path).pk == first.pk
    assert Event.objects.count() == events
    annul(award.lot.item.clave, number="SABG/234/2027")
    assert publish_again(award.lot.procedure.round, tmp_path).pk != first.pk


def test_a_publication_that_was_killed_goes_on_with_its_second_part(tmp_path: Path) -> None:
    class Killed(BaseException):
        pass

    def die(done: int, total: int) -> None:
        if done == 1:
            raise Killed

    award = delivering()
    annul(award.lot.item.clave, award.bid.key)
    with pytest.raises(Killed):
        publish_again(award.lot.procedure.round, tmp_path, die)
    published = Event.objects.filter(kind="open-data-published").count()
    publish_again(award.lot.procedure.round, tmp_path)
    assert Event.objects.filter(kind="open-data-published").count() == published
    assert (tmp_path / "rounds" / "mx-mini" / "result.json").exists()
