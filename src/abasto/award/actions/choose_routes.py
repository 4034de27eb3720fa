"""Chooses where the pieces left of some codes go on; what was chosen and not carried out gives way."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...people.acts import must_be
from ...people.roles import Role, Viewer
from ...rounds.models import Round
from ..changes import SAME, Change, as_json
from ..left.queries import LeftPieces, left_pieces
from ..models import Route
from ..routes import CITATION, DIRECT_AWARD, GONE_ON, PROPOSED, must_be_known

CHOSEN_BY = (Role.COORDINATOR, Role.BUYER)


@dataclass(frozen=True)
class Choice:
    """A route with what it changes; ground: the articles it rests on."""

    kind: str
    ground: str
    change: Change = SAME


def choose_routes(viewer: Viewer, of: Round, choices: Mapping[str, Choice]) -> list[Route]:
    """Save a route for all pieces left of each code (by clave), in the state `proposed`.

    Refuses other roles than coordinator and buyer, `nothing-left` for a code without pieces left, `route-unknown`, and
    `requirements-changed`: a direct award after a deserted tender asks for the same.
    """
    must_be(viewer, *CHOSEN_BY)
    for clave, choice in choices.items():
        must_be_known(choice.kind)
        if choice.kind == DIRECT_AWARD and not choice.change.keeps_requirements:
            raise Refused("requirements-changed", CITATION, {"clave": clave, "changes": list(choice.change.codes)})
    with transaction.atomic():
        left = left_pieces(of, set(choices))
        missing = sorted(set(choices) - {one.lot.item.clave for one in left})
        if missing:
            raise Refused("nothing-left", CITATION, {"clave": missing[0], "codes": len(missing)})
        give_way(left)
        routes = Route.objects.bulk_create([_route(viewer, of, one, choices[one.lot.item.clave]) for one in left])
        told = {"routes": {clave: choices[clave].kind for clave in sorted(choices)}}
        record("routes-chosen", of.code, viewer.role.value, of.clock, told, of.code)
    return routes


def give_way(left: list[LeftPieces]) -> None:
    """Take away what was chosen for these lots and not carried out."""
    Route.objects.filter(lot__in=[one.lot.pk for one in left]).exclude(state__in=GONE_ON).delete()


def _route(viewer: Viewer, of: Round, one: LeftPieces, choice: Choice) -> Route:
    return Route(
        lot=one.lot,
        kind=choice.kind,
        state=PROPOSED,
        ground=choice.ground,
        change=as_json(choice.change),
        minimum_by_buyer=one.minimum_by_buyer,
        maximum_by_buyer=one.maximum_by_buyer,
        maximum_pieces=one.pieces,
        chosen_by=viewer.role.value,
        chosen_at=of.clock,
    )
