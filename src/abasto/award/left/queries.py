"""Reads of the pieces left, by lot and buyer, and of where every piece of a code is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from ...base.refusal import Refused
from ...people.models import Organisation
from ...people.visibility import Sight
from ...rounds.models import Round
from ...tender.models import Lot
from ..conservation import LotStanding, Pieces, RouteStanding, Whereabouts, whereabouts
from ..models import Award, LotDecision, PastDecision, Route
from ..routes import GONE_ON, OPENED

Ints = NDArray[np.int64]
CITATION = "LAASSP 2025, art. 54"


@dataclass(frozen=True)
class PastWinner:
    """Who had won, at which price (centavos per piece), how many pieces, and how many of them came (None: closed)."""

    supplier_code: str
    supplier: str
    price_centavos: int
    pieces: int
    delivered_pieces: int | None


@dataclass(frozen=True)
class LeftPieces:
    """A decided lot with what it left and no route has taken on yet: int64 by buyer, in the order of the lot."""

    lot: Lot
    minimum_by_buyer: Ints
    maximum_by_buyer: Ints

    @property
    def pieces(self) -> int:
        return int(self.maximum_by_buyer.sum())


def left_pieces(of: Round, claves: Collection[str] | None = None) -> list[LeftPieces]:
    """Every decided lot of the round with pieces that are still where they were left, in the order of the calls.

    Pieces on a route that was chosen and not carried out yet are still there.
    """
    lots = Lot.objects.filter(procedure__round=of, decision__isnull=False).select_related("item", "procedure")
    if claves is not None:
        lots = lots.filter(item__clave__in=claves)
    taken = _taken(of, claves, Route.objects.filter(state__in=GONE_ON))
    found = (_less_taken(lot, taken) for lot in lots.order_by("procedure__position", "number"))
    return [one for one in found if one.pieces]


def _taken(of: Round, claves: Collection[str] | None, routes: QuerySet[Route]) -> dict[int, list[tuple[Ints, Ints]]]:
    """Minimum and maximum by buyer that awards and routes took from each lot, by lot id."""
    taken: dict[int, list[tuple[Ints, Ints]]] = {}
    takers: tuple[QuerySet[Award] | QuerySet[Route], ...] = (Award.objects.all(), routes)
    for rows in takers:
        chosen = rows.filter(lot__procedure__round=of)
        if claves is not None:
            chosen = chosen.filter(lot__item__clave__in=claves)
        fields = chosen.order_by().values_list("lot_id", "minimum_by_buyer", "maximum_by_buyer")
        for lot, least, most in fields.iterator(chunk_size=5000):
            taken.setdefault(lot, []).append((np.asarray(least), np.asarray(most)))
    return taken


def _less_taken(lot: Lot, taken: Mapping[int, list[tuple[Ints, Ints]]]) -> LeftPieces:
    parts = taken.get(lot.pk, [])
    least = lot.minimum_by_buyer - sum((part for part, _ in parts), start=np.int64(0))
    most = lot.maximum_by_buyer - sum((part for _, part in parts), start=np.int64(0))
    return LeftPieces(lot, least, most)


def standings(of: Round, claves: Collection[str] | None = None) -> dict[str, list[LotStanding]]:
    """Every code of the round, or those named, with its lots in order: need, awards and routes by buyer."""
    lots = Lot.objects.filter(procedure__round=of)
    if claves is not None:
        lots = lots.filter(item__clave__in=claves)
    by_lot = _taken(of, claves, Route.objects.none())
    routes = _routes(of, claves)
    decided = set(LotDecision.objects.filter(lot__in=lots.values("pk")).values_list("lot_id", flat=True))
    found: dict[str, list[LotStanding]] = {}
    for lot in lots.select_related("item", "procedure").order_by("procedure__position", "number"):
        awarded = by_lot.get(lot.pk, [])
        total = [sum((part[side] for part in awarded), start=np.zeros(len(lot.buyers), np.int64)) for side in (0, 1)]
        found.setdefault(lot.item.clave, []).append(
            LotStanding(
                procedure=lot.procedure.number,
                is_first=lot.procedure.follows_id is None,
                need=_by_buyer(lot, lot.minimum_by_buyer, lot.maximum_by_buyer),
                awarded=_by_buyer(lot, *total) if lot.pk in decided else None,
                routes=tuple(_standing(lot, *route) for route in routes.get(lot.pk, ())),
            )
        )
    return found


def _routes(of: Round, claves: Collection[str] | None) -> dict[int, list[tuple[str, str | None, Ints, Ints]]]:
    rows = Route.objects.filter(lot__procedure__round=of)
    if claves is not None:
        rows = rows.filter(lot__item__clave__in=claves)
    found: dict[int, list[tuple[str, str | None, Ints, Ints]]] = {}
    fields = ("lot_id", "state", "opened_in__number", "minimum_by_buyer", "maximum_by_buyer")
    for lot, *route in rows.order_by("pk").values_list(*fields):
        found.setdefault(lot, []).append(tuple(route))
    return found


def _standing(lot: Lot, state: str, opened_in: str | None, least: Ints, most: Ints) -> RouteStanding:
    return RouteStanding(state, _by_buyer(lot, least, most), opened_in or "")


def _by_buyer(lot: Lot, least: Ints, most: Ints) -> Pieces:
    return {buyer: (low, high) for buyer, low, high in zip(lot.buyers, least.tolist(), most.tolist(), strict=True)}


def whereabouts_of(of: Round, claves: Collection[str] | None = None) -> dict[str, Whereabouts]:
    """Where the pieces of each code are; refuses `pieces-not-conserved` where one was lost or made."""
    return {clave: whereabouts(clave, lots) for clave, lots in standings(of, claves).items()}


@dataclass(frozen=True)
class RouteSeen:
    """A route as everyone may know it once decisions are public; pieces at most, of all its buyers."""

    clave: str
    description: str
    left_by: str
    kind: str
    state: str
    ground: str
    pieces: int
    opened_in: str
    chosen_by: str
    chosen_at: datetime
    authorised_by: str
    authorisation: str


def routes_visible_to(sight: Sight, of: Round) -> QuerySet[Route]:
    """The routes of the round: those carried out with the decisions, those only chosen for the buying side."""
    routes = Route.objects.filter(lot__procedure__round=of)
    if not sight.sees_all("lot_decision"):
        return routes.none()
    return routes if sight.sees_all("bid_capacity") else routes.filter(state__in=GONE_ON)


def routes_seen(sight: Sight, of: Round, clave: str = "") -> list[RouteSeen]:
    """The routes the viewer may see, of one code or of all, in the order of the calls."""
    routes = routes_visible_to(sight, of)
    rows = (routes.filter(lot__item__clave=clave) if clave else routes).order_by(
        "lot__procedure__position", "lot__number", "pk"
    )
    return [
        RouteSeen(*row[:7], row[7] or "", *row[8:])
        for row in rows.values_list(
            "lot__item__clave", "lot__item__description", "lot__procedure__number", "kind", "state", "ground",
            "maximum_pieces", "opened_in__number", "chosen_by", "chosen_at", "authorised_by", "authorisation",
        )
    ]  # fmt: skip


@dataclass(frozen=True)
class PastSeen:
    """A decision that another one replaced: cause, document, when; what it awarded, to whom, and what came of it."""

    procedure: str
    cause: str
    document: str
    replaced_at: datetime
    state: str
    reason: str
    awarded_pieces: int
    winners: tuple[PastWinner, ...]


def past_decisions(sight: Sight, of: Round, clave: str) -> list[PastSeen]:
    """The decisions on a code that others replaced, the oldest first; empty where decisions are closed."""
    if not (sight.sees_all("lot_decision") and sight.sees_all("award")):
        return []
    rows = PastDecision.objects.filter(lot__procedure__round=of, lot__item__clave=clave)
    names = dict(Organisation.objects.filter(kind="supplier").values_list("code", "name")) if rows else {}
    sees_delivered = sight.sees_all("delivery")
    return [
        PastSeen(
            row.lot.procedure.number, row.cause, row.document, row.replaced_at, row.told["state"], row.told["reason"],
            row.told["awarded_pieces"],
            tuple(
                PastWinner(
                    one["supplier"], names[one["supplier"]], one["price_centavos"], one["pieces"],
                    one["delivered_pieces"] if sees_delivered else None,
                )
                for one in row.told["winners"]
            ),
        )
        for row in rows.select_related("lot__procedure").order_by("lot__procedure__position", "position")
    ]  # fmt: skip


def must_be_here(lot: Lot) -> None:
    """Refuse to decide a lot anew as if nothing had happened since: `pieces-went-on`, `decided-by-resolution`."""
    gone = Route.objects.filter(lot=lot, state__in=GONE_ON).select_related("opened_in").first()
    if gone is not None:
        number = gone.opened_in.number if gone.opened_in and gone.state == OPENED else gone.state
        raise Refused("pieces-went-on", CITATION, {"procedure": number})
    if lot.past_decisions.exists():
        raise Refused("decided-by-resolution", CITATION, {"lot": lot.number})
