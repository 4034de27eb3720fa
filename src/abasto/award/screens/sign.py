"""The signature of the award act: repeats what will happen, asks for the password, says what still blocks it."""

from collections.abc import Sequence
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...base.refusal import Refused
from ...law.reader import read_rule_set
from ...law.signature import values_to_check
from ...law.values import LegalValue
from ...ledger.actions.keep_key import kept_salt
from ...page.refusals import sentence_of
from ...people.models import User
from ...people.roles import Role
from ...rounds.queries import round_named, sight
from ...tender.lawful_call import values_of_call
from ...tender.models import SIGNED, Procedure
from ...tender.queries import procedure_of
from ..actions.sign_act import sign_act
from ..lines import asked, awarded, left
from ..queries import award_lines

IN_PLACE = frozenset({"wrong-password", "value-to-check", "act-before-decision", "act-signed"})


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, round_code: str) -> HttpResponse:
    """The act to sign; a refusal is shown on the same page, with what it takes to mend it."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.role is not Role.BUYER:
        raise Refused("not-allowed", "", {"role": viewer.role.value})
    seen = sight(viewer, of)
    procedure = procedure_of(seen, of, request.GET.get("procedure", ""))
    law = read_rule_set(of.rule_set)
    values = tuple(values_of_call(law, procedure.published_on, procedure.evaluation, procedure.character).values())
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        errors = _refusals(request, procedure, values)
        if not errors:
            messages.success(request, _("The award act is signed."))
            return redirect("web:awards", of.code)
    lines = award_lines(seen, of, procedure.number)
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Awards"), reverse("web:awards", args=[of.code])),
            (_("Award act"), ""),
        ],
        "procedure": procedure, "errors": errors, "is_signed": procedure.phase == SIGNED,
        "doubtful": values_to_check(values),
        "asked": asked(lines), "awarded": awarded(lines), "left": left(lines),
    }  # fmt: skip
    return render(request, "award/sign.html", told, status=422 if errors else 200)


def _refusals(request: HttpRequest, procedure: Procedure, values: Sequence[LegalValue]) -> list[tuple[str, str]]:
    """Sign; nothing where it was signed, else the field and the sentence of what refused it."""
    password, salt = request.POST.get("password", ""), kept_salt(settings.STATE / "keys")
    try:
        sign_act(procedure, cast(User, request.user), password, values, salt)
    except Refused as refused:
        if refused.code not in IN_PLACE:
            raise
        return [("id_act_password", sentence_of(refused))]
    return []
