"""Stock at risk over HTTP."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from ..base.refusal import Refused
from ..page.api import LIMIT, OFFSET, REFUSALS, Listed
from ..people.roles import Role
from ..rounds.api import seen
from .queries import Asked, WatchLine, chosen, may_watch, visible_to, watch_lines

router = Router(tags=["watch"])


@router.get("/rounds/{code}/stock-at-risk", response={200: Listed[WatchLine], **REFUSALS}, summary="Stock at risk")
def stock_at_risk(
    request: HttpRequest, code: str, buyer: str = "", reason: str = "", limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """Codes and buyers at risk, the least cover first; an institution sees its own."""
    sight, of = seen(request, code)
    if not may_watch(sight):
        raise Refused(
            "sign-in-first" if sight.viewer.role is Role.CITIZEN else "not-allowed", "", {"field": "stock_risk"}
        )
    rows = chosen(visible_to(sight, of), Asked(buyer=buyer, reason=reason))
    ordered = rows.order_by("cover_tenths", "pk")
    shown = list(ordered.values_list("pk", flat=True)[offset : offset + limit])
    page = watch_lines(ordered.filter(pk__in=shown))
    return {"total": rows.count(), "limit": limit, "offset": offset, "rows": page}
