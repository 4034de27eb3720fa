"""The agreements of a round, the form that proposes one, and where the view of one's institution went."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ....base.clave import parse_clave
from ....page.screens.download import asked_for, wants_file
from ....page.screens.typed import actor_of, tried
from ....page.table import Column, Link, Row, Table, make_table
from ....page.words import word
from ....people.models import Organisation
from ....people.roles import BUYING_SIDE, Role
from ...models import Round
from ...queries import now_in, round_named, sight
from ...screens.closed import closed
from ..actions.propose import propose
from ..models import Agreement
from ..queries import institutions_of, taken_on, views_of, visible_to
from ..states import ADOPTED, PROPOSED, WITHDRAWN, Proposal, Taken, counts

STATES = (PROPOSED, ADOPTED, WITHDRAWN)
PROPOSERS = (Role.PLANNER, Role.APPROVER, Role.COORDINATOR)


@require_http_methods(["GET", "HEAD", "POST"])
def agreements(request: HttpRequest, round_code: str) -> HttpResponse:
    """Every agreement with its counts; a POST proposes one."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        errors = tried(lambda: _propose(request, of), "id_title")
        if not errors:
            return redirect("web:agreements", of.code)
    every = list(visible_to(seen, of))
    taken = taken_on(every)
    rows = [_row(one, taken.get(one.pk, []), of) for one in every if request.GET.get("state", "") in ("", one.state)]
    if file := asked_for(request, f"agreements-{of.code}", _columns(), rows, of.is_synthetic):
        return file
    is_closed = not seen.sees_all("agreement")
    told = {
        "crumbs": _crumbs(of, _("Agreements")),
        "of": of, "errors": errors, "typed": request.POST, "state": request.GET.get("state", ""),
        "closed": closed(seen, of, "agreement") if is_closed else "",
        "may_propose": seen.viewer.role in PROPOSERS and not is_closed,
        "states": [(state, word(f"agreement-{state}")) for state in STATES],
        "sentence": _sentence(every, taken),
        "table": make_table(_("Agreements"), _columns(), rows, request.GET),
    }  # fmt: skip
    return render(request, "rounds/agreements.html", told, status=422 if errors else 403 if is_closed else 200)


@require_safe
def views(request: HttpRequest, round_code: str) -> HttpResponse:
    """Where the view of an institution went, and why: the viewer's own, or for the buying side the one asked for."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    is_desk = seen.viewer.role in BUYING_SIDE
    homes = institutions_of(of) if is_desk else []
    asked = request.GET.get("institution", "") or (homes[0].code if homes else "")
    codes = {asked} if is_desk else {seen.viewer.organisation_code}
    found = views_of(seen, of, codes) if seen.viewer.organisation_code or is_desk else []
    rows = [_view_row(view.agreement, view.taken, of) for view in found]
    if wants_file(request) and (file := asked_for(request, f"views-{of.code}", _view_columns(), rows, of.is_synthetic)):
        return file
    home = Organisation.objects.filter(code__in=codes).first()
    told = {
        "crumbs": _crumbs(of, _("Where our view went")),
        "of": of, "asked": asked, "homes": [(one.code, str(one)) for one in homes],
        "is_closed": not (seen.viewer.organisation_code or is_desk),
        "sentence": _("%(institution)s: %(count)s agreements, each with what was answered and why it ended so.")
        % {"institution": home or "–", "count": len(found)},
        "table": Table(_("Where our view went"), _view_columns(), rows, total=len(rows)),
    }  # fmt: skip
    return render(request, "rounds/agreement_views.html", told, status=403 if told["is_closed"] else 200)


def _crumbs(of: Round, last: str) -> list[tuple[str, str]]:
    return [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Agreement"), reverse("web:agreement", args=[of.code])),
        (last, ""),
    ]


def _propose(request: HttpRequest, of: Round) -> None:
    viewer = request.viewer  # type: ignore[attr-defined]
    claves = tuple(dict.fromkeys(_clave(text) for text in request.POST.get("claves", "").replace(",", " ").split()))
    typed = {name: request.POST.get(name, "") for name in ("title", "text", "citations")}
    made = propose(of, viewer, actor_of(viewer), Proposal(claves=claves, **typed), now_in(of))
    told = _("Agreement %(number)s is proposed, and every institution is told.") % {"number": made.number}
    messages.success(request, told, extra_tags="done")


def _clave(text: str) -> str:
    """The clave as the catalogue writes it; refuses what is none."""
    return parse_clave(text).text


def _sentence(every: Sequence[Agreement], taken: dict[int, list[Taken]]) -> str:
    adopted = sum(one.state == ADOPTED for one in every)
    waiting = sum(one.waits for each in every if each.state == PROPOSED for one in taken.get(each.pk, []))
    return _("%(adopted)s of %(all)s agreements are adopted; %(waiting)s dissents wait for an answer.") % {
        "adopted": adopted, "all": len(every), "waiting": waiting}  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", _("Number"), "number"),
        Column("title", _("Title"), wide=True),
        Column("by", _("Proposed by")),
        Column("state", _("State"), "state"),
        Column("agree", _("Agree"), "number"),
        Column("dissent", _("Dissent"), "number"),
        Column("abstain", _("Abstain"), "number"),
        Column("waiting", _("Not answered"), "number"),
    )


def _row(one: Agreement, taken: Sequence[Taken], of: Round) -> Row:
    href = reverse("web:agreement_one", args=[of.code, one.number])
    return {
        "number": one.number, "title": Link(one.title, href),
        "by": str(one.by_organisation or word(Role.COORDINATOR.value)), "state": f"agreement-{one.state}",
        "waiting": sum(each.waits for each in taken), **counts(taken),
    }  # fmt: skip


def _view_columns() -> tuple[Column, ...]:
    return (
        Column("title", _("Agreement"), wide=True, is_sortable=False),
        Column("stance", _("Our position"), "state", is_sortable=False),
        Column("reason", _("What we said"), wide=True, is_sortable=False),
        Column("answer", _("What was answered"), wide=True, is_sortable=False),
        Column("state", _("What became of it"), "state", is_sortable=False),
        Column("outcome", _("Why"), wide=True, is_sortable=False),
    )


def _view_row(one: Agreement, taken: Taken | None, of: Round) -> Row:
    href = reverse("web:agreement_one", args=[of.code, one.number])
    return {
        "title": Link(f"{one.number}. {one.title}", href), "stance": taken.stance if taken else "silent",
        "reason": taken.reason if taken else "", "answer": taken.answer if taken else "",
        "state": f"agreement-{one.state}", "outcome": one.outcome,
    }  # fmt: skip
