"""Flags over HTTP, for those in control."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from ..page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see
from ..rounds.api import seen
from .queries import FlagSeen, flags_seen

router = Router(tags=["integrity"])


@router.get("/rounds/{code}/flags", response={200: Listed[FlagSeen], **REFUSALS}, summary="Flags")
def flags(request: HttpRequest, code: str, kind: str = "", limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """Reasons to look, of one kind where named; a flag is no finding."""
    sight, of = seen(request, code)
    must_see(sight, "flag")
    return listed(flags_seen(sight, of, kind), limit, offset)
