"""Agree on the needs: how far every institution is, what holds it up, and what whoever looks does next."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from ...base.refusal import Refused
from ...needs.requests.queries import Asker, askers, may_look, states_by_organisation
from ...needs.requests.states import COUNTED, DRAFT, IN_REVIEW, RETURNED, SUBMITTED
from ...page.figures import pieces
from ...page.screens.download import asked_for, wants_file
from ...page.table import Column, Link, Row, make_table
from ...page.words import word
from ...people.roles import Role, Viewer
from ...people.visibility import Sight
from ...problems.queries import open_critical_by_organisation
from ...rounds.models import Round
from ...rounds.queries import ends_of, now_in, round_named, sight
from ..calendar_of_round import calendar_of

PHASE = "needs"


@require_GET
def asking(request: HttpRequest, round_code: str) -> HttpResponse:
    """The institutions of an announced round with their lines by state, and what each waits for."""
    of = round_named(round_code)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    seen = sight(viewer, of)
    if not may_look(seen):
        raise Refused("not-allowed", "", {"field": "request"})
    every = [one for one in askers(of) if one.is_buyer and _is_seen(one, seen)]
    states = states_by_organisation(of, [one.organisation.code for one in every])
    blocked = open_critical_by_organisation(of.code, PHASE)
    rows = [_row(one, of, states.get(one.organisation.code, Counter()), blocked) for one in every]
    columns = _columns()
    if wants_file(request) and (
        file := asked_for(request, f"needs-progress-{of.code}", columns, rows, of.is_synthetic)
    ):
        return file
    told = {
        "crumbs": [(of.code, reverse("web:round", args=[of.code])), (_("Agree on the needs"), "")],
        "of": of,
        "sentence": _sentence(every, states),
        "calendar": calendar_of(seen, of),
        "ends": ends_of(of, PHASE),
        "is_late": _is_late(of),
        "next": next_step(viewer, of, states),
        "totals": _totals(states),
        "table": make_table(_("Institutions"), columns, rows, request.GET, per_page=100),
        "is_coordinator": viewer.role is Role.COORDINATOR,
        "is_own": bool(viewer.own),
    }
    return render(request, "web/asking.html", told)


def next_step(viewer: Viewer, of: Round, states: Mapping[str, Counter[str]]) -> tuple[str, str] | None:
    """(what to do, where) of whoever looks; None where it is somebody else's turn."""
    counted = _totals(states)
    lines = reverse("web:request_lines", args=[of.code])
    waits = {
        Role.PLANNER: ((RETURNED, _("Mend %(count)s returned lines")), (DRAFT, _("Submit %(count)s drafted lines"))),
        Role.APPROVER: ((SUBMITTED, _("Decide %(count)s submitted lines")),
                        (IN_REVIEW, _("See %(count)s lines in review"))),
        Role.COORDINATOR: (("approved", _("Accept %(count)s approved lines")),),
    }.get(viewer.role, ())  # fmt: skip
    for state, label in waits:
        if counted.get(state):
            return label % {"count": pieces(counted[state])}, f"{lines}?state={state}"
    return None


def states_seen(seen: Sight, of: Round) -> Mapping[str, Counter[str]]:
    """The states of the lines of every buyer that the viewer may see."""
    return states_by_organisation(of, [one.organisation.code for one in askers(of) if _is_seen(one, seen)])


def _is_seen(one: Asker, seen: Sight) -> bool:
    return seen.sees_all("request") or one.organisation.code in seen.viewer.own


def _is_late(of: Round) -> bool:
    ends = ends_of(of, PHASE)
    return ends is not None and timezone.localdate(now_in(of)) > ends


def _totals(states: Mapping[str, Counter[str]]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for counted in states.values():
        whole.update(counted)
    return whole


def _sentence(every: Sequence[Asker], states: Mapping[str, Counter[str]]) -> str:
    through = sum(_is_through(states.get(one.organisation.code, Counter())) for one in every)
    begun = sum(bool(states.get(one.organisation.code)) for one in every)
    told = ngettext(
        "%(through)s of %(count)s buyer is accepted whole; %(begun)s has begun.",
        "%(through)s of %(count)s buyers are accepted whole; %(begun)s have begun.",
        len(every),
    )
    return told % {"through": pieces(through), "count": pieces(len(every)), "begun": pieces(begun)}


def _is_through(counted: Counter[str]) -> bool:
    return bool(counted) and set(counted) <= COUNTED | {"rejected"}


def _columns() -> tuple[Column, ...]:
    return (
        Column("buyer", _("Buyer")),
        Column("drafts", _("Draft"), "number", _("lines")),
        Column("submitted", _("Submitted"), "number", _("lines")),
        Column("review", word("in-review"), "number", _("lines")),  # type: ignore[arg-type]
        Column("returned", _("Returned"), "number", _("lines")),
        Column("approved", _("Approved"), "number", _("lines")),
        Column("accepted", _("Accepted"), "number", _("lines")),
        Column("blocked", _("Critical problems open"), "number"),
        Column("waits", _("Waits for"), wide=True),
    )


def _row(one: Asker, of: Round, counted: Counter[str], blocked: Mapping[int, int]) -> Row:
    lines = f"{reverse('web:request_lines', args=[of.code])}?organisation={one.organisation.code}"
    problems, count = reverse("web:problems", args=[of.code]), blocked.get(one.organisation.pk, 0)
    return {
        "buyer": Link(str(one.organisation), lines),
        "drafts": counted[DRAFT],
        "submitted": counted[SUBMITTED],
        "review": counted[IN_REVIEW],
        "returned": counted[RETURNED],
        "approved": counted["approved"],
        "accepted": counted["accepted"] + counted["locked"],
        "blocked": Link(count, f"{problems}?severity=critical&state=open&organisation={one.organisation.code}"),
        "waits": _waits(one, counted, count),
    }


def _waits(one: Asker, counted: Counter[str], blocked: int) -> str:
    """Who must act next for this institution, in words."""
    asked = (
        (one.has_left, _("It left the round.")),
        (not counted, _("Planner: nothing is stated yet.")),
        (blocked and (counted[DRAFT] or counted[RETURNED]), _("Planner: critical problems block the submission.")),
        (counted[RETURNED], _("Planner: lines came back to be mended.")),
        (counted[DRAFT], _("Planner: drafts to submit.")),
        (counted[IN_REVIEW], _("Reviewers, then approver: opinions and decision.")),
        (counted[SUBMITTED], _("Approver: submitted lines to decide.")),
        (counted["approved"], _("Coordinator: approved lines to accept.")),
        (_is_through(counted), _("Nobody: it is accepted.")),
    )
    return next((text for holds, text in asked if holds), "")
