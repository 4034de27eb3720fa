"""One code by delivery point: pieces to each, in all or month by month; works without JavaScript."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....base.refusal import Refused
from ....catalogue.queries import canonical_clave
from ....page.figures import pieces
from ....page.refusals import sentence_of
from ....page.screens.typed import actor_of
from ....people.models import DeliveryPoint
from ....rounds.models import Round
from ....rounds.queries import now_in, round_named, sight
from ..actions.split_over_points import split_over_points
from ..entry.points import Months, share_out
from ..entry.queries import adds_up, asker_chosen, entries, line_of, parts_of, points_near
from ..entry.typed_number import read_pieces
from ..models import RequestLine
from ..queries import Asker
from .request import query_of, why_not
from .request_code import crumbs_of
from .request_grid import month_names

MOST_POINTS = 30
IN_PLACE = frozenset({"points-do-not-add", "points-sum-differs", "pieces-unreadable", "point-unknown"})


@require_http_methods(["GET", "HEAD", "POST"])
def request_points(request: HttpRequest, round_code: str, clave: str) -> HttpResponse:
    """The split and its form; `?by=month` opens the months, `?q=` looks for points. What does not add up is told."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    asker = asker_chosen(seen, of, request.GET.get("organisation", ""))
    rows = entries(seen, of, asker.organisation, [canonical_clave(clave)])
    if not rows:
        raise Refused("not-found", "", {"what": "item", "value": clave})
    line = line_of(seen, of, asker.organisation, rows[0].clave)
    error = ""
    if request.method == "POST":
        try:
            return _saved(request, of, asker, rows[0].clave, line)
        except Refused as refused:
            if refused.code not in IN_PLACE:
                raise
            error = sentence_of(refused)
    told = {
        "crumbs": crumbs_of(of, asker, rows[0].clave),
        "of": of,
        "asker": asker,
        "row": rows[0],
        "line": line,
        "query": query_of(asker),
        "cannot": why_not(request, of, asker.organisation),
        "error": error,
        "is_split_stale": line is not None and not adds_up(line),
        "by_month": request.GET.get("by") == "month",
        "months": month_names(of),
        "line_months": line.maximum_by_month.tolist() if line else [],
        **_points(request, of, asker, line),
    }
    return render(request, "needs/request_points.html", told, status=422 if error else 200)


def _points(request: HttpRequest, of: Round, asker: Asker, line: RequestLine | None) -> dict[str, Any]:
    """The points that have a part, and as many others as the search finds; each with what was typed, or is there."""
    parts = {} if line is None else {one.point.code: one.maximum_by_month for one in parts_of(line)}
    every = points_near(asker).order_by("code")
    found = every
    for one in request.GET.get("q", "").split()[:5]:
        found = found.filter(Q(name__icontains=one) | Q(code__icontains=one) | Q(municipality__icontains=one))
    with_part = list(every.filter(code__in=list(parts)))
    others = list(found.exclude(code__in=list(parts))[:MOST_POINTS])
    return {
        "points": [_point(request, of, one, parts.get(one.code)) for one in (*with_part, *others)],
        "count": every.count(),
        "others": found.count() - len(others),
        "split": pieces(sum(int(months.sum()) for months in parts.values())),
    }


def _point(request: HttpRequest, of: Round, point: DeliveryPoint, months: Months | None) -> dict[str, Any]:
    there = np.zeros(of.months, dtype=np.int64) if months is None else months
    typed = request.POST
    total = typed.get(f"t-{point.code}", str(int(there.sum()) or ""))
    cells = [
        (f"p-{point.code}-{at}", typed.get(f"p-{point.code}-{at}", str(value or "")))
        for at, value in enumerate(there.tolist())
    ]
    return {"point": point, "total": total[:40], "cells": [(name, value[:40]) for name, value in cells]}


def _saved(request: HttpRequest, of: Round, asker: Asker, clave: str, line: RequestLine | None) -> HttpResponseRedirect:
    if line is None:
        raise Refused("nothing-asked", "", {"clave": clave})
    typed = request.POST
    by_month = typed.get("by") == "month"
    parts = _months_typed(typed, of) if by_month else _totals_typed(typed, line.maximum_by_month)
    viewer = request.viewer  # type: ignore[attr-defined]
    count = split_over_points(of, asker, viewer, actor_of(viewer), clave, parts, now_in(of))
    told = _("%(count)s delivery points saved; they add up to the line.") if count else _("The split was taken away.")
    messages.success(request, told % {"count": count}, extra_tags="done")
    more = "&by=month" if by_month else ""
    return HttpResponseRedirect(f"{reverse('web:request_points', args=[of.code, clave])}?{query_of(asker)}{more}")


def _totals_typed(typed: Mapping[str, str], line: Months) -> dict[str, Months]:
    totals = {name.removeprefix("t-"): read_pieces(typed[name]) for name in typed if name.startswith("t-")}
    kept = {code: total for code, total in totals.items() if total}
    return dict(zip(kept, share_out(list(kept.values()), line), strict=True)) if kept else {}


def _months_typed(typed: Mapping[str, str], of: Round) -> dict[str, Months]:
    parts: dict[str, Months] = {}
    for name in typed:
        code, _dash, month = name.removeprefix("p-").rpartition("-")
        if name.startswith("p-") and month.isascii() and month.isdigit() and int(month[:3]) < of.months:
            parts.setdefault(code, np.zeros(of.months, dtype=np.int64))[int(month[:3])] = read_pieces(typed[name])
    return parts
