"""Who decides in the approver's place: given with dates, revoked, and what is past."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....page.screens.typed import actor_of, ticked, tried, typed_day
from ....page.table import Column, Row, Table
from ....people.roles import BUYING_SIDE, PARTICIPANTS, Role
from ....rounds.models import Round
from ....rounds.queries import now_in, round_named
from ...requests.models import Delegation
from ..actions.delegate import delegate, revoke
from ..queries import as_given, delegations_seen, possible_delegates
from ..rule import is_in_force


@require_http_methods(["GET", "HEAD", "POST"])
def delegates(request: HttpRequest, round_code: str) -> HttpResponse:
    """The delegations of the own institution, those of all for the buying side; the approver's form."""
    of = round_named(round_code)
    viewer, today = request.viewer, timezone.localdate(now_in(of))  # type: ignore[attr-defined]
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        errors = tried(lambda: _act(request, of), "id_delegate")
        if not errors:
            return redirect("web:delegates", of.code)
    is_desk = viewer.role in BUYING_SIDE
    every = Delegation.objects.select_related("organisation", "given_by", "delegate") if is_desk else None
    seen = list(delegations_seen(viewer.own) if every is None else every)
    rows = [(one.pk if one.revoked_at is None and one.ends >= today else 0, _row(one, of, is_desk)) for one in seen]
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Agreement"), reverse("web:agreement", args=[of.code])),
            (_("Delegates"), ""),
        ],
        "of": of, "errors": errors, "typed": request.POST, "rows": rows, "today": today.isoformat(),
        "is_closed": viewer.role not in PARTICIPANTS,
        "may_give": viewer.role is Role.APPROVER,
        "people": possible_delegates(viewer),
        "table": Table(_("Delegates"), _columns(), [], total=len(rows)),
        "sentence": _("%(count)s decide today in the approver's place.")
        % {"count": sum(is_in_force(as_given(one), today) for one in seen)},
    }  # fmt: skip
    return render(request, "needs/delegates.html", told, status=422 if errors else 403 if told["is_closed"] else 200)


def _act(request: HttpRequest, of: Round) -> None:
    viewer, at = request.viewer, now_in(of)  # type: ignore[attr-defined]
    if request.POST.get("act") == "revoke":
        for one in ticked(request, "delegation"):
            revoke(of, viewer, actor_of(viewer), one, at)
        messages.success(request, _("The delegation is revoked; what was decided stays."), extra_tags="done")
        return
    starts, ends = typed_day(request.POST.get("starts", "")), typed_day(request.POST.get("ends", ""))
    delegate(of, viewer, actor_of(viewer), request.POST.get("delegate", ""), starts, ends, at)
    messages.success(request, _("The delegation is given, and the delegate is told."), extra_tags="done")


def _columns() -> tuple[Column, ...]:
    return (
        Column("organisation", _("Institution"), is_sortable=False),
        Column("delegate", _("Delegate"), is_sortable=False),
        Column("role", _("Role"), "word", is_sortable=False),
        Column("starts", _("From"), "date", is_sortable=False),
        Column("ends", _("Last day"), "date", is_sortable=False),
        Column("state", _("State"), "state", is_sortable=False),
    )


def _row(one: Delegation, of: Round, is_desk: bool) -> Row:
    today, given = timezone.localdate(now_in(of)), as_given(one)
    waits = not given.is_revoked and given.giver_decides and given.delegate_in_use and one.starts > today
    state = "current" if is_in_force(given, today) else "next" if waits else "ended"
    return {
        "organisation": str(one.organisation), "delegate": "" if is_desk else one.delegate.get_username(),
        "role": one.delegate.role, "starts": one.starts, "ends": one.ends, "state": state,
    }  # fmt: skip
