"""What is left and what follows, over HTTP: the plan, the routes, and the acts on them."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import SessionAuth

from ...base.refusal import Refused
from ...catalogue.queries import canonical_clave
from ...law.reader import read_rule_set
from ...page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see
from ...rounds.api import seen
from ..actions.authorise_routes import authorise_routes
from ..actions.choose_routes import Choice, choose_routes
from ..actions.close_lots import cancel_lots, return_to_institution
from ..actions.open_next_procedure import open_next_procedure
from ..changes import SAME, as_json
from ..conservation import maximum_of
from ..grounds import citation_of_route, grounds_of
from ..routes import CANCELLATION, RETURN, must_be_known
from .lines import PlanLine
from .planning.queries import FIELDS, plan_lines, planned
from .queries import RouteSeen, routes_seen, whereabouts_of

router = Router(tags=["what is left"])
ANSWERS = {200: dict[str, Any], **REFUSALS}


class Proposed(Schema):
    """What is proposed for the pieces left of a code, confirmed by deciding it again; money in centavos.

    change: what must be different, {} for nothing; untried: why nothing could be confirmed, "" where it was.
    """

    clave: str
    procedure: str
    reason: str
    route: str
    ground: str
    change: dict[str, Any]
    left_pieces: int
    awarded_pieces: int
    cost_centavos: int
    reference_centavos: int | None
    at_ceiling_centavos: int | None
    over_ceiling_centavos: int | None
    offers: int
    price_centavos: int | None
    highest_centavos: int | None
    holders: int
    untried: str
    chosen: str
    chosen_state: str


class Whereabouts(Schema):
    """Pieces of a code, the maximum of all buyers: asked is the sum of the other five."""

    asked: int
    awarded: int
    pending: int
    returned: int
    cancelled: int
    unassigned: int


class Chosen(Schema, extra="forbid"):
    """Codes and the route they take; "" takes the one proposed for each."""

    claves: list[str]
    route: str = ""


class Authorised(Schema, extra="forbid"):
    """Codes whose direct award is authorised, and by which document."""

    claves: list[str]
    document: str


class Opened(Schema, extra="forbid"):
    """Codes to call again in one procedure of that kind."""

    claves: list[str]
    kind: str


class Called(Schema):
    """The procedure that was opened."""

    number: str
    kind: str
    position: int
    published_on: date
    bids_due_at: datetime
    authorised_by: str
    authorisation: str


@router.get("/rounds/{code}/left", response={200: Listed[Proposed], **REFUSALS}, summary="What is left, and proposals")
def left(
    request: HttpRequest, code: str, reason: str = "", route: str = "", limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """A proposal for every code with pieces left, to the buying side."""
    sight, of = seen(request, code)
    for field in FIELDS:
        must_see(sight, field)
    law, today = read_rule_set(of.rule_set), of.clock.date()
    told = [
        _proposed(line, grounds_of(line.proposal, law, today))
        for line in plan_lines(sight, of)
        if (not reason or line.proposal.reason == reason) and (not route or line.proposal.route == route)
    ]
    return listed(told, limit, offset)


def _proposed(line: PlanLine, ground: str) -> dict[str, Any]:
    one = line.proposal
    return {
        **{name: getattr(one, name) for name in Proposed.model_fields if hasattr(one, name)},
        "change": as_json(one.change),
        "procedure": line.procedure,
        "ground": ground,
        "chosen": line.chosen,
        "chosen_state": line.chosen_state,
    }


@router.get("/rounds/{code}/routes", response={200: Listed[RouteSeen], **REFUSALS}, summary="Routes of what was left")
def routes(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """The routes carried out, to everyone; those chosen besides, to the buying side."""
    sight, of = seen(request, code)
    must_see(sight, "lot_decision")
    return listed(routes_seen(sight, of), limit, offset)


@router.get(
    "/rounds/{code}/lots/{clave}/pieces", response={200: Whereabouts, **REFUSALS}, summary="Where its pieces are"
)
def pieces(request: HttpRequest, code: str, clave: str) -> dict[str, int]:
    """Awarded, in an open procedure, returned, cancelled, or not assigned yet: together what was asked for."""
    sight, of = seen(request, code)
    must_see(sight, "lot_decision")
    canonical = canonical_clave(clave)
    found = whereabouts_of(of, [canonical])
    if canonical not in found:
        raise Refused("not-found", "", {"what": "lot", "value": clave})
    parts = vars(found[canonical])
    return {"asked" if name == "need" else name: maximum_of(part) for name, part in parts.items()}


@router.post("/rounds/{code}/routes", response=ANSWERS, auth=SessionAuth(), summary="Choose routes")
def choose(request: HttpRequest, code: str, asked: Chosen) -> dict[str, Any]:
    """By coordinator or buyer; a return or a cancellation is carried out at once."""
    _, of = seen(request, code)
    viewer = request.viewer  # type: ignore[attr-defined]
    law, today = read_rule_set(of.rule_set), of.clock.date()
    claves = [canonical_clave(clave) for clave in asked.claves]
    if not asked.route:
        plan = {one.proposal.clave: one.proposal for one in planned(of, claves)}
        choices = {clave: Choice(one.route, grounds_of(one, law, today), one.change) for clave, one in plan.items()}
        return {"codes": len(choose_routes(viewer, of, choices))}
    must_be_known(asked.route)
    ground = citation_of_route(asked.route, law, today)
    if asked.route == RETURN:
        return {"pieces": return_to_institution(viewer, of, claves, ground)}
    if asked.route == CANCELLATION:
        return {"pieces": cancel_lots(viewer, of, claves, ground)}
    return {"codes": len(choose_routes(viewer, of, {clave: Choice(asked.route, ground, SAME) for clave in claves}))}


@router.post("/rounds/{code}/routes/authorise", response=ANSWERS, auth=SessionAuth(), summary="Authorise direct awards")
def authorise(request: HttpRequest, code: str, asked: Authorised) -> dict[str, Any]:
    """By the coordinator, who acts for the Health Ministry."""
    _, of = seen(request, code)
    claves = [canonical_clave(clave) for clave in asked.claves]
    return {"codes": authorise_routes(request.viewer, of, claves, asked.document)}  # type: ignore[attr-defined]


@router.post(
    "/rounds/{code}/routes/open",
    response={200: Called, **REFUSALS},
    auth=SessionAuth(),
    summary="Open the next procedure",
)
def open_next(request: HttpRequest, code: str, asked: Opened) -> Any:
    """By the buyer: a call for exactly the pieces on the routes of these codes."""
    _, of = seen(request, code)
    claves = [canonical_clave(clave) for clave in asked.claves]
    return open_next_procedure(request.viewer, of, asked.kind, claves)  # type: ignore[attr-defined]
