"""Who takes part in an announced round: institutions that join late or leave, codes withdrawn, deadlines moved."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ...base.refusal import Refused
from ...catalogue.actions.withdraw_item import withdraw_item
from ...catalogue.models import RoundItem
from ...needs.requests.queries import may_look
from ...page.screens.typed import actor_of, typed_day
from ...page.table import Column, Link, Row, make_table
from ...page.words import word
from ...people.models import Organisation
from ...people.roles import Role, Viewer
from ...rounds.actions.change_members import join, leave, move_deadline
from ...rounds.models import Round
from ...rounds.queries import calendar, now_in, participations, round_named, sight


@require_GET
def members(request: HttpRequest, round_code: str) -> HttpResponse:
    """The institutions, the codes withdrawn, the calendar; the coordinator changes them here."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    if not may_look(seen):
        raise Refused("not-allowed", "", {"field": "request"})
    places = [one for one in participations(of) if one.is_buyer]
    there = {one.organisation_id for one in places}
    outside = Organisation.objects.filter(kind__in=("institution", "legal_entity")).exclude(pk__in=there)
    columns = (
        Column("name", _("Buyer")),
        Column("joined", _("Joined late"), "date"),
        Column("left", _("Left"), "date"),
    )
    rows: list[Row] = [{"name": str(one.organisation), "joined": one.joined_on, "left": one.left_on} for one in places]
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Agree on the needs"), reverse("web:asking", args=[of.code])),
            (_("Who takes part"), ""),
        ],
        "of": of,
        "table": make_table(_("Buyers"), columns, rows, request.GET, per_page=100),
        "withdrawn": _withdrawn(of, request),
        "may_change": seen.viewer.role is Role.COORDINATOR and of.is_announced and of.phase == "needs",
        "places": [(one.organisation.code, str(one.organisation)) for one in places if one.left_on is None],
        "outside": [(one.code, str(one)) for one in outside]
        + [(one.organisation.code, str(one.organisation)) for one in places if one.left_on],
        "phases": [(one.phase, word(one.phase)) for one in calendar(of)],
        "errors": [],
    }
    return render(request, "web/members.html", told)


@require_POST
def change(request: HttpRequest, round_code: str) -> HttpResponse:
    """One change, of the coordinator's; told back in a sentence."""
    of = round_named(round_code)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    do = CHANGES.get(request.POST.get("do", ""))
    if do is None:
        raise Refused("act-unknown", "", {"act": request.POST.get("do", ""), "known": list(CHANGES)})
    messages.success(request, do(request, of, viewer), extra_tags="done")
    return redirect("web:members", of.code)


def _join(request: HttpRequest, of: Round, viewer: Viewer) -> str:
    joined = _organisation(request.POST.get("institution", ""))
    join(of, joined, viewer, actor_of(viewer), now_in(of))
    return _("%(institution)s takes part from now on.") % {"institution": joined}


def _leave(request: HttpRequest, of: Round, viewer: Viewer) -> str:
    left = _organisation(request.POST.get("institution", ""))
    leave(of, left, request.POST.get("why", ""), viewer, actor_of(viewer), now_in(of))
    return _("%(institution)s left the round; its lines are kept, and not accepted any more.") % {"institution": left}


def _withdraw(request: HttpRequest, of: Round, viewer: Viewer) -> str:
    clave = request.POST.get("clave", "").strip()
    withdraw_item(of, clave, request.POST.get("why", ""), viewer, actor_of(viewer), now_in(of))
    return _("%(clave)s is withdrawn; lines that ask for it cannot be submitted, approved or accepted.") % {
        "clave": clave
    }


def _deadline(request: HttpRequest, of: Round, viewer: Viewer) -> str:
    phase, day = request.POST.get("phase", ""), typed_day(request.POST.get("ends", ""))
    move_deadline(of, phase, day, request.POST.get("why", ""), viewer, actor_of(viewer), now_in(of))
    return _("The last day of %(phase)s is now %(day)s.") % {"phase": word(phase), "day": day.isoformat()}


CHANGES: dict[str, Callable[[HttpRequest, Round, Viewer], str]] = {
    "join": _join,
    "leave": _leave,
    "withdraw": _withdraw,
    "deadline": _deadline,
}


def _organisation(code: str) -> Organisation:
    found = Organisation.objects.filter(code=code).exclude(kind="supplier").first()
    if found is None:
        raise Refused("not-found", "", {"what": "institution", "value": code})
    return found


def _withdrawn(of: Round, request: HttpRequest) -> object:
    columns = (Column("clave", _("Clave"), "clave"), Column("on", _("Withdrawn on"), "date"), Column("why", _("Why")))
    rows: list[Row] = [
        {"clave": Link(one.item.clave, reverse("web:item", args=[of.code, one.item.clave])), "on": one.withdrawn_on,
         "why": one.withdrawn_why}
        for one in RoundItem.objects.filter(round=of).exclude(withdrawn_on=None).select_related("item")
    ]  # fmt: skip
    return make_table(_("Codes withdrawn"), columns, rows, request.GET)
