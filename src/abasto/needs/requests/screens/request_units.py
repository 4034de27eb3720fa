"""Our units: how far each is, a new one, and collecting what they submitted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ....base.refusal import Refused
from ....page.figures import pieces
from ....page.screens.download import asked_for, wants_file
from ....page.screens.typed import actor_of
from ....page.table import Column, Link, Row, make_table
from ....page.words import word
from ....rounds.models import Round
from ....rounds.queries import now_in, round_named, sight
from ..actions.collect_units import collect_units
from ..actions.register_unit import KINDS, register_unit
from ..cells import Cells
from ..entry.collecting import differing
from ..entry.queries import asker_chosen
from ..entry.units.queries import Unit, submitted_sums, units_below
from ..models import RequestLine
from ..queries import Asker, cells_of
from .request import query_of, why_not

MOST_DIFFERING = 200


@require_GET
def request_units(request: HttpRequest, round_code: str) -> HttpResponse:
    """The page of a buyer; `?format=` hands out the list of units."""
    of = round_named(round_code)
    asker = asker_chosen(sight(request.viewer, of), of, request.GET.get("organisation", ""))  # type: ignore[attr-defined]
    if not asker.is_buyer:
        raise Refused("not-a-buyer", "", {"institution": str(asker.organisation)})
    units = units_below(of, asker)
    rows = [_row(one, of) for one in units]
    if wants_file(request) and (file := asked_for(request, f"units-{of.code}", _columns(), rows, of.is_synthetic)):
        return file
    sums = submitted_sums(of, units)
    own = cells_of(RequestLine.objects.filter(round=of, organisation=asker.organisation))
    other = differing(sums, own)
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("What we ask for"), f"{reverse('web:request', args=[of.code])}?{query_of(asker)}"),
            (_("Our units"), ""),
        ],
        "of": of,
        "asker": asker,
        "query": query_of(asker),
        "units": units,
        "table": make_table(_("Our units"), _columns(), rows, request.GET),
        "missing": [one.organisation for one in units if not one.submitted],
        "collected": len(sums) - len(other),
        "sums": len(sums),
        "differing": [_differing(clave, sums, own) for clave in other[:MOST_DIFFERING]],
        "more": max(0, len(other) - MOST_DIFFERING),
        "kinds": [(kind, word(kind)) for kind in KINDS],
        "cannot": why_not(request, of, asker.organisation),
    }
    return render(request, "needs/request_units.html", told)


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("Unit"), wide=True),
        Column("kind", _("Kind")),
        Column("drafts", _("Lines being written"), "number"),
        Column("submitted", _("Lines submitted"), "number"),
        Column("state", _("How far")),
        Column("origin", _("Origin"), "origin"),
    )


def _row(unit: Unit, of: Round) -> Row:
    link = f"{reverse('web:request', args=[of.code])}?organisation={unit.organisation.code}"
    far = _("has not submitted") if not unit.submitted else _("submitted in part") if unit.drafts else _("submitted")
    return {
        "name": Link(str(unit.organisation), link),
        "kind": str(word(unit.organisation.kind)),
        "drafts": unit.drafts,
        "submitted": unit.submitted,
        "state": far,
        "origin": unit.organisation.origin if unit.organisation.origin != "stated" else "published",
    }


def _differing(clave: str, sums: dict[str, Cells], own: dict[str, Cells]) -> dict[str, object]:
    """A code whose own line is not the sum of the units: both totals."""
    there = own.get(clave)
    return {
        "clave": clave,
        "units": int(sums[clave][:-1].sum()),
        "own": 0 if there is None else int(there[:-1].sum()),
        "months": len(sums[clave]) - 1 if there is None else int((there != sums[clave]).sum()),
    }


@require_POST
def request_unit_new(request: HttpRequest, round_code: str) -> HttpResponse:
    """Register a unit."""
    of = round_named(round_code)
    viewer, typed = request.viewer, request.POST  # type: ignore[attr-defined]
    asker = asker_chosen(sight(viewer, of), of, request.GET.get("organisation", ""))
    code, name, kind = (typed.get(key, "").strip() for key in ("code", "name", "kind"))
    unit = register_unit(of, asker, viewer, actor_of(viewer), code, name, kind, now_in(of))
    messages.success(request, _("%(unit)s is registered.") % {"unit": unit}, extra_tags="done")
    return _back(of, asker)


@require_POST
def request_collect(request: HttpRequest, round_code: str) -> HttpResponse:
    """Collect what the units submitted; ticked codes give way to the sum."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    asker = asker_chosen(sight(viewer, of), of, request.GET.get("organisation", ""))
    done = collect_units(of, asker, viewer, actor_of(viewer), now_in(of), request.POST.getlist("clave"))
    told = _("%(codes)s codes collected (%(cells)s cells).")
    messages.success(request, told % {"codes": pieces(done.codes), "cells": pieces(done.cells)}, extra_tags="done")
    if done.conflicts:
        told = _("%(cells)s cells hold figures of your own and stay; they are listed below with what the units ask.")
        messages.warning(request, told % {"cells": pieces(len(done.conflicts))}, extra_tags="waiting")
    if done.closed:
        messages.warning(request, _("%(count)s of your lines are past editing and stay.") % {"count": done.closed},
                         extra_tags="waiting")  # fmt: skip
    return _back(of, asker)


def _back(of: Round, asker: Asker) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('web:request_units', args=[of.code])}?{query_of(asker)}")
