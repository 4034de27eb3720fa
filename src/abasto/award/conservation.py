"""Where every piece asked for is: awarded, pending in an open procedure, returned, cancelled or unassigned; pure.

A code passes through several procedures in one round, and none of them may lose a piece or make one. Pieces are
counted by buyer, the minimum and the maximum: `Pieces` maps a buyer's code to (minimum, maximum).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..base.refusal import Refused
from .routes import CANCELLED, OPENED, RETURNED

Pieces = Mapping[str, tuple[int, int]]
CITATION = "LAASSP 2025; quantities of the call"


@dataclass(frozen=True)
class RouteStanding:
    """Pieces on a route; opened_in: number of the procedure that asks for them again, "" before it opens."""

    state: str
    pieces: Pieces
    opened_in: str = ""


@dataclass(frozen=True)
class LotStanding:
    """One code in one procedure. is_first: of the main tender; awarded is None while the lot is not decided."""

    procedure: str
    is_first: bool
    need: Pieces
    awarded: Pieces | None
    routes: tuple[RouteStanding, ...] = ()


@dataclass(frozen=True)
class Whereabouts:
    """The pieces of one code: the need is the sum of the other five, for every buyer."""

    need: Pieces
    awarded: Pieces
    pending: Pieces
    returned: Pieces
    cancelled: Pieces
    unassigned: Pieces


def whereabouts(clave: str, lots: Sequence[LotStanding]) -> Whereabouts:
    """Where the pieces of a code are, over all its lots; refuses `pieces-not-conserved` where one is lost or made."""
    decided = [(lot, lot.awarded) for lot in lots if lot.awarded is not None]
    found = Whereabouts(
        need=added(lot.need for lot in lots if lot.is_first),
        awarded=added(awarded for _, awarded in decided),
        pending=added(lot.need for lot in lots if lot.awarded is None),
        returned=_on_routes(lots, RETURNED),
        cancelled=_on_routes(lots, CANCELLED),
        unassigned=added(_still_there(clave, lot, awarded) for lot, awarded in decided),
    )
    _must_arrive(clave, lots)
    parts = added((found.awarded, found.pending, found.returned, found.cancelled, found.unassigned))
    if _without_zeros(parts) != _without_zeros(found.need):
        raise Refused("pieces-not-conserved", CITATION, {"clave": clave})
    return found


def added(parts: Iterable[Pieces]) -> dict[str, tuple[int, int]]:
    """The sum, buyer by buyer."""
    total: dict[str, tuple[int, int]] = {}
    for part in parts:
        for buyer, (least, most) in part.items():
            before = total.get(buyer, (0, 0))
            total[buyer] = (before[0] + least, before[1] + most)
    return total


def less(pieces: Pieces, taken: Pieces) -> dict[str, tuple[int, int]]:
    """What is left, buyer by buyer; a negative rest is shown as it is."""
    rest = dict(pieces)
    for buyer, (least, most) in taken.items():
        before = rest.get(buyer, (0, 0))
        rest[buyer] = (before[0] - least, before[1] - most)
    return rest


def maximum_of(pieces: Pieces) -> int:
    """The maxima of all buyers together."""
    return sum(most for _, most in pieces.values())


def _on_routes(lots: Sequence[LotStanding], state: str) -> dict[str, tuple[int, int]]:
    return added(route.pieces for lot in lots for route in lot.routes if route.state == state)


def _still_there(clave: str, lot: LotStanding, awarded: Pieces) -> Pieces:
    gone = added(route.pieces for route in lot.routes if route.state in (OPENED, RETURNED, CANCELLED))
    rest = less(less(lot.need, awarded), gone)
    for buyer, (least, most) in rest.items():
        if least < 0 or most < 0:
            raise Refused(
                "pieces-not-conserved", CITATION, {"clave": clave, "buyer": buyer, "pieces": min(least, most)}
            )
    return rest


def _must_arrive(clave: str, lots: Sequence[LotStanding]) -> None:
    """What left a lot for a procedure is what that procedure asks for, no more and no less."""
    for lot in lots:
        sent = added(
            route.pieces
            for other in lots
            for route in other.routes
            if route.state == OPENED and route.opened_in == lot.procedure
        )
        if not lot.is_first and _without_zeros(sent) != _without_zeros(lot.need):
            raise Refused("pieces-not-conserved", CITATION, {"clave": clave, "procedure": lot.procedure})


def _without_zeros(pieces: Pieces) -> dict[str, tuple[int, int]]:
    return {buyer: parts for buyer, parts in pieces.items() if parts != (0, 0)}
