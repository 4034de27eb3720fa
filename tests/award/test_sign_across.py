"""An award across lots is signed where a rule set admits one: its awards, reasons and refusals."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from abasto.award.actions.decide_anew import Cause, decide_anew
from abasto.award.actions.decide_lots import decide_lots
from abasto.award.actions.sign_act import sign_act
from abasto.award.facts import LotCase, LotFacts
from abasto.award.left.queries import whereabouts_of
from abasto.award.models import Award, BidOutcome, LotDecision
from abasto.award.papers.queries import lot_lines
from abasto.award.screens.act_told import act
from abasto.award.study.actions.sign_scenario import sign_scenario
from abasto.award.study.awarding import Solved, decided_across
from abasto.award.study.models import Scenario
from abasto.base.quantity import split_largest_remainder
from abasto.base.refusal import Refused
from abasto.contracts.actions.contract_awards import contract_awards
from abasto.contracts.actions.decide_again import decide_again
from abasto.contracts.models import ContractLine
from abasto.engines.award.problem import Bid as ProblemBid
from abasto.engines.award.problem import Lot as ProblemLot
from abasto.engines.award.problem import Problem, Supplier
from abasto.law.reader import read_rule_set
from abasto.ledger.models import Event
from abasto.ledger.store import Store
from abasto.market.reference import ReferenceFacts
from abasto.people.actions.make_demo_accounts import demo_password
from abasto.people.models import User
from abasto.rounds.models import Round
from abasto.rounds.queries import sight
from abasto.tender.models import Bid, Lot, Procedure

from .across import BUYER, CODE, admitting, solved
from .cases import a_bid, rules

pytestmark = pytest.mark.django_db
PASSWORD = demo_password(2027)
SALT = b"salt of the test"
RuleSetWith = Callable[[str, str], str]
ENGLISH = {"accept-language": "en"}


def buyer() -> User:
    return User.objects.get(username="buyer")


def signed(scenario: Scenario) -> Scenario:
    return sign_scenario(scenario, buyer(), PASSWORD, SALT)


def refusal(scenario: Scenario, user: User | None = None, password: str = PASSWORD) -> str:
    with pytest.raises(Refused) as refused:
        sign_scenario(scenario, user or buyer(), password, SALT)
    return refused.value.code


def certificate_of(scenario: Scenario) -> dict[str, list[tuple[str, int]]]:
    kept = Store(Path(settings.STATE) / "artifacts").get(scenario.certificate_sha256)
    return {lot: [(bid, share) for bid, share in won] for lot, won in json.loads(kept)["awards"]}


def the_procedure() -> Procedure:
    return Procedure.objects.select_related("round").get(round__code=CODE, follows=None)


def all_decided() -> list[object]:
    awards = Award.objects.order_by("key").values_list("key", "share_percent", "maximum_pieces", "minimum_pieces")
    decisions = LotDecision.objects.order_by("lot_id").values_list("lot_id", "state", "reason", "certificate_sha256")
    return [*awards, *decisions]


def test_the_winners_of_the_certificate_get_whole_pieces_by_buyer_at_their_own_price(
    rule_set_with: RuleSetWith,
) -> None:
    admitting(rule_set_with)
    scenario = signed(solved())
    assert scenario.state == "signature"
    wanted = certificate_of(scenario)
    assert len(wanted) > 5
    for lot in Lot.objects.filter(procedure=the_procedure()).select_related("item"):
        won = wanted.get(lot.item.clave, [])
        awards = {one.key: one for one in Award.objects.filter(lot=lot).select_related("bid")}
        assert {key: one.share_percent for key, one in awards.items()} == dict(won)
        ordered = sorted(won, key=lambda one: (awards[one[0]].price_centavos, one[0]))
        shares = [share for _bid, share in ordered]
        parts = split_largest_remainder(lot.maximum_pieces, [*shares, 100 - sum(shares)])
        for (key, _share), part in zip(ordered, parts, strict=False):
            award = awards[key]
            assert award.maximum_pieces == sum(award.maximum_by_buyer) == min(part, award.bid.capacity_pieces)
            assert award.minimum_pieces == sum(award.minimum_by_buyer)
            assert all(award.minimum_by_buyer <= award.maximum_by_buyer)
            assert award.price_centavos == award.bid.price_centavos
        assert all(sum(one.maximum_by_buyer for one in awards.values()) <= lot.maximum_by_buyer)


def test_pieces_of_every_code_and_buyer_are_conserved(rule_set_with: RuleSetWith) -> None:
    of = admitting(rule_set_with)
    signed(solved())
    found = whereabouts_of(of)
    assert len(found) == Lot.objects.filter(procedure=the_procedure()).count()
    for decision in LotDecision.objects.filter(lot__procedure__round=of):
        assert decision.awarded_pieces + decision.unawarded_pieces == decision.needed_pieces
        assert bool(decision.unawarded_pieces) == bool(decision.reason)


def test_every_losing_bid_has_a_reason_and_a_solvent_one_its_own_with_figures(rule_set_with: RuleSetWith) -> None:
    of = admitting(rule_set_with)
    signed(solved())
    outcomes = BidOutcome.objects.filter(bid__lot__procedure__round=of)
    assert outcomes.count() == Bid.objects.filter(lot__procedure__round=of).count()
    assert all(bool(one.reason) != one.is_winner for one in outcomes)
    lost = list(outcomes.filter(is_winner=False, rank__gt=0).select_related("bid"))
    assert lost
    assert {one.reason for one in lost} == {"costs-more-across-lots"}
    assert all("rules_add_centavos" in one.figures for one in lost)
    entered = [one for one in lost if one.figures.get("enters_at_centavos")]
    assert entered
    assert all(0 < one.figures["enters_at_centavos"] < one.bid.price_centavos for one in entered)
    assert all("documents" in one.reason or one.defects for one in outcomes.filter(rank=0))


def test_a_lot_with_solvent_bids_and_no_award_says_that_the_award_was_decided_across_lots(
    rule_set_with: RuleSetWith,
) -> None:
    admitting(rule_set_with)
    signed(solved("Few", ({"kind": "winners", "number": "2"},)))
    left = LotDecision.objects.filter(lot__procedure=the_procedure(), awarded_pieces=0)
    with_solvent = [one for one in left if one.figures["solvent_bids"]]
    assert with_solvent
    assert {one.reason for one in with_solvent} == {"costs-more-across-lots"}
    assert all(one.reason != "costs-more-across-lots" for one in left if not one.figures["solvent_bids"])


def test_one_event_names_the_certificate_and_no_person(rule_set_with: RuleSetWith) -> None:
    admitting(rule_set_with)
    one = solved()
    before = Event.objects.count()
    signed(one)
    (event,) = list(Event.objects.order_by("pk"))[before:]
    assert event.kind == "scenario-signed"
    assert json.loads(event.body)["certificate"] == one.certificate_sha256
    assert "buyer" not in event.actor
    decided = LotDecision.objects.filter(lot__procedure=the_procedure())
    assert set(decided.values_list("certificate_sha256", flat=True)) == {one.certificate_sha256}


def test_signing_twice_or_another_scenario_after_it_decides_nothing_twice(rule_set_with: RuleSetWith) -> None:
    admitting(rule_set_with)
    one, another = solved(), solved("Another", ())
    signed(one)
    before = all_decided()
    assert refusal(one) == "scenario-signed"
    assert refusal(another) == "decided-across-lots"
    assert all_decided() == before
    assert Scenario.objects.get(pk=another.pk).state == "done"


def test_in_mexico_nothing_is_signed_before_any_other_question_is_asked() -> None:
    one = solved()
    before = all_decided()
    auditor = User.objects.get(username="auditor")
    assert refusal(one, auditor, "not it") == "study-not-awardable"
    Scenario.objects.filter(pk=one.pk).update(is_awardable=True)
    assert refusal(Scenario.objects.select_related("round").get(pk=one.pk)) == "study-not-awardable"
    assert all_decided() == before


def test_what_was_solved_as_a_study_stays_a_study_when_the_rule_set_changes(rule_set_with: RuleSetWith) -> None:
    one = solved()
    admitting(rule_set_with)
    assert refusal(Scenario.objects.select_related("round").get(pk=one.pk)) == "study-not-awardable"


def test_only_the_buyer_with_the_password_signs_and_on_a_checked_value(rule_set_with: RuleSetWith) -> None:
    admitting(rule_set_with)
    one = solved()
    assert refusal(one, User.objects.get(username="coordinator")) == "not-allowed"
    assert refusal(one, buyer(), "not it") == "wrong-password"


def test_a_value_that_nobody_checked_blocks_the_signature(rule_set_with: RuleSetWith) -> None:
    admitting(rule_set_with, state="to_check")
    assert refusal(solved()) == "value-to-check"


@pytest.mark.parametrize("what", ["bid", "lot", "papers", "rules", "clauses"])
def test_what_changed_since_it_was_solved_makes_it_stale_and_nothing_is_decided(
    what: str, rule_set_with: RuleSetWith
) -> None:
    admitting(rule_set_with)
    one = solved()
    before = all_decided()
    won = Award.objects.filter(lot__procedure=the_procedure()).order_by("key")[0]
    if what == "bid":
        Bid.objects.filter(pk=won.bid_id).update(price_centavos=won.bid.price_centavos + 1)
    elif what == "papers":
        Bid.objects.filter(pk=won.bid_id).update(documents_lacking=["sanitary_registration"])
    elif what == "lot":
        lot = won.lot
        lot.maximum_by_buyer[0] += 1
        lot.save()
    elif what == "rules":
        procedure = the_procedure()
        procedure.rules = {**procedure.rules, "spread_percent": "3"}
        procedure.save()
    else:
        Scenario.objects.filter(pk=one.pk).update(clauses=one.clauses[:1])
        one = Scenario.objects.select_related("round").get(pk=one.pk)
    assert refusal(one) == "scenario-stale"
    assert all_decided() == before
    assert Scenario.objects.get(pk=one.pk).state == "done"


def test_a_scenario_that_changes_the_published_call_cannot_be_signed(rule_set_with: RuleSetWith) -> None:
    admitting(rule_set_with)
    assert refusal(solved("Wide", ({"kind": "spread", "percent": "40"},))) == "scenario-changes-call"


def test_it_is_signed_before_contracts_and_before_the_act(rule_set_with: RuleSetWith) -> None:
    of = admitting(rule_set_with)
    one = solved()
    Procedure.objects.filter(pk=the_procedure().pk).update(phase="signature")
    assert refusal(one) == "act-signed"
    Procedure.objects.filter(pk=the_procedure().pk).update(phase="award")
    Round.objects.filter(pk=of.pk).update(phase="contracts")
    assert refusal(Scenario.objects.select_related("round").get(pk=one.pk)) == "scenario-out-of-phase"


def test_no_lot_is_decided_alone_afterwards(rule_set_with: RuleSetWith) -> None:
    of = admitting(rule_set_with)
    signed(solved())
    before = all_decided()
    clave = Lot.objects.filter(procedure=the_procedure()).order_by("number")[0].item.clave
    for call in (
        lambda: decide_lots(the_procedure(), "rehearsal", "run"),
        lambda: decide_again(BUYER, of, clave),
        lambda: decide_anew(the_procedure(), [clave], Cause("annulled", "R-1"), {}, "run"),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.code == "decided-across-lots"
    assert all_decided() == before


def test_the_act_is_signed_and_contracts_are_made_of_it_like_of_any_other(rule_set_with: RuleSetWith) -> None:
    admitting(rule_set_with)
    signed(solved())
    assert sign_act(the_procedure(), buyer(), PASSWORD, [], SALT).phase == "signature"
    contract_awards(the_procedure(), 10, "rehearsal")  # type: ignore[arg-type]
    lines = ContractLine.objects.filter(contract__procedure=the_procedure())
    awards = Award.objects.filter(lot__procedure=the_procedure())
    assert sum(line.maximum_pieces for line in lines) == sum(one.maximum_pieces for one in awards) > 0


def case_of(capacity: int, *needs: int) -> tuple[LotCase, Problem]:
    """One lot with two bids; the first may supply so many pieces."""
    lot = LotFacts("L", "L", (100,), None, needs, tuple(need // 2 for need in needs))
    bids = [a_bid("A", 1000, capacity), a_bid("B", 1010)]
    firms = tuple(Supplier(bid.supplier, bid.supplier_size, bid.country) for bid in bids)
    row = ProblemLot("L", "L", "", needs, (sum(needs),), None, ((60,), (60, 40)), 1000, False, 0, False, (), 0, 2000)
    offers = tuple(
        ProblemBid(bid.bid_id, "L", (bid.supplier,), "MX", ((1, bid.price_centavos),), None, 0, 0) for bid in bids
    )
    names = tuple(f"B{place}" for place in range(len(needs)))
    return LotCase(lot, bids, ReferenceFacts(None, None, 0), {}), Problem(
        "T", "synthetic", "MXN", True, names, ("2027-1",), 0, firms, (row,), offers, (), ()
    )


def test_what_the_award_leaves_stays_unserved_even_where_a_winner_could_supply_more() -> None:
    case, problem = case_of(1000, 4, 3)
    (decision,) = decided_across([case], rules(), Solved(problem, {"L": [("A", 60)]}, [], "0.000"))
    (winner,) = decision.winners
    assert (winner.awarded_pieces, decision.unawarded_pieces) == (4, 3), "60 % of 7 is 4.2"
    assert (decision.state, decision.reason) == ("awarded-in-part", "costs-more-across-lots")
    assert winner.share_percent == 60
    assert sum(winner.minimum_pieces) + sum(decision.unawarded_minimum_pieces) == 3


def test_a_capacity_that_ends_within_a_percent_binds_and_says_so() -> None:
    case, problem = case_of(3, 4, 3)
    (decision,) = decided_across([case], rules(), Solved(problem, {"L": [("A", 60)]}, [], "0.000"))
    assert decision.winners[0].awarded_pieces == 3
    assert decision.reason == "capacity"


def test_a_bid_as_good_as_the_award_is_told_the_gap_and_not_a_price() -> None:
    case, problem = case_of(1000, 4, 3)
    (decision,) = decided_across([case], rules(), Solved(problem, {"L": [("A", 60)]}, [], "0.123"))
    (lost,) = [one for one in decision.bids if not one.awarded_pieces]
    assert lost.values["gap_percent"] == "0.123"
    assert "enters_at_centavos" not in lost.values


def test_the_pages_tell_it_in_both_languages(client: Client, rule_set_with: RuleSetWith) -> None:
    of = admitting(rule_set_with)
    one = signed(solved())
    client.force_login(buyer())
    lost = BidOutcome.objects.filter(bid__lot__procedure__round=of, reason="costs-more-across-lots")
    entered = next(row for row in lost.select_related("bid__lot__item") if row.figures.get("enters_at_centavos"))
    clave = entered.bid.lot.item.clave
    words = {"en": "Costs more in the award across lots", "es": "Cuesta más en la adjudicación entre partidas"}
    for language, said in words.items():
        told = client.get(f"/rounds/{CODE}/awards/{clave}/", headers={"accept-language": language})
        text = told.content.decode()
        assert told.status_code == 200
        assert said in text
        assert one.certificate_sha256[:16] in text
    assert (
        "It would have been in the award of its lot at"
        in client.get(f"/rounds/{CODE}/awards/{clave}/", headers=ENGLISH).content.decode()
    )
    losses = client.get(f"/rounds/{CODE}/suppliers/{entered.bid.supplier.code}/losses/", headers=ENGLISH)
    assert "at the prices of the rules" in losses.content.decode()
    for page in ("awards/", "awards/near/", "study/caps/"):
        assert client.get(f"/rounds/{CODE}/{page}", headers=ENGLISH).status_code == 200, page


def test_the_act_tells_the_certificate_and_how_to_check_it(rule_set_with: RuleSetWith) -> None:
    of = admitting(rule_set_with)
    one = signed(solved())
    lines = lot_lines(sight(BUYER, of), the_procedure())
    with override("es"):
        paper = act(the_procedure(), read_rule_set(of.rule_set), lines, False, "")
    told = " ".join([*paper.opening, *(text for _title, text in paper.closing)])
    assert told.count(one.certificate_sha256) == 2
    assert "cada una por sí sola" not in told
    reasons = [bid.result for part in paper.parts for lot in part.lots for bid in lot.bids if not bid.is_winner]
    assert any("entre partidas" in reason for reason in reasons)


def test_the_page_repeats_what_is_signed_and_takes_the_password(client: Client, rule_set_with: RuleSetWith) -> None:
    admitting(rule_set_with)
    one = solved()
    page = f"/rounds/{CODE}/study/{one.code}/"
    client.force_login(buyer())
    assert f"{page}sign/" in client.get(page, headers=ENGLISH).content.decode()
    text = client.get(f"{page}sign/", headers=ENGLISH).content.decode()
    assert one.certificate_sha256 in text
    assert "No lot can be decided alone afterwards" in text
    wrong = client.post(f"{page}sign/", {"password": "not it"}, headers=ENGLISH)
    assert (wrong.status_code, "password is wrong" in wrong.content.decode()) == (422, True)
    right = client.post(f"{page}sign/", {"password": PASSWORD}, headers=ENGLISH, follow=True)
    assert "The award across lots is signed, and its awards are made." in right.content.decode()
    again = client.post(f"{page}sign/", {"password": PASSWORD}, headers=ENGLISH)
    assert (again.status_code, "is signed and stays" in again.content.decode()) == (422, True)
    shown = client.get(page, headers=ENGLISH).content.decode()
    assert "Its award is the award of the call" in shown
    assert "forget/" not in shown


def test_the_page_to_sign_is_for_the_buyer_alone_and_not_there_in_mexico(client: Client) -> None:
    one = solved()
    page = f"/rounds/{CODE}/study/{one.code}/"
    assert client.get(f"{page}sign/").status_code == 403
    client.force_login(User.objects.get(username="coordinator"))
    assert client.post(f"{page}sign/", {"password": PASSWORD}).status_code == 403
    client.force_login(buyer())
    assert "sign/" not in client.get(page, headers=ENGLISH).content.decode()
    answer = client.post(f"{page}sign/", {"password": PASSWORD}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "is a study, not awardable" in answer.content.decode()
