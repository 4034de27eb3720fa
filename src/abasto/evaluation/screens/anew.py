"""Lots decided anew: a resolution annuls them, or a winner does not sign. Acts with legal effect, by the buyer."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ...award.models import LotDecision
from ...award.queries import LotDetail, lot_detail
from ...base.refusal import Refused
from ...catalogue.queries import canonical_clave
from ...ledger.actions.keep_key import kept_salt
from ...page.refusals import sentence_of
from ...people.acts import must_be
from ...people.models import User
from ...people.roles import Role
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...tender.models import Procedure
from ...tender.queries import procedure_of
from ..actions.annul_lots import Resolution, annul_lots
from ..actions.publish_again import start_publication
from ..actions.winner_does_not_sign import winner_does_not_sign

IN_PLACE = frozenset(
    {"wrong-password", "resolution-without-number", "not-found", "delivered-already", "draw-not-recorded",
     "clave-unreadable", "clave-ambiguous"}
)  # fmt: skip
Errors = list[tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
def annul(request: HttpRequest, round_code: str) -> HttpResponse:
    """The resolution to comply with: its number, the codes it names, the bids it rejects."""
    of, seen = _buyer(request, round_code)
    asked = request.POST if request.method == "POST" else request.GET
    errors: Errors = []
    details: list[LotDetail] = []
    number = asked.get("procedure", "")
    try:
        claves = tuple(dict.fromkeys(canonical_clave(text) for text in asked.get("claves", "").split()))
        details = [lot_detail(seen, of, clave, number) for clave in claves]
    except Refused as refused:
        errors = _told(refused, "id_claves")
    if request.method == "POST" and not errors:
        resolution = Resolution(asked.get("resolution", ""), claves, tuple(asked.getlist("rejected")))
        procedure = details[0].lot.procedure if details else procedure_of(seen, of, number)
        errors = _done(request, of, lambda: _annulled(request, procedure, resolution))
        if not errors:
            return redirect("web:award", of.code, claves[0])
    told = {
        "crumbs": _crumbs(of, _("Annulment")),
        "claves": asked.get("claves", ""),
        "resolution": asked.get("resolution", ""),
        "number": number,
        "details": details,
        "rejected": set(asked.getlist("rejected")),
        "errors": errors,
    }
    return render(request, "evaluation/annul.html", told, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def declined(request: HttpRequest, round_code: str, clave: str) -> HttpResponse:
    """The winners of a code, each of which may be noted as not having signed."""
    of, seen = _buyer(request, round_code)
    detail = lot_detail(seen, of, clave, request.GET.get("procedure", ""))
    errors: Errors = []
    if request.method == "POST":
        bid = request.POST.get("bid", "")
        errors = _done(request, of, lambda: _declined(request, detail, bid))
        if not errors:
            return redirect("web:award", of.code, clave)
    told = {
        "crumbs": _crumbs(of, clave),
        "clave": clave,
        "detail": detail,
        "winners": [row for row in detail.bids if row.is_winner],
        "errors": errors,
    }
    return render(request, "evaluation/declined.html", told, status=422 if errors else 200)


def _buyer(request: HttpRequest, round_code: str) -> tuple[Round, Sight]:
    viewer = request.viewer  # type: ignore[attr-defined]
    must_be(viewer, Role.BUYER)
    of = round_named(round_code)
    return of, sight(viewer, of)


def _crumbs(of: Round, here: str) -> list[tuple[str, str]]:
    return [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Awards"), reverse("web:awards", args=[of.code])),
        (here, ""),
    ]


def _annulled(request: HttpRequest, procedure: Procedure, resolution: Resolution) -> str:
    lots = annul_lots(
        procedure, resolution, cast(User, request.user), request.POST.get("password", ""),
        _run_key(procedure, resolution.claves), kept_salt(settings.STATE / "keys"),
    )  # fmt: skip
    told = ngettext("%(count)s lot is decided again.", "%(count)s lots are decided again.", len(lots))
    return told % {"count": len(lots)}


def _declined(request: HttpRequest, detail: LotDetail, bid: str) -> str:
    procedure = detail.lot.procedure
    winner_does_not_sign(
        procedure, bid, cast(User, request.user), request.POST.get("password", ""), detail.decision.run_key,
        kept_salt(settings.STATE / "keys"),
    )  # fmt: skip
    return _("The lot is decided again without the winner that did not sign.")


def _run_key(procedure: Procedure, claves: tuple[str, ...]) -> str:
    """The run that decided these lots first: the new decision is an act, no run."""
    rows = LotDecision.objects.filter(lot__procedure=procedure, lot__item__clave__in=claves)
    return rows.values_list("run_key", flat=True).first() or ""


def _done(request: HttpRequest, of: Round, act: Callable[[], str]) -> Errors:
    try:
        told = [act(), _("The published files are being published again; the page of downloads says when it is done.")]
    except Refused as refused:
        return _told(refused, "id_act_password")
    start_publication(of)
    messages.success(request, " ".join(told), extra_tags="done")
    return []


def _told(refused: Refused, field: str) -> Errors:
    if refused.code not in IN_PLACE:
        raise refused
    return [(field, sentence_of(refused))]
