"""Announce a round: names, years and calendar; its codes and institutions are those of the round before."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...award.actions.push_prices import push_prices
from ...base.refusal import Refused
from ...catalogue.actions.carry_items import carry_items
from ...page.refusals import sentence_of
from ...page.screens.typed import actor_of
from ...page.words import word
from ...people.acts import must_be
from ...people.roles import Role, Viewer
from ...rounds.actions.announce_round import announce_round
from ...rounds.actions.announce_to_all import announce_to_all
from ...rounds.announcing import NewRound, Window
from ...rounds.models import Round
from ...rounds.queries import round_named, rounds

PHASES = ("preparation", "needs", "research", "call", "award", "delivery")
FIELDS = ("name_es", "name_en", "starts", "months", "follows")


@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest) -> HttpResponse:
    """The form, with the dates of the round before moved on; a mistake is told in a sentence and nothing is saved."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    must_be(viewer, Role.COORDINATOR)
    typed = {key: str(value) for key, value in request.POST.items()} if request.method == "POST" else _proposed()
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        new, errors = _read(typed)
        if new is not None:
            try:
                opened = _announce(new, viewer, timezone.now())
            except Refused as refused:
                errors = [("id_name_es", sentence_of(refused))]
            else:
                return redirect("web:asking", opened.code)
    told = {
        "crumbs": [(_("Announce a round"), "")],
        "typed": typed,
        "errors": errors,
        "earlier": [(one.code, one.name_es) for one in rounds()],
        "windows": [
            (phase, word(phase), typed.get(f"{phase}_starts", ""), typed.get(f"{phase}_ends", "")) for phase in PHASES
        ],
    }
    return render(request, "web/announce.html", told, status=422 if errors else 200)


def _announce(new: NewRound, viewer: Viewer, at: Any) -> Round:
    """A rehearsal's round is synthetic, and says so; its clock is the day on which it is announced."""
    actor, before = actor_of(viewer), round_named(new.follows)
    with transaction.atomic():
        opened = announce_round(new, viewer, actor, at, is_synthetic=settings.DEMO)
        carry_items(before, opened)
        announce_to_all(opened, viewer, actor, at)
        push_prices(before, opened, actor, at)
    return opened


def _proposed() -> dict[str, str]:
    """What the form proposes: the years after the newest round, its windows from today on."""
    before = rounds().first()
    if before is None:
        return {"months": "24"}
    first = before.first_year + before.months // 12
    today = timezone.localdate()
    year = today.year
    return {
        "name_es": f"Compra consolidada {first}-{first + 1}",
        "name_en": f"Consolidated purchase {first}-{first + 1}",
        "starts": date(first, 1, 1).isoformat(),
        "months": "24",
        "follows": before.code,
        "needs_starts": today.isoformat(),
        "needs_ends": date(year + 1, 1, 31).isoformat(),
        "research_starts": date(year + 1, 2, 1).isoformat(),
        "research_ends": date(year + 1, 3, 15).isoformat(),
    }


def _read(typed: Mapping[str, str]) -> tuple[NewRound | None, list[tuple[str, str]]]:
    """The round as typed, or what cannot be read: (field, sentence)."""
    errors = []
    starts = _day(typed.get("starts", ""))
    if starts is None:
        errors.append(("id_starts", _("Say on which day the purchase starts.")))
    months = typed.get("months", "")
    if not (months.isascii() and months.isdigit()):
        errors.append(("id_months", _("Months are a whole number.")))
    windows = []
    for phase in PHASES:
        first, last = typed.get(f"{phase}_starts", "").strip(), typed.get(f"{phase}_ends", "").strip()
        if not first and not last:
            continue
        begins, ends = _day(first), _day(last)
        if begins is None or ends is None:
            errors.append((f"id_{phase}_starts", _("%(phase)s: write both days.") % {"phase": word(phase)}))
            continue
        windows.append(Window(phase, begins, ends))
    if errors or starts is None:
        return None, errors
    last_year = starts.year + (starts.month + int(months) - 2) // 12
    code = slugify(f"mx-{starts.year}-{last_year}")[:40]
    new = NewRound(code, typed.get("name_es", "").strip(), typed.get("name_en", "").strip(), starts, int(months),
                   typed.get("follows", ""), tuple(windows))  # fmt: skip
    return new, []


def _day(text: str) -> date | None:
    try:
        return parse_date(text.strip())
    except ValueError:
        return None
