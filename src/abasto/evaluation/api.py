"""The result of a round and its savings over HTTP."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from ..openness.files.result_json import result_document
from ..page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see
from ..rounds.api import seen
from .queries import SavingLine, round_result, savings_by_code

router = Router(tags=["evaluation"])


@router.get("/rounds/{code}/result", response={200: dict[str, Any], **REFUSALS}, summary="The result of a round")
def result(request: HttpRequest, code: str) -> dict[str, Any]:
    """Asked, awarded, not awarded by reason, deliveries and savings, as far as the reader may see them: result.json."""
    sight, of = seen(request, code)
    return result_document(round_result(of), sight.sees_all)


@router.get("/rounds/{code}/savings", response={200: Listed[SavingLine], **REFUSALS}, summary="Savings by code")
def savings(
    request: HttpRequest, code: str, category: str = "", limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """What each code saved against the stated baseline, the largest first; negative where it cost more."""
    sight, of = seen(request, code)
    must_see(sight, "saving")
    return listed(savings_by_code(sight, of, category), limit, offset)
