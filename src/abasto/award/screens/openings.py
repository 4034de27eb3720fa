"""The openings of bids in the evidence of an award, as far as the reader may see them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ...base.refusal import Refused
from ...rounds.queries import round_named, sight
from ...tender.models import Procedure
from ..proof.queries import openings_for


@require_safe
def openings(request: HttpRequest, round_code: str, number: str) -> HttpResponse:
    """All openings for the buying side; for a bidder those of the lots on which it bid, as the rule set says."""
    of = round_named(round_code)
    procedure = Procedure.objects.filter(round=of, number=number).select_related("round").first()
    if procedure is None:
        raise Refused("not-found", "", {"what": "procedure", "value": number})
    content = openings_for(sight(request.viewer, of), procedure)  # type: ignore[attr-defined]
    name = f"{number}-openings-{procedure.origin}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-cache"}
    return HttpResponse(content, content_type="application/json", headers=headers)
