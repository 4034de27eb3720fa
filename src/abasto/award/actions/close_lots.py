"""Gives pieces left back to the institutions, or cancels them: they are bought no more in this round."""

from collections.abc import Collection, Iterator

import numpy as np
from django.db import transaction

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...people.acts import must_be
from ...people.roles import Viewer
from ...rounds.models import Round
from ..left.queries import LeftPieces, left_pieces, whereabouts_of
from ..models import Route
from ..routes import CANCELLATION, CANCELLED, CITATION, RETURN, RETURNED
from .choose_routes import CHOSEN_BY, give_way


def return_to_institution(
    viewer: Viewer, of: Round, claves: Collection[str], ground: str, buyers: Collection[str] = ()
) -> int:
    """Give the pieces left of these codes back, of all buyers or of those named (codes); returns the pieces.

    Refuses other roles than coordinator and buyer, `nothing-left`, and `pieces-not-conserved`.
    """
    return _close(viewer, of, claves, (RETURN, RETURNED, ground), buyers)


def cancel_lots(viewer: Viewer, of: Round, claves: Collection[str], ground: str) -> int:
    """Cancel the pieces left of these codes: nobody needs them any more; returns the pieces. Refuses the same."""
    return _close(viewer, of, claves, (CANCELLATION, CANCELLED, ground), ())


def _close(
    viewer: Viewer, of: Round, claves: Collection[str], route: tuple[str, str, str], buyers: Collection[str]
) -> int:
    must_be(viewer, *CHOSEN_BY)
    kind, state, ground = route
    with transaction.atomic():
        left = left_pieces(of, set(claves))
        closed = list(_of_buyers(left, buyers))
        missing = sorted(set(claves) - {one.lot.item.clave for one in closed})
        if missing or not closed:
            raise Refused("nothing-left", CITATION, {"clave": missing[0] if missing else "", "codes": len(missing)})
        give_way(left)
        actor = viewer.role.value
        Route.objects.bulk_create(
            Route(
                lot=one.lot, kind=kind, state=state, ground=ground, minimum_by_buyer=one.minimum_by_buyer,
                maximum_by_buyer=one.maximum_by_buyer, maximum_pieces=one.pieces, chosen_by=actor, chosen_at=of.clock,
            )
            for one in closed
        )  # fmt: skip
        whereabouts_of(of, set(claves))
        pieces = sum(one.pieces for one in closed)
        told = {"claves": sorted(set(claves)), "buyers": sorted(buyers), "pieces": pieces}
        record(f"lots-{state}", of.code, actor, of.clock, told, of.code)
    return pieces


def _of_buyers(left: list[LeftPieces], buyers: Collection[str]) -> Iterator[LeftPieces]:
    for one in left:
        if not buyers:
            yield one
            continue
        chosen = np.array([buyer in buyers for buyer in one.lot.buyers], dtype=np.int64)
        part = LeftPieces(one.lot, one.minimum_by_buyer * chosen, one.maximum_by_buyer * chosen)
        if part.pieces:
            yield part
