"""Change one bid's price through the API, award again: reason and winner change as the rules say, nothing else does."""

import json
from typing import Any

import pytest
from django.db.models import F, Model, Sum
from django.test import Client

from abasto.award.models import Award, BidOutcome, LotDecision
from abasto.contracts.models import Contract, ContractLine
from abasto.ledger.models import Event
from abasto.people.models import User
from abasto.rounds.models import Round
from abasto.tender.models import Bid, Lot, Procedure

pytestmark = pytest.mark.django_db
CODE = "mx-mini"
PER_LOT: tuple[tuple[type[Model], str], ...] = (
    (LotDecision, "lot"),
    (BidOutcome, "bid__lot"),
    (Award, "lot"),
    (ContractLine, "award__lot"),
    (Bid, "lot"),
)


class Buyer:
    """A signed-in person of the buying side whose requests prove their session."""

    def __init__(self, username: str = "buyer") -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(User.objects.get(username=username))
        self.client.get("/api/v1/docs")
        self.headers = {"X-CSRFToken": self.client.cookies["csrftoken"].value}

    def reprice(self, key: str, price_centavos: Any) -> Any:
        body = json.dumps({"price_centavos": price_centavos})
        return self.client.put(f"/api/v1/bids/{key}", body, content_type="application/json", headers=self.headers)

    def decide(self, clave: str) -> Any:
        return self.client.post(f"/api/v1/rounds/{CODE}/lots/{clave}/decide", headers=self.headers)


def whole_lot() -> tuple[Lot, Bid, Bid]:
    """A lot with one winner of the whole, the winner, and a solvent bid that lost and could supply all of it."""
    losers = BidOutcome.objects.filter(rank__gt=1, is_winner=False, bid__lot__share_pattern="100").select_related(
        "bid__lot"
    )
    for loser in losers.order_by("bid__key"):
        lot = loser.bid.lot
        awards = list(Award.objects.filter(lot=lot))
        if loser.bid.capacity_pieces >= lot.maximum_pieces and len(awards) == 1:
            return lot, awards[0].bid, loser.bid
    raise AssertionError("the small round has no such lot")


