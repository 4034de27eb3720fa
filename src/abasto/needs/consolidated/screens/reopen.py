"""Reopening a locked need: who asked, and why."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....base.refusal import Refused
from ....page.refusals import sentence_of
from ....page.screens.typed import actor_of
from ....people.acts import must_be
from ....people.roles import Role, Viewer
from ....rounds.queries import now_in, round_named, sight
from ..actions.reopen_version import reopen_version
from ..queries import version_numbered
from .versions import crumbs_of

IN_PLACE = {"note-missing": "id_why", "asker-missing": "id_asked_by", "not-from-this-state": "id_why",
            "phase-over": "id_why"}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, round_code: str, version: int) -> HttpResponse:
    """The form of a reopening."""
    of = round_named(round_code)
    viewer = cast(Viewer, request.viewer)  # type: ignore[attr-defined]
    must_be(viewer, Role.COORDINATOR)
    one = version_numbered(sight(viewer, of), of, version)
    asked_by, why = request.POST.get("asked_by", ""), request.POST.get("why", "")
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            reopen_version(one, viewer, actor_of(viewer), asked_by, why, now_in(of))
        except Refused as refused:
            if refused.code not in IN_PLACE:
                raise
            errors = [(IN_PLACE[refused.code], sentence_of(refused))]
        else:
            messages.success(request, _("The consolidated need is open again. Its lines can be returned."))
            return redirect("web:need_versions", of.code)
    address = reverse("web:need_version", args=[of.code, one.number])
    crumbs = [*crumbs_of(of), (_("Versions"), reverse("web:need_versions", args=[of.code])),
              (str(one.number), address), (_("Reopen"), "")]  # fmt: skip
    told = {"crumbs": crumbs, "one": one, "errors": errors, "asked_by": asked_by, "why": why}
    return render(request, "needs/consolidated_reopen.html", told, status=422 if errors else 200)
