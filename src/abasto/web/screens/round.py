"""The round at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...needs.requests.queries import may_look
from ...rounds.queries import round_named, sight
from .. import round_at_a_glance as glance
from ..asked_so_far import is_asking, tiles_so_far
from ..calendar_of_round import calendar_of
from ..problems_seen import open_problems

PROBLEMS_SHOWN = 10


@require_safe
def round_page(request: HttpRequest, round_code: str) -> HttpResponse:
    """Phase, totals, flow, map, problems, calendar of one round."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    truth = glance.truth_of(of)
    problems = open_problems(seen, of)
    told = {
        "of": of,
        "sentence": glance.sentence(truth, seen, of),
        "tiles": tiles_so_far(seen, of) if is_asking(of) and may_look(seen) else glance.tiles(truth, seen, of),
        "asks": is_asking(of) and may_look(seen),
        "steps": glance.steps(truth, seen, of),
        "reasons": glance.reasons_chart(truth, seen, of),
        "need_map": glance.need_map(seen, of),
        "suppliers": glance.suppliers(truth, seen, of),
        "calendar": calendar_of(seen, of),
        "sees_problems": problems is not None,
        "problems": list(problems[:PROBLEMS_SHOWN]) if problems is not None else [],
        "problem_count": problems.count() if problems is not None else 0,
        "crumbs": [(_("Round at a glance"), "")],
    }
    return render(request, "web/round.html", told)