def others(lot: Lot) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every other lot, as stored."""
    return {
        table.__name__: [
            tuple(bytes(cell) if hasattr(cell, "tobytes") else cell for cell in row)
            for row in table._default_manager.exclude(**{path: lot}).order_by("pk").values_list()
        ]
        for table, path in PER_LOT
    }


def outcome(bid: Bid) -> BidOutcome:
    return BidOutcome.objects.get(bid=bid)


def test_the_lower_bid_wins_and_the_winner_before_it_gets_the_reason() -> None:
    lot, winner, loser = whole_lot()
    buyer, before = Buyer(), others(lot)
    assert outcome(winner).is_winner
    assert buyer.reprice(loser.key, winner.price_centavos - 1).status_code == 200
    assert outcome(winner).is_winner, "the decision stands until the lot is decided again"
    told = buyer.decide(lot.item.clave)
    assert (told.status_code, told.json()["state"]) == (200, "awarded")
    assert outcome(loser).is_winner
    assert (outcome(winner).is_winner, outcome(winner).reason) == (False, "not-among-winners")
    assert others(lot) == before


def test_a_price_above_the_ceiling_loses_for_that_reason_and_back_again_all_is_as_before() -> None:
    lot, winner, _ = whole_lot()
    buyer, price, decision = Buyer(), winner.price_centavos, LotDecision.objects.get(lot=lot)
    buyer.reprice(winner.key, 1000 * price)
    buyer.decide(lot.item.clave)
    assert outcome(winner).reason == "above-ceiling"
    buyer.reprice(winner.key, price)
    buyer.decide(lot.item.clave)
    again = LotDecision.objects.get(lot=lot)
    compared = ("state", "reason", "causes", "defects", "figures", "awarded_pieces", "unawarded_pieces", "run_key")
    assert [getattr(again, name) for name in compared] == [getattr(decision, name) for name in compared]
    assert outcome(winner).is_winner


def test_every_piece_and_centavo_is_conserved_from_need_to_contract() -> None:
    lot, winner, loser = whole_lot()
    buyer = Buyer()
    buyer.reprice(loser.key, winner.price_centavos - 1)
    buyer.decide(lot.item.clave)
    decision = LotDecision.objects.get(lot=lot)
    assert decision.needed_pieces == decision.awarded_pieces + decision.unawarded_pieces == lot.maximum_pieces
    assert Award.objects.filter(lot=lot).aggregate(n=Sum("maximum_pieces"))["n"] == decision.awarded_pieces
    for award in Award.objects.annotate(contracted=Sum("lines__maximum_pieces")):
        assert award.contracted == award.maximum_pieces
    worth = F("lines__maximum_pieces") * F("lines__price_centavos")
    for contract in Contract.objects.annotate(money=Sum(worth), pieces=Sum("lines__maximum_pieces")):
        assert (contract.maximum_centavos, contract.maximum_pieces) == (contract.money, contract.pieces)


def test_the_act_is_recorded_with_both_prices() -> None:
    _, _, loser = whole_lot()
    Buyer().reprice(loser.key, loser.price_centavos + 1)
    event = Event.objects.get(kind="bid-repriced", subject=loser.key)
    assert json.loads(event.body) == {"from": loser.price_centavos, "to": loser.price_centavos + 1}


@pytest.mark.parametrize("username", ["auditor", "coordinator", "supplier-sup-001-2027"])
def test_no_other_role_may_change_a_price_or_decide(username: str) -> None:
    lot, winner, _ = whole_lot()
    person = Buyer(username)
    for answer in (person.reprice(winner.key, 1), person.decide(lot.item.clave)):
        assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")
    assert Bid.objects.get(pk=winner.pk).price_centavos == winner.price_centavos


def test_the_citizen_must_sign_in_first(client: Client) -> None:
    _, winner, _ = whole_lot()
    answer = client.put(f"/api/v1/bids/{winner.key}", '{"price_centavos": 1}', content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in-first")


def test_a_request_that_does_not_prove_its_session_is_refused() -> None:
    lot, winner, _ = whole_lot()
    buyer = Buyer()
    buyer.headers = {}
    for answer in (buyer.reprice(winner.key, 1), buyer.decide(lot.item.clave)):
        assert (answer.status_code, answer.json()["code"]) == (403, "session-not-proved")


@pytest.mark.parametrize(
    ("key", "price", "status", "code"),
    [
        pytest.param("no/such/bid", 100, 404, "not-found", id="unknown bid"),
        pytest.param("", 0, 422, "bid-without-price", id="no price"),
        pytest.param("", "much", 422, "request-not-understood", id="no number"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_code(key: str, price: Any, status: int, code: str) -> None:
    answer = Buyer().reprice(key or whole_lot()[1].key, price)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["sentence"]


def test_a_signed_award_is_not_decided_again() -> None:
    lot, winner, _ = whole_lot()
    Procedure.objects.update(phase="signature")
    answer = Buyer().decide(lot.item.clave)
    assert (answer.status_code, answer.json()["code"]) == (409, "act-signed")
    assert outcome(winner).is_winner


def test_a_real_bid_never_changes() -> None:
    _, winner, _ = whole_lot()
    Bid.objects.filter(pk=winner.pk).update(origin="published")
    answer = Buyer().reprice(winner.key, 1)
    assert (answer.status_code, answer.json()["code"]) == (409, "bid-not-synthetic")


def test_a_signed_award_keeps_the_prices_it_was_made_of() -> None:
    _, winner, _ = whole_lot()
    Procedure.objects.update(phase="signature")
    answer = Buyer().reprice(winner.key, 1)
    assert (answer.status_code, answer.json()["code"]) == (409, "act-signed")
    assert Bid.objects.get(pk=winner.pk).price_centavos == winner.price_centavos


def test_while_bids_are_sealed_no_act_tells_the_buyer_that_there_is_one() -> None:
    lot, winner, _ = whole_lot()
    Round.objects.filter(code=CODE).update(phase="bids")
    Bid.objects.update(documents_lacking=None)
    buyer = Buyer()
    real, invented = buyer.reprice(winner.key, 1), buyer.reprice(f"{winner.key}0", 1)
    assert (real.status_code, real.json()["code"]) == (invented.status_code, invented.json()["code"])
    decided = buyer.decide(lot.item.clave)
    assert (decided.status_code, decided.json()["code"]) == (403, "not-allowed")
    assert winner.key not in decided.content.decode()


def test_a_lot_that_was_never_decided_is_not_decided_again() -> None:
    lot, _, _ = whole_lot()
    LotDecision.objects.filter(lot=lot).delete()
    answer = Buyer().decide(lot.item.clave)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_a_lot_decided_again_before_there_are_contracts_makes_none() -> None:
    lot, _, _ = whole_lot()
    ContractLine.objects.all().delete()
    Contract.objects.all().delete()
    assert Buyer().decide(lot.item.clave).status_code == 200
    assert not Contract.objects.exists()


def test_the_head_of_a_contract_is_counted_from_its_lines_also_where_its_amount_stays() -> None:
    lot, _, _ = whole_lot()
    touched = Contract.objects.filter(lines__award__lot=lot).first()
    assert touched is not None
    Contract.objects.filter(pk=touched.pk).update(maximum_pieces=1, minimum_centavos=2)
    Buyer().decide(lot.item.clave)
    again = Contract.objects.get(pk=touched.pk)
    assert (again.maximum_pieces, again.minimum_centavos) == (touched.maximum_pieces, touched.minimum_centavos)
