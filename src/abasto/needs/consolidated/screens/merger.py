"""One merger: its opinion, what its users say, and the acts that each may do on it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....base.refusal import Refused
from ....page.refusals import sentence_of
from ....page.screens.typed import actor_of
from ....people.models import Organisation
from ....people.roles import Role, Viewer
from ....people.visibility import Sight
from ....rounds.models import Round
from ....rounds.queries import now_in, round_named, sight
from ..actions.answer_merger import answer_merger, reply_to
from ..actions.decide_merger import ADOPT, REJECT, UNDO, decide_merger
from ..actions.propose_merger import consult_users
from ..mergers.queries import answers_visible_to, known_of, outstanding, proposal_numbered, users_of
from ..models import MergeProposal
from ..states import ADOPTED, AGREE, CONSULTED, OBJECT, PROPOSED
from .mergers import content_told
from .versions import crumbs_of

IN_PLACE = frozenset({
    "opinion-missing", "deadline-past", "day-unreadable", "not-from-this-state", "note-missing", "users-not-asked",
    "objections-open", "need-locked", "deadline-passed", "answer-unknown", "text-too-long", "phase-over",
})  # fmt: skip
ANSWERING = (Role.PLANNER, Role.APPROVER)


@require_http_methods(["GET", "HEAD", "POST"])
def merger(request: HttpRequest, round_code: str, event: int) -> HttpResponse:
    """The merger of that number; a POST does the act named in `do`."""
    of = round_named(round_code)
    viewer = cast(Viewer, request.viewer)  # type: ignore[attr-defined]
    seen = sight(viewer, of)
    one = proposal_numbered(seen, of, event)
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            _act(request, seen, one, viewer)
        except Refused as refused:
            if refused.code not in IN_PLACE:
                raise
            errors = [(f"id_{request.POST.get('do', 'note')}", sentence_of(refused))]
        else:
            return redirect("web:need_merger", of.code, one.number)
    return render(request, "needs/consolidated_merger.html", _told(seen, of, one, viewer, errors),
                  status=422 if errors else 200)  # fmt: skip


def _act(request: HttpRequest, seen: Sight, one: MergeProposal, viewer: Viewer) -> None:
    """One act of the form; refuses what the action refuses, and `not-found` for an act nobody knows."""
    posted, at, actor = request.POST, now_in(one.round), actor_of(viewer)
    note = posted.get("note", "")
    acts: dict[str, Callable[[], object]] = {
        "consult": lambda: consult_users(one, viewer, actor, _day(posted.get("deadline", "")), at),
        "answer": lambda: answer_merger(one, _own(one, posted.get("organisation", "")), viewer, actor,
                                        posted.get("answer", ""), posted.get("reason", ""), at),
        "reply": lambda: _reply(seen, one, posted.get("organisation", ""), viewer, actor, note),
        **{act: partial(decide_merger, one, act, viewer, actor, note, at) for act in (ADOPT, REJECT, UNDO)},
    }  # fmt: skip
    do = posted.get("do", "")
    if do not in acts:
        raise Refused("not-found", "", {"what": "act", "value": do[:20]})
    acts[do]()


def _reply(seen: Sight, one: MergeProposal, code: str, viewer: Viewer, actor: str, note: str) -> None:
    found = answers_visible_to(seen, one).filter(organisation__code=code).first()
    if found is None:
        raise Refused("not-found", "", {"what": "answer", "value": code[:80]})
    reply_to(found, viewer, actor, note, now_in(one.round))


def _own(one: MergeProposal, code: str) -> Organisation:
    """The user of the code that answers; refuses `not-allowed` where it is none."""
    for found in users_of(one):
        if found.code == code:
            return found
    raise Refused("not-allowed", "", {"what": code[:80]})


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused("day-unreadable", "", {"value": text[:20]}) from error


def _told(seen: Sight, of: Round, one: MergeProposal, viewer: Viewer, errors: list[tuple[str, str]]) -> dict[str, Any]:
    known = {each.clave: each for each in known_of(of, [one.from_item.clave, one.to_item.clave])}
    left = outstanding(one)
    users = users_of(one)
    may_act = of.is_announced and of.phase == "needs"
    is_coordinator = may_act and viewer.role is Role.COORDINATOR
    mine = [each for each in users if each.code in viewer.own] if viewer.role in ANSWERING and may_act else []
    codes = [(each, known.get(each.clave), content_told(known[each.clave]) if each.clave in known else "")
             for each in (one.from_item, one.to_item)]  # fmt: skip
    return {
        "crumbs": [*crumbs_of(of), (_("Mergers"), reverse("web:need_mergers", args=[of.code])), (str(one.number), "")],
        "one": one, "codes": codes, "errors": errors, "answers": answers_visible_to(seen, one),
        "users": len(users), "unanswered": left.unanswered if seen.sees_all("request") else [],
        "objections": len(left.objections), "agree": AGREE, "object": OBJECT,
        "mine": mine if one.state == CONSULTED else [],
        "may_consult": is_coordinator and one.state == PROPOSED,
        "may_decide": is_coordinator and one.state == CONSULTED,
        "may_reject": is_coordinator and one.state in (PROPOSED, CONSULTED),
        "may_undo": is_coordinator and one.state == ADOPTED,
        "sees_all": seen.sees_all("request"),
    }  # fmt: skip
