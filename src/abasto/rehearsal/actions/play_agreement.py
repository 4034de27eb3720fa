"""Plays how the institutions of an announced round begin to agree: told, reviewers named, a comment, two agreements."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ...ledger.checkpoint import Signer
from ...needs.comments.actions.comment import comment
from ...needs.opinions.actions.give_opinion import give_opinion
from ...needs.opinions.actions.name_reviewer import name_reviewer
from ...needs.opinions.models import ReviewerSeat
from ...needs.opinions.seats import Period
from ...needs.opinions.visibility import WITH_CHANGES, Said
from ...needs.requests.actions.ask_decision import ask_decision
from ...needs.requests.actions.decide_lines import decide_lines
from ...needs.requests.models import RequestLine
from ...needs.requests.states import SUBMITTED
from ...people.actions.make_demo_accounts import demo_password, make_demo_accounts
from ...people.models import User
from ...people.queries import viewer_of
from ...people.roles import Role, Viewer
from ...rounds.actions.announce_to_all import announce_to_all
from ...rounds.agreements.actions.close import adopt
from ...rounds.agreements.actions.propose import propose
from ...rounds.agreements.actions.take_position import take_position
from ...rounds.agreements.models import Agreement
from ...rounds.agreements.queries import institution_of
from ...rounds.agreements.states import AGREE, DISSENT, Proposal
from ...rounds.models import Round
from ...rounds.queries import ends_of, now_in, sight

ACTOR = "rehearsal"
COORDINATOR = Viewer(Role.COORDINATOR, username="coordinator")
UNIT = Proposal(
    "Una sola unidad por clave / One unit per code",
    "Sintético: cada clave se pide en la unidad publicada. Synthetic: every code is asked for in the unit published.",
)
FLOOR = Proposal(
    "Piso de 80 % del consumo / A floor of 80 % of use",
    "Sintético: nadie pide menos del 80 % de su consumo. Synthetic: nobody asks for less than 80 % of its use.",
)


def play_agreement(of: Round) -> None:
    """Once in a round. The accounts of the demo act, and are made if missing."""
    if Agreement.objects.filter(round=of).exists():
        return
    make_demo_accounts(of.seed)
    at = now_in(of)
    with transaction.atomic():
        announce_to_all(of, COORDINATOR, ACTOR, at)
        approvers = [viewer_of(one) for one in User.objects.filter(role=Role.APPROVER).order_by("pk")]
        speakers = [one for one in approvers if institution_of(one, of) is not None]
        for approver in speakers:
            _name_reviewers(of, approver)
        _talk(of)
        propose(of, COORDINATOR, ACTOR, UNIT, at)
        propose(of, COORDINATOR, ACTOR, FLOOR, at)
        for place, approver in enumerate(speakers):
            take_position(of, approver, ACTOR, 1, AGREE, "", at)
            stance, reason = (AGREE, "") if place else (DISSENT, "sintético / synthetic: our consumption fell")
            take_position(of, approver, ACTOR, 2, stance, reason, at)
    for approver in speakers:
        _review(of, approver)


def play_adoption(of: Round, signer: Signer) -> None:
    """The first agreement of the round is adopted, and its signed hash stands in the log."""
    one = Agreement.objects.filter(round=of, number=1, decided_at=None).first()
    if one is not None and one.positions.filter(stance=AGREE).exists():
        why = "sintético / synthetic: everybody agrees"
        adopt(of, COORDINATOR, ACTOR, 1, why, demo_password(of.seed), signer, now_in(of))


def _name_reviewers(of: Round, approver: Viewer) -> None:
    at = now_in(of)
    today = timezone.localdate(at)
    ends = max(ends_of(of, "needs") or today, today) + timedelta(days=30)
    reviewers = User.objects.filter(role=Role.REVIEWER, organisation__code=approver.organisation_code)
    for reviewer in reviewers.order_by("pk")[:2]:
        name_reviewer(of, approver, ACTOR, reviewer.username, Period(today, ends), at)


def _review(of: Round, approver: Viewer) -> None:
    """Half of what waits for the approver goes to review; one reviewer is half done, the other has just begun."""
    waiting = RequestLine.objects.filter(round=of, organisation__code__in=approver.own, state=SUBMITTED).order_by("pk")
    keys = list(waiting.values_list("pk", flat=True)[: (waiting.count() + 1) // 2])
    if not keys:
        return
    at, command = now_in(of), f"rehearsal-{of.pk}-{approver.organisation_code}"[:40]
    chosen = RequestLine.objects.filter(pk__in=keys)
    decision = ask_decision(of, approver, command, "review", "", chosen, {}, at)
    decide_lines(decision, lambda _name: ACTOR, lambda _done, _total: None)
    said = Said(WITH_CHANGES, None, "sintético / synthetic: ten per cent less would do")
    seats = ReviewerSeat.objects.filter(organisation__code=approver.organisation_code, ended_at=None).order_by("pk")
    for share, seat in zip((2, 4), seats.select_related("reviewer", "reviewer__organisation"), strict=False):
        part = RequestLine.objects.filter(pk__in=keys[: -(-len(keys) // share)])
        give_opinion(of, part, viewer_of(seat.reviewer), ACTOR, said, at)


def _talk(of: Round) -> None:
    """The planner of the demo asks the coordinator about its first line."""
    planners = User.objects.filter(role=Role.PLANNER).select_related("organisation").order_by("pk")
    for planner in planners:
        code = planner.organisation.code if planner.organisation else ""
        line = RequestLine.objects.filter(round=of, organisation__code=code).order_by("pk").first()
        if line is not None:
            text = "sintético / synthetic: @coordinator"
            comment(of, sight(viewer_of(planner), of), ACTOR, code, line.item.clave, text, now_in(of))
            return
