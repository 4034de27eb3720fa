"""The lock of a version: repeats what will happen, asks for the password, and for a note on what is left out."""

from pathlib import Path
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....base.refusal import Refused
from ....law.signature import values_to_check
from ....ledger.actions.keep_key import kept_salt, kept_signer
from ....page.refusals import sentence_of
from ....page.totals import Totals
from ....people.acts import must_be
from ....people.models import User
from ....people.roles import Role, Viewer
from ....problems.queries import open_critical
from ....problems.queries import visible_to as problems_visible_to
from ....rounds.queries import ends_of, now_in, round_named, sight
from ..actions.lock_version import Signature, lock_version, values_of_lock
from ..models import NeedVersion
from ..queries import standing_by_buyer, version_numbered
from .versions import crumbs_of

IN_PLACE = frozenset({
    "wrong-password", "value-to-check", "lines-wait", "left-out-too-early", "need-version-stale",
    "critical-problems-open", "not-from-this-state", "phase-over",
})  # fmt: skip
NOTE = "left_out-"


@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest, round_code: str, version: int) -> HttpResponse:
    """The act; a refusal is shown on the same page, with what it takes to mend it."""
    of = round_named(round_code)
    viewer = cast(Viewer, request.viewer)  # type: ignore[attr-defined]
    must_be(viewer, Role.COORDINATOR)
    seen = sight(viewer, of)
    one = version_numbered(seen, of, version)
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        errors = _refusals(request, one)
        if not errors:
            messages.success(request, _("The consolidated need is locked and signed."))
            return redirect("web:need_version", of.code, one.number)
    standing = standing_by_buyer(of)
    address = reverse("web:need_version", args=[of.code, one.number])
    told = {
        "crumbs": [*crumbs_of(of), (_("Versions"), reverse("web:need_versions", args=[of.code])),
                   (str(one.number), address), (_("Lock"), "")],
        "one": one, "errors": errors, "totals": Totals(one.codes, one.maximum_pieces),
        "holding": [(each, request.POST.get(NOTE + each.code, "")) for each in standing if each.holds_up],
        "not_handed_in": sum(each.not_handed_in for each in standing),
        "critical": open_critical(problems_visible_to(seen, of.code).filter(room="needs")),
        "doubtful": values_to_check(values_of_lock(of)), "is_rehearsal": of.is_synthetic,
        "ends": ends_of(of, "needs"),
    }  # fmt: skip
    return render(request, "needs/consolidated_lock.html", told, status=422 if errors else 200)


def _refusals(request: HttpRequest, one: NeedVersion) -> list[tuple[str, str]]:
    """Lock; nothing where it was locked, else the field and the sentence of what refused it."""
    keys = Path(settings.STATE) / "keys"
    user, password = cast(User, request.user), request.POST.get("password", "")
    signature = Signature(user, password, kept_signer(keys), kept_salt(keys))
    notes = {key.removeprefix(NOTE): value for key, value in request.POST.items() if key.startswith(NOTE)}
    try:
        lock_version(one, signature, {key: str(value) for key, value in notes.items()}, now_in(one.round),
                     Path(settings.STATE))  # fmt: skip
    except Refused as refused:
        if refused.code not in IN_PLACE:
            raise
        return [("id_act_password", sentence_of(refused))]
    return []
