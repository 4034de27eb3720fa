"""Who reviews for an institution: the approver names two, with dates, and ends a naming."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....page.screens.typed import actor_of, ticked, tried, typed_day
from ....page.table import Column, Row, Table
from ....people.notices.queries import people_of
from ....people.roles import BUYING_SIDE, PARTICIPANTS, Role
from ....rounds.models import Round
from ....rounds.queries import ends_of, now_in, round_named
from ..actions.name_reviewer import end_seat, name_reviewer
from ..models import ReviewerSeat
from ..queries import seats_seen
from ..seats import SEATS, Period


@require_http_methods(["GET", "HEAD", "POST"])
def reviewers(request: HttpRequest, round_code: str) -> HttpResponse:
    """The namings of the own institution, those of all for the buying side; the approver's form."""
    of = round_named(round_code)
    viewer, at = request.viewer, now_in(of)  # type: ignore[attr-defined]
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        errors = tried(lambda: _act(request, of), "id_reviewer")
        if not errors:
            return redirect("web:reviewers", of.code)
    is_desk = viewer.role in BUYING_SIDE
    seats = ReviewerSeat.objects.select_related("organisation", "reviewer") if is_desk else seats_seen(viewer)
    today = timezone.localdate(at)
    rows = [(one.pk if _is_standing(one, of) else 0, _row(one, of, is_desk)) for one in seats]
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Agreement"), reverse("web:agreement", args=[of.code])),
            (_("Reviewers"), ""),
        ],
        "of": of, "errors": errors, "typed": request.POST, "rows": rows, "most": SEATS,
        "is_closed": viewer.role not in PARTICIPANTS,
        "may_name": viewer.role is Role.APPROVER,
        "people": people_of(viewer.own, [Role.REVIEWER]),
        "starts": today.isoformat(), "ends": (ends_of(of, "needs") or today).isoformat(),
        "table": Table(_("Reviewers"), _columns(), [], total=len(rows)),
        "sentence": _("%(count)s reviewers are named for today.")
        % {"count": sum(_is_now(one, of) for one in seats)},
    }  # fmt: skip
    return render(request, "needs/reviewers.html", told, status=422 if errors else 403 if told["is_closed"] else 200)


def _act(request: HttpRequest, of: Round) -> None:
    viewer, at = request.viewer, now_in(of)  # type: ignore[attr-defined]
    if request.POST.get("act") == "end":
        for seat in ticked(request, "seat"):
            end_seat(of, viewer, actor_of(viewer), seat, at)
        messages.success(request, _("The naming is ended; opinions given stay."), extra_tags="done")
        return
    period = Period(typed_day(request.POST.get("starts", "")), typed_day(request.POST.get("ends", "")))
    name_reviewer(of, viewer, actor_of(viewer), request.POST.get("reviewer", ""), period, at)
    messages.success(request, _("The reviewer is named and told."), extra_tags="done")


def _is_standing(one: ReviewerSeat, of: Round) -> bool:
    return one.ended_at is None and one.ends >= timezone.localdate(now_in(of))


def _is_now(one: ReviewerSeat, of: Round) -> bool:
    return _is_standing(one, of) and one.starts <= timezone.localdate(now_in(of)) and one.reviewer.is_active


def _columns() -> tuple[Column, ...]:
    return (
        Column("organisation", _("Institution"), is_sortable=False),
        Column("reviewer", _("Reviewer"), is_sortable=False),
        Column("starts", _("From"), "date", is_sortable=False),
        Column("ends", _("Last day"), "date", is_sortable=False),
        Column("state", _("State"), "state", is_sortable=False),
    )


def _row(one: ReviewerSeat, of: Round, is_desk: bool) -> Row:
    state = "current" if _is_now(one, of) else "next" if _is_standing(one, of) else "ended"
    name = "" if is_desk else one.reviewer.get_username()
    return {
        "organisation": str(one.organisation),
        "reviewer": name,
        "starts": one.starts,
        "ends": one.ends,
        "state": state,
    }
