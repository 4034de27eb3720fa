"""A batch decides nothing twice, and loses nothing, whoever else decides and whatever dies in the middle."""

import pytest

from abasto.base.refusal import Refused
from abasto.ledger.models import Event
from abasto.needs.requests.actions import decide_lines as deciding
from abasto.needs.requests.actions.ask_decision import ask_decision
from abasto.needs.requests.actions.decide_lines import decide_lines
from abasto.needs.requests.actions.save_cells import save_cells
from abasto.needs.requests.cells import CellChange
from abasto.needs.requests.models import DecidedLine, RequestDecision, RequestLine
from abasto.needs.requests.queries import codes_open
from abasto.people.models import Organisation, User
from abasto.people.queries import viewer_of
from abasto.people.roles import Role, Viewer
from abasto.rounds.models import Round

from .announced import AT, announce, buyer_of

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def person(organisation: Organisation | None, role: Role, name: str) -> Viewer:
    user, _made = User.objects.get_or_create(
        username=name, defaults={"role": role.value, "organisation": organisation, "password": "!"}
    )
    return viewer_of(user)


@pytest.fixture
def drafted() -> tuple[Round, Organisation, Viewer]:
    """A round in which a buyer's planner has asked for every code."""
    of = announce()
    buyer = buyer_of(of)
    planner = person(buyer, Role.PLANNER, "p")
    save_cells(of, buyer, planner, "p", [CellChange(clave, 0, 0, 100) for clave in codes_open(of)], AT)
    return of, buyer, planner


def decide(of: Round, viewer: Viewer, act: str, command: str = "", note: str = "", states: str = "") -> RequestDecision:
    lines = RequestLine.objects.filter(round=of)
    if states:
        lines = lines.filter(state=states)
    decision = ask_decision(of, viewer, command or f"command-{act}-{viewer.username}", act, note, lines, {}, AT)
    decide_lines(decision, lambda name: f"hash of {name}", lambda done, total: None)
    decision.refresh_from_db()
    return decision


def states(of: Round) -> dict[str, int]:
    found: dict[str, int] = {}
    for state in RequestLine.objects.filter(round=of).values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def test_a_round_of_lines_goes_from_draft_to_accepted(drafted: tuple[Round, Organisation, Viewer]) -> None:
    of, buyer, planner = drafted
    every = len(codes_open(of))
    approver, coordinator = person(buyer, Role.APPROVER, "a"), person(None, Role.COORDINATOR, "c")
    for viewer, act, state in (
        (planner, "submit", "submitted"),
        (approver, "approve", "approved"),
        (coordinator, "accept", "accepted"),
    ):
        assert decide(of, viewer, act).answer == "success"
        assert states(of) == {state: every}
    assert Event.objects.filter(kind="requests-decided", round_code=of.code).count() == 3 * -(-every // 200)


def test_repeating_a_command_decides_nothing_twice(drafted: tuple[Round, Organisation, Viewer]) -> None:
    of, _buyer, planner = drafted
    first = decide(of, planner, "submit", "one-command")
    versions = list(RequestLine.objects.filter(round=of).order_by("pk").values_list("version", flat=True))
    again = decide(of, planner, "submit", "one-command")
    assert first.pk == again.pk
    assert list(RequestLine.objects.filter(round=of).order_by("pk").values_list("version", flat=True)) == versions
    assert DecidedLine.objects.filter(decision=first).count() == first.count


def test_what_cannot_be_decided_is_named_and_the_rest_is_done(drafted: tuple[Round, Organisation, Viewer]) -> None:
    of, _buyer, planner = drafted
    bad = RequestLine.objects.filter(round=of).order_by("pk").first()
    assert bad is not None
    RequestLine.objects.filter(pk=bad.pk).update(verdict="above")
    decision = decide(of, planner, "submit")
    assert decision.answer == "partly"
    assert list(decision.decided.exclude(outcome="done").values_list("line_id", "outcome")) == [
        (bad.pk, "reason-missing")
    ]
    assert states(of)["draft"] == 1


def test_of_two_people_at_once_the_second_finds_it_decided(drafted: tuple[Round, Organisation, Viewer]) -> None:
    of, buyer, planner = drafted
    decide(of, planner, "submit")
    lines = RequestLine.objects.filter(round=of)
    both = [
        ask_decision(of, person(buyer, Role.APPROVER, name), f"command-{name}", act, "why", lines, {}, AT)
        for name, act in (("a1", "approve"), ("a2", "return"))
    ]
    for decision in both:
        decide_lines(decision, str, lambda done, total: None)
        decision.refresh_from_db()
    assert [decision.answer for decision in both] == ["success", "invalid-data"]
    assert set(states(of)) == {"approved"}


def test_an_approver_removed_in_the_middle_decides_no_further(
    drafted: tuple[Round, Organisation, Viewer], monkeypatch: pytest.MonkeyPatch
) -> None:
    of, buyer, planner = drafted
    monkeypatch.setattr(deciding, "CHUNK", 5)
    decide(of, planner, "submit")
    approver = person(buyer, Role.APPROVER, "a")
    decision = ask_decision(of, approver, "command-a", "approve", "", RequestLine.objects.filter(round=of), {}, AT)

    def remove_after_the_first(done: int, total: int) -> None:
        if done:
            User.objects.filter(username="a").update(is_active=False)

    decide_lines(decision, str, remove_after_the_first)
    decision.refresh_from_db()
    assert decision.answer == "partly"
    assert states(of)["approved"] == 5
    assert decision.decided.filter(outcome="decider-removed").count() == decision.count - 5


def test_a_batch_killed_in_the_middle_goes_on_where_it_stopped(
    drafted: tuple[Round, Organisation, Viewer], monkeypatch: pytest.MonkeyPatch
) -> None:
    of, _buyer, planner = drafted
    monkeypatch.setattr(deciding, "CHUNK", 5)
    decision = ask_decision(of, planner, "command-p", "submit", "", RequestLine.objects.filter(round=of), {}, AT)

    def die(done: int, total: int) -> None:
        if done == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        decide_lines(decision, str, die)
    assert states(of)["submitted"] == 10
    decide_lines(decision, str, lambda done, total: None)
    assert set(states(of)) == {"submitted"}
    assert decision.decided.count() == decision.count
    assert set(RequestLine.objects.filter(round=of).values_list("version", flat=True)) == {3}


def test_an_empty_selection_and_a_note_of_100_kb_are_refused(drafted: tuple[Round, Organisation, Viewer]) -> None:
    of, _buyer, planner = drafted
    with pytest.raises(Refused) as refused:
        ask_decision(of, planner, "command-1", "submit", "", RequestLine.objects.none(), {}, AT)
    assert refused.value.code == "nothing-selected"
    with pytest.raises(Refused) as refused:
        ask_decision(of, planner, "command-2", "return", "<b>" * 34_000, RequestLine.objects.all(), {}, AT)
    assert refused.value.code == "note-too-long"
