"""What every page shows around its content: the round, its phase, the stages, the viewer."""

from django.conf import settings
from django.http import HttpRequest

from .. import __version__
from ..page.navigation import stages_for
from ..rounds.queries import round_named, rounds


def page(request: HttpRequest) -> dict[str, object]:
    """Context of the layout; `round` comes from the address, else the newest round."""
    match = request.resolver_match
    code = match.kwargs.get("round_code", "") if match else ""
    every = list(rounds())
    current = round_named(code, every) if code else (every[0] if every else None)
    return {
        "viewer": request.viewer,  # type: ignore[attr-defined]
        "rounds": every,
        "current_round": current,
        "stages": stages_for(current.code, current.phase) if current else (),
        "demo": settings.DEMO,
        "version": __version__,
        "here": request.get_full_path(),
    }
