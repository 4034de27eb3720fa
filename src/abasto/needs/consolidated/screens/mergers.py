"""Mergers of codes: those proposed, and the codes that might be merged, which need a clinical opinion."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ....base.refusal import Refused
from ....page.refusals import sentence_of
from ....page.screens.download import asked_for
from ....page.screens.typed import actor_of
from ....page.table import Column, Link, Row, make_table
from ....people.acts import must_be
from ....people.roles import Role, Viewer
from ....rounds.models import Round
from ....rounds.queries import now_in, round_named, sight
from ..actions.propose_merger import NewMerger, propose_merger
from ..mergers.candidates import Candidate, Known, ratio_of
from ..mergers.queries import candidates_of, known_of, proposals_visible_to
from ..models import MergeProposal
from .consolidated import is_invented
from .versions import crumbs_of

IN_PLACE = {
    "code-not-in-round": "id_from", "merger-of-itself": "id_to", "factor-unfit": "id_numerator",
    "merger-chained": "id_from", "text-too-long": "id_opinion", "number-unreadable": "id_numerator",
    "phase-over": "id_from", "round-not-announced": "id_from",
}  # fmt: skip
FIELDS = ("from", "to", "numerator", "denominator", "opinion", "basis")


@require_safe
def mergers(request: HttpRequest, round_code: str) -> HttpResponse:
    """The proposals the viewer may see; for the buying side, the candidates too."""
    of = round_named(round_code)
    viewer = cast(Viewer, request.viewer)  # type: ignore[attr-defined]
    seen = sight(viewer, of)
    if not (seen.sees_all("request") or seen.sees_own("request")):
        return render(request, "needs/consolidated_mergers.html", {"crumbs": _crumbs(of), "closed": True}, status=403)
    found = list(proposals_visible_to(seen, of))
    told: dict[str, Any] = {
        "crumbs": _crumbs(of), "table": make_table(_("Mergers"), _columns(), [_row(of, one) for one in found], {}, 200),
        "proposed": len(found),
        "may_propose": viewer.role is Role.COORDINATOR and of.is_announced and of.phase == "needs",
    }  # fmt: skip
    if seen.sees_all("request") and of.is_announced:
        columns = _candidate_columns()
        rows = [_candidate(of, one, told["may_propose"]) for one in candidates_of(of)]
        if file := asked_for(request, f"merger-candidates-{of.code}", columns, rows, is_invented(of)):
            return file
        told["candidates"] = make_table(_("Suggested, each needs a clinical opinion"), columns, rows, request.GET, 25)
    return render(request, "needs/consolidated_mergers.html", told)


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", _("Merger"), is_sortable=False),
        Column("from", _("Code that goes"), "clave", is_sortable=False),
        Column("to", _("Code that takes its pieces"), "clave", is_sortable=False),
        Column("factor", _("Factor"), is_sortable=False), Column("state", _("State"), "state", is_sortable=False),
        Column("deadline", _("Answers until"), "date", is_sortable=False),
    )  # fmt: skip


def _row(of: Round, one: MergeProposal) -> Row:
    return {
        "number": Link(one.number, reverse("web:need_merger", args=[of.code, one.number])),
        "from": one.from_item.clave, "to": one.to_item.clave, "factor": f"{one.numerator} / {one.denominator}",
        "state": one.state, "deadline": one.deadline,
    }  # fmt: skip


def _candidate_columns() -> tuple[Column, ...]:
    return (
        Column("from", _("Code that might go"), "clave"), Column("strength", _("Its strength"), wide=True),
        Column("content", _("In one piece")), Column("pieces", _("Accepted"), "pieces", unit=_("pieces")),
        Column("to", _("Into"), "clave"), Column("to_strength", _("Strength of that"), wide=True),
        Column("to_content", _("In one piece of that")), Column("factor", _("Pieces of that by content")),
        Column("act", "", is_sortable=False),
    )  # fmt: skip


def _candidate(of: Round, one: Candidate, may_propose: bool) -> Row:
    """A candidate; its link opens the form filled in."""
    ratio = one.ratio
    parts = (ratio.numerator, ratio.denominator) if ratio else ("", "")
    address = reverse("web:need_merger_new", args=[of.code])
    query = f"?from={one.source.clave}&to={one.target.clave}&numerator={parts[0]}&denominator={parts[1]}"
    return {
        "from": one.source.clave, "strength": one.source.strength or one.source.description[:80],
        "content": content_told(one.source), "pieces": one.source.pieces, "to": one.target.clave,
        "to_strength": one.target.strength or one.target.description[:80], "to_content": content_told(one.target),
        "factor": f"{parts[0]} / {parts[1]}" if ratio else "",
        "act": Link(_("Propose"), address + query) if may_propose else None,
    }  # fmt: skip


def content_told(known: Known) -> str:
    """The active substance in one piece, "" where the text does not tell it plainly."""
    found = known.content
    if found is None:
        return ""
    amount = found.amount
    return f"{int(amount) if amount.denominator == 1 else round(float(amount), 6)} {found.unit}"


@require_http_methods(["GET", "HEAD", "POST"])
def new_merger(request: HttpRequest, round_code: str) -> HttpResponse:
    """The form of a proposal."""
    of = round_named(round_code)
    viewer = cast(Viewer, request.viewer)  # type: ignore[attr-defined]
    must_be(viewer, Role.COORDINATOR)
    typed = {name: (request.POST if request.method == "POST" else request.GET).get(name, "") for name in FIELDS}
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            made = propose_merger(of, _typed(typed), viewer, actor_of(viewer), now_in(of))
        except Refused as refused:
            if refused.code not in IN_PLACE:
                raise
            errors = [(IN_PLACE[refused.code], sentence_of(refused))]
        else:
            messages.success(request, _("The merger is proposed. Ask the users of the code next."))
            return redirect("web:need_merger", of.code, made.number)
    known = {one.clave: one for one in known_of(of, [typed["from"], typed["to"]])}
    source, target = known.get(typed["from"]), known.get(typed["to"])
    told = {"crumbs": [*_crumbs(of)[:-1], (_("Mergers"), reverse("web:need_mergers", args=[of.code])), (_("New"), "")],
            "typed": typed, "source": typed["from"], "errors": errors,
            "known": [one for one in (source, target) if one],
            "by_content": ratio_of(source, target) if source and target else None}  # fmt: skip
    return render(request, "needs/consolidated_merger_new.html", told, status=422 if errors else 200)


def _typed(typed: Mapping[str, str]) -> NewMerger:
    return NewMerger(typed["from"].strip(), typed["to"].strip(), _number(typed["numerator"]),
                     _number(typed["denominator"]), typed["opinion"], typed["basis"])  # fmt: skip


def _number(text: str) -> int:
    """A whole number as typed; refuses `number-unreadable`."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
        raise Refused("number-unreadable", "", {"value": plain[:20]})
    return int(plain)


def _crumbs(of: Round) -> list[tuple[str, str]]:
    return [*crumbs_of(of), (_("Mergers"), "")]
