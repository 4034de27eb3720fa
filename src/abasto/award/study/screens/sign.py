"""The signature of an award across lots: repeats what will happen, asks for the password, says what refuses it."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....base.refusal import Refused
from ....ledger.actions.keep_key import kept_salt
from ....page.refusals import sentence_of
from ....page.totals import Totals
from ....people.models import User
from ....people.roles import Role
from ....rounds.queries import round_named, sight
from ..actions.sign_scenario import sign_scenario
from ..models import Scenario
from ..queries import across_lots, scenario_coded
from .table import gap_of

ELSEWHERE = frozenset({"not-allowed", "not-found"})


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, round_code: str, scenario: str) -> HttpResponse:
    """What is signed, in words; a refusal is shown on the same page. Only for the buyer, and only where admitted."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.role is not Role.BUYER:
        raise Refused("not-allowed", "", {"role": viewer.role.value})
    found, law = scenario_coded(sight(viewer, of), of, scenario), across_lots(of)
    if not law.is_true or not found.is_awardable:
        raise Refused("study-not-awardable", law.citation, {"scenario": found.name})
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        errors = _refusals(request, found)
        if not errors:
            messages.success(request, _("The award across lots is signed, and its awards are made."))
            return redirect("web:awards", of.code)
    summary = found.summary
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Study"), reverse("web:study", args=[of.code])),
            (found.name, reverse("web:scenario", args=[of.code, found.code])),
            (_("Sign"), ""),
        ],
        "one": found,
        "law": law,
        "errors": errors,
        "gap": gap_of(found),
        "awarded": Totals(summary["awarded"], summary["pieces"], summary["money_centavos"]),
    }
    return render(request, "award/scenario_sign.html", told, status=422 if errors else 200)


def _refusals(request: HttpRequest, found: Scenario) -> list[tuple[str, str]]:
    """Sign; nothing where it was signed, else the field and the sentence of what refused it."""
    password, salt = request.POST.get("password", ""), kept_salt(settings.STATE / "keys")
    try:
        sign_scenario(found, cast(User, request.user), password, salt)
    except Refused as refused:
        if refused.code in ELSEWHERE:
            raise
        return [("id_act_password", sentence_of(refused))]
    return []
