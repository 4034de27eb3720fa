"""Home: for a citizen the front of the public portal, for each role what to do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ...needs.requests.queries import may_look
from ...people.models import Organisation
from ...people.roles import INSTITUTION_SIDE, STATING, Role, Viewer
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import newest, sight
from .. import own_numbers
from .. import round_at_a_glance as glance
from ..asked_so_far import is_asking, tiles_so_far
from ..calendar_of_round import calendar_of
from ..problems_seen import open_problems, waiting_for
from ..what_now import tasks_of
from .asking import next_step, states_seen
from .public import front

PROBLEMS_SHOWN = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where everyone starts: the newest round, seen from the viewer's role."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    of = newest(asking=viewer.role in STATING)
    if of is None or viewer.role is Role.CITIZEN:
        return render(request, "web/public.html", front())
    seen = sight(viewer, of)
    truth = glance.truth_of(of)
    problems = open_problems(seen, of)
    waiting = waiting_for(problems, viewer) if problems is not None else None
    told = {
        "of": of,
        "sentence": glance.sentence(truth, seen, of),
        "organisation": Organisation.objects.filter(code=viewer.organisation_code).first(),
        "calendar": calendar_of(seen, of),
        "tiles": _numbers(truth, seen, of),
        "tasks": [
            (task, reverse(task.url_name, args=[of.code] if task.is_of_round else []), now)
            for task, now in tasks_of(viewer.role, of.phase, of.is_announced)
        ],
        "next": next_step(viewer, of, states_seen(seen, of)) if is_asking(of) and may_look(seen) else None,
        "own_page": reverse("web:supplier", args=[of.code, viewer.organisation_code]) if viewer.is_supplier else "",
        "waiting": list(waiting[:PROBLEMS_SHOWN]) if waiting is not None else [],
        "waiting_count": waiting.count() if waiting is not None else 0,
    }
    return render(request, "web/home.html", told)


def _numbers(truth: glance.Truth, seen: Sight, of: Round) -> list[glance.Tile]:
    """The numbers that are the viewer's own; those of the round for who has none."""
    if is_asking(of):
        return tiles_so_far(seen, of)
    if seen.viewer.is_supplier:
        return own_numbers.of_supplier(seen, of)
    if seen.viewer.role in INSTITUTION_SIDE:
        return own_numbers.of_institution(seen, of)
    return glance.tiles(truth, seen, of)
