"""The announcement of a round as every department gets it, and for the coordinator who has read it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ...base.refusal import Refused
from ...page.figures import pieces
from ...page.screens.download import asked_for
from ...page.screens.typed import actor_of, tried
from ...page.table import Column, Row, make_table
from ...page.words import word
from ...people.notices.queries import Readers, readers_of
from ...people.queries import codes_below
from ...people.roles import BUYING_SIDE, PARTICIPANTS, Role
from ..actions.announce_to_all import announce_to_all, announcement_key, remind_unread
from ..agreements.queries import institutions_of
from ..models import Round
from ..queries import calendar, ends_of, now_in, round_named


@require_http_methods(["GET", "HEAD", "POST"])
def announcement(request: HttpRequest, round_code: str) -> HttpResponse:
    """The calendar for everyone; who has read it for the buying side; the coordinator tells all, or reminds."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        errors = tried(lambda: _act(request, of), "content")
        if not errors:
            return redirect("web:announcement", of.code)
    sees_readers = viewer.role in BUYING_SIDE
    readers = _readers(of) if sees_readers else []
    rows = [_row(one) for one in readers]
    if sees_readers and (file := asked_for(request, f"readers-{of.code}", _columns(), rows, of.is_synthetic)):
        return file
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Agreement"), reverse("web:agreement", args=[of.code])),
            (_("Announcement"), ""),
        ],
        "of": of, "errors": errors, "calendar": calendar(of), "until": ends_of(of, "needs"),
        "sees_readers": sees_readers, "told": sum(one.told for one in readers),
        "unread": sum(one.told - one.read for one in readers),
        "may_tell": viewer.role is Role.COORDINATOR and of.is_announced,
        "is_asked": viewer.role in PARTICIPANTS,
        "sentence": _sentence(of, readers),
        "table": make_table(_("Who has read it"), _columns(), rows, request.GET),
    }  # fmt: skip
    return render(request, "rounds/announcement.html", told, status=422 if errors else 200)


def _act(request: HttpRequest, of: Round) -> None:
    viewer, at = request.viewer, now_in(of)  # type: ignore[attr-defined]
    act = {"tell": announce_to_all, "remind": remind_unread}.get(request.POST.get("act", ""))
    if act is None:
        raise Refused("choice-unknown", "", {"value": request.POST.get("act", "")[:40]})
    count = act(of, viewer, actor_of(viewer), at)
    told = ngettext("%(count)s person is told.", "%(count)s people are told.", count) % {"count": pieces(count)}
    messages.success(request, told, extra_tags="done")


def _readers(of: Round) -> list[Readers]:
    """Those told, and the institutions of the round in which nobody has an account and so nobody was told."""
    told = readers_of(announcement_key(of))
    reached = {one.code for one in told}
    silent = [one for one in institutions_of(of) if not reached & codes_below(one)]
    return [*told, *(Readers(one.code, str(one), 0, 0, {}) for one in silent)]


def _sentence(of: Round, readers: Sequence[Readers]) -> str:
    if not of.is_announced:
        return _("This round was read from files; it was not announced here.")
    told, read = sum(one.told for one in readers), sum(one.read for one in readers)
    if not told:
        return _("%(round)s is announced.") % {"round": of.code}
    return _("%(read)s of %(told)s people have read it.") % {"read": pieces(read), "told": pieces(told)}


def _columns() -> tuple[Column, ...]:
    return (
        Column("institution", _("Institution")),
        Column("told", _("Told"), "number"),
        Column("read", _("Have read it"), "number"),
        Column("unread", _("Have not"), "number"),
        Column("roles", _("Roles that have not"), wide=True, is_sortable=False),
    )


def _row(one: Readers) -> Row:
    roles = ", ".join(f"{word(role)} ({count})" for role, count in one.unread_roles.items())
    roles = roles if one.told else _("Nobody has an account")
    return {"institution": one.name or "–", "told": one.told, "read": one.read, "unread": one.told - one.read,
            "roles": roles}  # fmt: skip
