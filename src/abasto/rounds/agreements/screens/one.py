"""One agreement: its words, what each institution says, the answers, and how it ends."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....base.refusal import Refused
from ....ledger.actions.keep_key import kept_signer
from ....page.screens.typed import actor_of, tried
from ....people.roles import Role
from ....people.visibility import Sight
from ...models import Round
from ...queries import now_in, round_named, sight
from ..actions.close import adopt, withdraw
from ..actions.take_position import answer_dissent, take_position
from ..models import Agreement
from ..queries import agreement_numbered, institution_of, institutions_of, may_take_position, taken_on
from ..states import DISSENT, PROPOSED, STANCES, Taken, counts

Act = Callable[[HttpRequest, Round, int], None]


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, round_code: str, agreement: int) -> HttpResponse:
    """The agreement with its positions; a POST takes one, answers one, adopts or withdraws."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    if not seen.sees_all("agreement"):
        raise Refused("not-allowed", "", {"field": "agreement"})
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""), (_unknown, ""))
        errors = tried(lambda: act[0](request, of, agreement), act[1])
        if not errors:
            return redirect("web:agreement_one", of.code, agreement)
    found = agreement_numbered(seen, of, agreement)
    taken = taken_on([found]).get(found.pk, [])
    told = _told(seen, of, found, taken) | {"errors": errors, "typed": request.POST}
    return render(request, "rounds/agreement_one.html", told, status=422 if errors else 200)


def _told(seen: Sight, of: Round, found: Agreement, taken: list[Taken]) -> dict[str, object]:
    home = institution_of(seen.viewer, of)
    spoken = {one.code for one in taken}
    is_open = found.state == PROPOSED
    is_desk = seen.viewer.role is Role.COORDINATOR
    return {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Agreement"), reverse("web:agreement", args=[of.code])),
            (_("Agreements"), reverse("web:agreements", args=[of.code])),
            (str(found.number), ""),
        ],
        "of": of, "found": found, "taken": taken, "counts": counts(taken), "state": f"agreement-{found.state}",
        "links": [(clave, reverse("web:item", args=[of.code, clave])) for clave in found.claves],
        "own": next((one for one in taken if home and one.code == home.code), None),
        "may_speak": is_open and may_take_position(seen.viewer, of),
        "may_answer": is_open and is_desk,
        "stances": STANCES, "dissent": DISSENT,
        "silent": [str(one) for one in institutions_of(of) if one.code not in spoken],
        "sentence": _("%(agree)s agree, %(dissent)s dissent, %(abstain)s abstain, of %(all)s institutions.")
        % {**counts(taken), "all": len(institutions_of(of))},
    }  # fmt: skip


def _unknown(request: HttpRequest, of: Round, number: int) -> None:
    raise Refused("choice-unknown", "", {"value": request.POST.get("act", "")[:40]})


def _speak(request: HttpRequest, of: Round, number: int) -> None:
    viewer, asked = request.viewer, request.POST  # type: ignore[attr-defined]
    stance, reason = asked.get("stance", ""), asked.get("reason", "")
    take_position(of, viewer, actor_of(viewer), number, stance, reason, now_in(of))
    messages.success(request, _("The position of your institution is recorded."), extra_tags="done")


def _answer(request: HttpRequest, of: Round, number: int) -> None:
    viewer, asked = request.viewer, request.POST  # type: ignore[attr-defined]
    institution, text = asked.get("institution", ""), asked.get("answer", "")
    answer_dissent(of, viewer, actor_of(viewer), number, institution, text, now_in(of))
    messages.success(request, _("The dissent is answered, and the institution is told."), extra_tags="done")


def _adopt(request: HttpRequest, of: Round, number: int) -> None:
    viewer = request.viewer  # type: ignore[attr-defined]
    signer = kept_signer(settings.STATE / "keys")
    why, password = request.POST.get("why", ""), request.POST.get("password", "")
    adopt(of, viewer, actor_of(viewer), number, why, password, signer, now_in(of))
    messages.success(request, _("The agreement is adopted and signed; every institution is told."), extra_tags="done")


def _withdraw(request: HttpRequest, of: Round, number: int) -> None:
    viewer = request.viewer  # type: ignore[attr-defined]
    withdraw(of, viewer, actor_of(viewer), number, request.POST.get("why", ""), now_in(of))
    messages.success(request, _("The agreement is withdrawn; every institution is told."), extra_tags="done")


ACTS: dict[str, tuple[Act, str]] = {
    "speak": (_speak, "id_reason"),
    "answer": (_answer, "answers"),
    "adopt": (_adopt, "id_why"),
    "withdraw": (_withdraw, "id_why"),
}
"""What the forms of the page do, and the field at which their refusal is told."""
