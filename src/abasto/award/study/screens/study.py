"""The scenarios of a round: the table, a comparison side by side, and what they look like."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ....base.refusal import Refused
from ....page.refusals import sentence_of
from ....page.screens.download import asked_for
from ....page.table import make_table
from ....people.visibility import Sight
from ....rounds.models import Round
from ....rounds.queries import round_named, sight
from ....rounds.screens.closed import closed
from ..actions.save_scenario import WHO_ASKS
from ..queries import across_lots, call_studied, names_of, visible_to
from . import pictures
from .compare import MOST, side_by_side
from .table import columns, rows


@require_safe
def study(request: HttpRequest, round_code: str) -> HttpResponse:
    """Every scenario; `?with=a&with=b` sets some side by side. Closed to all but the buying side."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    seen = sight(viewer, of)
    told: dict[str, object] = {"crumbs": [(of.code, reverse("web:round", args=[of.code])), (_("Study"), "")]}
    if shut := closed(seen, of, "study"):
        return render(request, "award/study.html", {**told, "closed": shut}, status=403)
    every = list(visible_to(seen, of))
    shown, found = columns(), rows(every, of)
    if file := asked_for(request, f"study-not-awardable-{of.code}", shown, found, of.is_synthetic):
        return file
    done = [one for one in every if one.cost_e4 is not None]
    chosen = [one for one in done if one.code in request.GET.getlist("with")][:MOST]
    told |= {
        "blocked": _blocked(seen, of),
        "law": across_lots(of),
        "may_ask": viewer.role in WHO_ASKS,
        "table": make_table(_("Scenarios"), shown, found, request.GET),
        "done": done,
        "chosen": {one.code for one in chosen},
        "most": MOST,
        "compared": side_by_side(chosen, names_of(of)) if chosen else None,
        "costs": pictures.of_costs(done, of),
        "frontier": pictures.of_frontier(done, of),
    }
    return render(request, "award/study.html", told)


def _blocked(seen: Sight, of: Round) -> str:
    """Why nothing can be studied now; "" where it can."""
    try:
        call_studied(seen, of)
    except Refused as refused:
        return sentence_of(refused)
    return ""
