"""The versions of the consolidated need, and what the next one waits for."""

from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....base.refusal import Refused
from ....page.refusals import sentence_of
from ....page.screens.download import asked_for
from ....page.screens.typed import actor_of
from ....page.table import Column, Link, Row, make_table
from ....people.roles import Role, Viewer
from ....people.visibility import Sight
from ....problems.queries import open_critical
from ....problems.queries import visible_to as problems_visible_to
from ....rounds.models import Round
from ....rounds.queries import now_in, round_named, sight
from ....rounds.screens.closed import closed
from ..actions.make_version import Maker, make_version
from ..models import NeedVersion
from ..queries import Waiting, locked_version, standing_by_buyer, versions_visible_to
from ..states import OPEN
from .consolidated import is_invented

IN_PLACE = frozenset({
    "note-missing", "nothing-accepted", "need-version-same", "need-locked", "phase-over", "round-not-announced",
})  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, round_code: str) -> HttpResponse:
    """Every version with its differences; the coordinator makes the next one here."""
    of = round_named(round_code)
    viewer = cast(Viewer, request.viewer)  # type: ignore[attr-defined]
    seen = sight(viewer, of)
    if shut := closed(seen, of, "consolidated_need"):
        return render(request, "needs/consolidated_versions.html", {"crumbs": _crumbs(of), "closed": shut}, status=403)
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        errors = _refusals(request, of, viewer)
        if not errors:
            made = NeedVersion.objects.filter(round=of, state=OPEN).order_by("-number").values_list("number", flat=True)
            messages.success(request, _("The version is made."))
            return redirect("web:need_version", of.code, made[0])
    rows, columns = version_rows(seen, of), version_columns()
    if file := asked_for(request, f"need-versions-{of.code}", columns, rows, is_invented(of)):
        return file
    told = {**_told(seen, of, viewer), "errors": errors, "why": request.POST.get("why", ""),
            "table": make_table(_("Versions"), columns, rows, request.GET)}  # fmt: skip
    return render(request, "needs/consolidated_versions.html", told, status=422 if errors else 200)


def _told(seen: Sight, of: Round, viewer: Viewer) -> dict[str, Any]:
    """What the next version waits for, for those on the buying side."""
    told: dict[str, Any] = {"crumbs": _crumbs(of), "locked": locked_version(of)}
    if not (of.is_announced and seen.sees_all("request")):
        return told
    standing = standing_by_buyer(of)
    return told | {
        "may_make": viewer.role is Role.COORDINATOR and of.phase == "needs" and told["locked"] is None,
        "standing": make_table(_("Lines by institution"), standing_columns(), standing_rows(standing), {}, 200),
        "holding": sum(one.holds_up for one in standing),
        "critical": open_critical(problems_visible_to(seen, of.code).filter(room="needs")),
        "open": NeedVersion.objects.filter(round=of, state=OPEN).first(),
    }


def _refusals(request: HttpRequest, of: Round, viewer: Viewer) -> list[tuple[str, str]]:
    """Make the version; nothing where it was made, else the field and the sentence of what refused it."""
    maker = Maker(viewer, actor_of(viewer), request.POST.get("why", ""), now_in(of))
    try:
        make_version(of, maker, Path(settings.STATE))
    except Refused as refused:
        if refused.code not in IN_PLACE:
            raise
        return [("id_why", sentence_of(refused))]
    return []


def version_columns() -> tuple[Column, ...]:
    """What is told of every version."""
    return (
        Column("number", _("Version")), Column("state", _("State"), "state"), Column("at", _("Made"), "datetime"),
        Column("why", _("Why"), wide=True), Column("lines", _("Lines"), "number"),
        Column("codes", _("Codes"), "number"),
        Column("buyers", _("Buyers"), "number"), Column("maximum", _("Maximum"), "pieces", unit=_("pieces")),
        Column("added", _("Added"), "number"), Column("removed", _("Removed"), "number"),
        Column("changed", _("Changed"), "number"), Column("sha256", "SHA-256", "clave"),
    )  # fmt: skip


def version_rows(seen: Sight, of: Round) -> list[Row]:
    """A row per version, the newest first."""
    return [
        {
            "number": Link(one.number, reverse("web:need_version", args=[of.code, one.number])), "state": one.state,
            "at": one.at, "why": one.why, "lines": one.lines, "codes": one.codes, "buyers": one.buyers,
            "maximum": one.maximum_pieces, "added": one.changes.get("added"), "removed": one.changes.get("removed"),
            "changed": one.changes.get("changed"), "sha256": one.content_sha256[:16],
        }
        for one in versions_visible_to(seen, of)
    ]  # fmt: skip


def standing_columns() -> tuple[Column, ...]:
    """Where each institution's lines stand: counts alone."""
    return (
        Column("name", _("Institution"), wide=True, is_sortable=False),
        Column("drafts", _("Not handed in"), "number", is_sortable=False),
        Column("waiting", _("Handed in, not accepted"), "number", is_sortable=False),
        Column("counted", _("Accepted or locked"), "number", is_sortable=False),
        Column("uncollected", _("Of its units, not collected"), "number", is_sortable=False),
        Column("state", _("State"), "state", is_sortable=False),
    )


def standing_rows(standing: list[Waiting]) -> list[Row]:
    """Those that hold up the lock first."""
    ordered = sorted(standing, key=lambda one: not one.holds_up)
    return [
        {
            "name": one.name, "drafts": one.not_handed_in, "waiting": one.waiting,
            "counted": one.by_state.get("accepted", 0) + one.by_state.get("locked", 0),
            "uncollected": one.uncollected,
            "state": _state(one),
        }
        for one in ordered
    ]  # fmt: skip


def _state(one: Waiting) -> str | None:
    """What a buyer is to the lock; None where it has no line."""
    if one.has_left:
        return "left"
    if one.holds_up:
        return "waiting"
    return "done" if any(one.by_state.values()) else None


def _crumbs(of: Round) -> list[tuple[str, str]]:
    return [*crumbs_of(of), (_("Versions"), "")]


def crumbs_of(of: Round) -> list[tuple[str, str]]:
    """The way to the consolidated need."""
    return [
        (of.code, reverse("web:round", args=[of.code])), (_("Needs"), reverse("web:needs", args=[of.code])),
        (_("Consolidated need"), reverse("web:consolidated", args=[of.code])),
    ]  # fmt: skip
