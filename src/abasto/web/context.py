"""What every page shows around its content: the round, its phase, the stages, the viewer."""

from django.conf import settings
from django.http import HttpRequest

from .. import __version__
from ..page.navigation import stages_for
from ..people.notices.queries import unread_count
from ..people.roles import STATING
from ..rounds.queries import newest, rounds


def page(request: HttpRequest) -> dict[str, object]:
    """Context of the layout; the round comes from the address, else, or where there is none so called, the newest."""
    match = request.resolver_match
    code = match.kwargs.get("round_code", "") if match else ""
    code = code or request.GET.get("round", "")
    every = list(rounds())
    named = [of for of in every if of.code == code]
    asking = request.viewer.role in STATING  # type: ignore[attr-defined]
    current = next(iter(named), None) or newest(asking)
    return {
        "viewer": request.viewer,  # type: ignore[attr-defined]
        "rounds": every,
        "current_round": current,
        "stages": stages_for(current.code, current.phase) if current else (),
        "demo": settings.DEMO,
        "version": __version__,
        "here": request.get_full_path(),
        "unread_notices": lambda: unread_count(request.viewer),  # type: ignore[attr-defined]
    }
