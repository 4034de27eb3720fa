"""Institutions agree, dissent and are answered; what is adopted is signed and told."""

import json

import pytest
from django.conf import settings

from abasto.base.refusal import Refused
from abasto.ledger.actions.keep_key import kept_signer
from abasto.ledger.checkpoint import open_note
from abasto.ledger.models import Event
from abasto.people.actions.make_demo_accounts import demo_password
from abasto.people.models import User
from abasto.people.notices.models import Notice
from abasto.people.queries import viewer_of
from abasto.people.roles import Viewer
from abasto.rounds.agreements.actions.close import adopt, withdraw
from abasto.rounds.agreements.actions.propose import propose
from abasto.rounds.agreements.actions.take_position import answer_dissent, take_position
from abasto.rounds.agreements.models import Agreement, Position
from abasto.rounds.agreements.queries import views_of, visible_to
from abasto.rounds.agreements.states import ABSTAIN, AGREE, DISSENT, Proposal
from abasto.rounds.models import Round
from abasto.rounds.queries import round_named, sight

SEED = 2027
pytestmark = [pytest.mark.django_db, pytest.mark.db]
NEW = Proposal(
    "One unit for insulin", "Insulin is asked for by vial of 10 ml.", ("010.000.1050.00",), "LAASSP 2025, 35"
)


def who(username: str) -> Viewer:
    return viewer_of(User.objects.select_related("organisation").get(username=username))


def proposed() -> Round:
    of = round_named("mx-mini")
    propose(of, who("planner-imss"), "planner", NEW, of.clock)
    return of


def take(of: Round, username: str, stance: str, reason: str = "") -> Position:
    return take_position(of, who(username), username, 1, stance, reason, of.clock)


def adopted(of: Round, why: str = "all but one agree", password: str = demo_password(SEED)) -> Agreement:
    signer = kept_signer(settings.STATE / "keys")
    return adopt(of, who("coordinator"), "coordinator", 1, why, password, signer, of.clock)


def test_a_dissent_is_answered_then_the_agreement_is_adopted_and_signed() -> None:
    of = proposed()
    take(of, "approver-imss", AGREE)
    take(of, "approver-censida", DISSENT, "we buy pens, not vials")
    with pytest.raises(Refused) as refused:
        adopted(of)
    assert refused.value.code == "dissent-unanswered"
    answer_dissent(of, who("coordinator"), "coordinator", 1, "censida", "pens have a code of their own", of.clock)
    done = adopted(of)
    signer = kept_signer(settings.STATE / "keys")
    assert open_note(done.note, signer.verifier_key) == f"mx-mini/agreements/1\n{done.sha256}\n"
    body = json.loads(Event.objects.get(kind="agreement-adopted").body)
    assert body["sha256"] == done.sha256
    assert body["positions"][0] == ["censida", DISSENT, "we buy pens, not vials", "pens have a code of their own"]
    told = Notice.objects.get(kind="agreement-adopted", recipient__username="approver-censida").values
    assert (told["agree"], told["dissent"], told["text"]) == (1, 1, "all but one agree")


def test_each_institution_sees_where_its_view_went() -> None:
    of = proposed()
    take(of, "approver-censida", ABSTAIN)
    take(of, "approver-imss", AGREE)
    adopted(of)
    (own,) = views_of(sight(who("planner-censida"), of), of, {"censida"})
    assert own.taken is not None
    assert (own.taken.stance, own.agreement.state, own.agreement.outcome) == (ABSTAIN, "adopted", "all but one agree")
    (silent,) = views_of(sight(who("planner-censida"), of), of, {"pemex"})
    assert silent.taken is None


def test_a_position_that_changes_waits_for_an_answer_again() -> None:
    of = proposed()
    take(of, "approver-imss", AGREE)
    take(of, "approver-censida", DISSENT, "pens")
    answer_dissent(of, who("coordinator"), "coordinator", 1, "censida", "no", of.clock)
    take(of, "approver-censida", DISSENT, "pens, again")
    with pytest.raises(Refused) as refused:
        adopted(of)
    assert refused.value.code == "dissent-unanswered"
    take(of, "approver-censida", AGREE)
    assert adopted(of).state == "adopted"


def test_nothing_moves_after_the_end() -> None:
    of = proposed()
    withdraw(of, who("coordinator"), "coordinator", 1, "nobody wants it", of.clock)
    for act in (lambda: take(of, "approver-imss", AGREE), lambda: adopted(of)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "agreement-closed"


def test_what_nobody_agreed_to_is_not_adopted_and_an_end_says_why() -> None:
    of = proposed()
    take(of, "approver-imss", ABSTAIN)
    with pytest.raises(Refused) as refused:
        adopted(of, password="guess")
    assert refused.value.code == "wrong-password"
    for why, code in (("because", "agreement-without-consent"), (" ", "outcome-missing")):
        with pytest.raises(Refused) as refused:
            adopted(of, why)
        assert refused.value.code == code


@pytest.mark.parametrize("username", ["planner-imss", "reviewer-imss", "buyer", "coordinator", "auditor"])
def test_only_an_approver_speaks_for_his_institution(username: str) -> None:
    of = proposed()
    with pytest.raises(Refused) as refused:
        take(of, username, AGREE)
    assert refused.value.code == "not-allowed"


@pytest.mark.parametrize("username", ["planner-imss", "approver-imss", "buyer"])
def test_only_the_coordinator_answers_and_ends(username: str) -> None:
    of = proposed()
    take(of, "approver-imss", DISSENT, "no")
    with pytest.raises(Refused):
        answer_dissent(of, who(username), username, 1, "imss", "yes", of.clock)
    with pytest.raises(Refused):
        withdraw(of, who(username), username, 1, "why", of.clock)


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (Proposal("", "text"), "agreement-title-unfit"),
        (Proposal("title", "  "), "agreement-text-missing"),
        (Proposal("title", "<p>" * 40_000), "text-beyond-limit"),
    ],
)
def test_a_proposal_that_says_nothing_is_refused(new: Proposal, code: str) -> None:
    of = round_named("mx-mini")
    with pytest.raises(Refused) as refused:
        propose(of, who("planner-imss"), "planner", new, of.clock)
    assert refused.value.code == code


def test_a_dissent_says_why() -> None:
    of = proposed()
    with pytest.raises(Refused) as refused:
        take(of, "approver-imss", DISSENT, " ")
    assert refused.value.code == "dissent-without-reason"


def test_numbers_follow_each_other_and_a_citizen_sees_none_before_the_call() -> None:
    of = proposed()
    propose(of, who("coordinator"), "coordinator", NEW, of.clock)
    assert [one.number for one in visible_to(sight(who("buyer"), of), of)] == [1, 2]
    of.phase = "needs"
    assert not visible_to(sight(Viewer(), of), of).exists()
    assert visible_to(sight(who("planner-censida"), of), of).count() == 2
