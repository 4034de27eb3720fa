"""Two reviewers give their opinions on lines in review, apart from each other."""

import pytest

from abasto.base.refusal import Refused
from abasto.ledger.models import Event
from abasto.needs.opinions.actions.give_opinion import give_opinion, withdraw_opinion
from abasto.needs.opinions.actions.name_reviewer import end_seat, name_reviewer
from abasto.needs.opinions.models import Opinion, ReviewerSeat
from abasto.needs.opinions.queries import given_by, opinion_states, opinions_missing, waiting_for
from abasto.needs.opinions.visibility import FAVOURABLE, UNFAVOURABLE, Said
from abasto.needs.requests.models import RequestLine
from abasto.needs.requests.states import APPROVED
from abasto.people.models import User
from abasto.people.notices.models import Notice
from abasto.rounds.models import Round
from abasto.rounds.queries import sight

from ..requests.announced import AT
from ..requests.in_review import DAYS, REVIEWERS, in_review, who

pytestmark = [pytest.mark.django_db, pytest.mark.db]
GOOD, BAD = Said(FAVOURABLE), Said(UNFAVOURABLE, 40, "twice what was used")
ONE, OTHER = REVIEWERS


def give(of: Round, username: str, said: Said = GOOD, count: int | None = None) -> int:
    lines = RequestLine.objects.filter(round=of).order_by("pk")
    chosen = lines.filter(pk__in=list(lines.values_list("pk", flat=True)[:count]))
    return give_opinion(of, chosen, who(username), username, said, AT).done


def seen(of: Round, username: str) -> list[list[str]]:
    states = opinion_states(sight(who(username), of), RequestLine.objects.filter(round=of))
    return [[one.reviewer for one in states[pk].shown] for pk in sorted(states)]


def test_neither_sees_the_other_until_both_are_in() -> None:
    of = in_review()
    assert give(of, ONE) == 3
    assert seen(of, ONE) == [[ONE]] * 3
    assert seen(of, OTHER) == seen(of, "approver-imss") == seen(of, "coordinator") == seen(of, "auditor") == [[]] * 3
    assert give(of, OTHER, BAD, 1) == 1
    for reader in (ONE, OTHER, "approver-imss", "coordinator"):
        assert seen(of, reader)[0] == [ONE, OTHER]
    assert seen(of, OTHER)[1:] == [[], []]
    assert seen(of, "approver-censida") == [[]] * 3
    assert Event.objects.filter(round_code=of.code, kind="opinion-given").count() == 2


def test_the_queue_holds_what_waits_and_the_approver_is_told_when_both_are_in() -> None:
    of = in_review()
    assert waiting_for(who(ONE), of, AT).count() == 3
    give(of, ONE)
    assert (waiting_for(who(ONE), of, AT).count(), given_by(who(ONE), of, AT).count()) == (0, 3)
    assert waiting_for(who(OTHER), of, AT).count() == 3
    give(of, OTHER)
    told = Notice.objects.get(kind="opinions-complete", recipient__username="approver-imss")
    assert told.values["count"] == 3


def test_missing_opinions_are_counted_for_whoever_decides() -> None:
    of = in_review()
    lines = RequestLine.objects.filter(round=of)
    give(of, ONE, count=2)
    give(of, OTHER, count=1)
    assert sorted(opinions_missing(lines, AT).values()) == [1, 2]
    ReviewerSeat.objects.filter(reviewer__username=OTHER).update(ended_at=AT)
    assert opinions_missing(lines, AT) == {}


def test_a_changed_figure_asks_for_another_opinion_and_keeps_the_old_one() -> None:
    of = in_review(1)
    give(of, ONE)
    line = RequestLine.objects.get(round=of)
    months = line.maximum_by_month.copy()
    months[1] = 7
    RequestLine.objects.filter(pk=line.pk).update(maximum_by_month=months)
    assert waiting_for(who(ONE), of, AT).count() == 1
    assert seen(of, ONE) == []
    give(of, ONE, BAD)
    assert Opinion.objects.filter(line=line).count() == 2


def test_an_opinion_is_withdrawn_until_the_other_is_in() -> None:
    of = in_review(2)
    lines = RequestLine.objects.filter(round=of)
    give(of, ONE)
    give(of, OTHER, count=1)
    done = withdraw_opinion(of, lines, who(ONE), ONE, AT)
    assert (done.done, done.left) == (1, {"complete-already": 1})
    with pytest.raises(Refused) as refused:
        withdraw_opinion(of, lines, who(ONE), ONE, AT)
    assert refused.value.code == "nothing-to-withdraw"


def test_giving_twice_gives_once() -> None:
    of = in_review(2)
    give(of, ONE, count=1)
    done = give_opinion(of, RequestLine.objects.filter(round=of), who(ONE), ONE, GOOD, AT)
    assert (done.done, done.left) == (1, {"given-already": 1})
    assert Opinion.objects.count() == 2


def test_the_author_of_a_line_cannot_review_it() -> None:
    of = in_review(2)
    first = RequestLine.objects.filter(round=of).order_by("pk")[0]
    RequestLine.objects.filter(pk=first.pk).update(author=User.objects.get(username=ONE))
    assert waiting_for(who(ONE), of, AT).count() == 1
    assert give_opinion(of, RequestLine.objects.filter(round=of), who(ONE), ONE, GOOD, AT).left == {"own-line": 1}


def test_a_line_that_is_not_in_review_and_a_third_opinion_are_left() -> None:
    of = in_review(2, REVIEWERS)
    first = RequestLine.objects.filter(round=of).order_by("pk")[0]
    give(of, ONE)
    give(of, OTHER)
    seat = ReviewerSeat.objects.get(reviewer__username=ONE)
    end_seat(of, who("approver-imss"), "approver", seat.pk, AT)
    third = User.objects.create_user("third", role="reviewer", organisation=User.objects.get(username=ONE).organisation)
    name_reviewer(of, who("approver-imss"), "approver", third.username, DAYS, AT)
    RequestLine.objects.filter(pk=first.pk).update(state=APPROVED)
    with pytest.raises(Refused) as refused:
        give(of, "third")
    assert refused.value.code == "nothing-to-do"


def test_a_third_reviewer_is_refused() -> None:
    of = in_review(1)
    User.objects.create_user("third", role="reviewer", organisation=User.objects.get(username=ONE).organisation)
    with pytest.raises(Refused) as refused:
        name_reviewer(of, who("approver-imss"), "approver", "third", DAYS, AT)
    assert refused.value.code == "reviewers-enough"


@pytest.mark.parametrize(
    ("username", "code"),
    [("planner-imss", "not-allowed"), ("approver-imss", "not-allowed"), ("reviewer-censida", "reviewer-without-seat")],
)
def test_nobody_else_gives_an_opinion(username: str, code: str) -> None:
    of = in_review(1)
    with pytest.raises(Refused) as refused:
        give(of, username)
    assert refused.value.code == code


@pytest.mark.parametrize("reviewer", ["reviewer-censida", "planner-imss", "nobody"])
def test_only_a_reviewer_of_the_own_institution_is_named(reviewer: str) -> None:
    of = in_review(1, ())
    with pytest.raises(Refused) as refused:
        name_reviewer(of, who("approver-imss"), "approver", reviewer, DAYS, AT)
    assert refused.value.code == "reviewer-unknown"


def test_a_reviewer_whose_account_is_no_longer_in_use_has_no_queue() -> None:
    of = in_review(1)
    User.objects.filter(username=ONE).update(is_active=False)
    assert waiting_for(who(ONE), of, AT).count() == 0
