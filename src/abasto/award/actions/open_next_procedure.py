"""Opens the next procedure of a round: a call for exactly the pieces that routes carry to it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from django.db import transaction
from django.db.models import Max

from ...base.refusal import Refused
from ...law.holidays import business_calendar
from ...law.reader import read_rule_set
from ...ledger.actions.record import record
from ...people.acts import must_be
from ...people.roles import Role, Viewer
from ...rounds.models import Round
from ...tender.actions.publish_call import Place, publish_call
from ...tender.call_text import read_back
from ...tender.facts import NewLot
from ...tender.models import Lot, Procedure
from ...tender.terms import CallTerms, later_terms
from ..changes import Change, changed_rules, from_json
from ..left.queries import whereabouts_of
from ..models import Route
from ..routes import CITATION, GONE_ON, OPENED, PROCEDURES, TRANSITIONS, may_become

ENTITY = "birmex"
"""Whose business days count: the consolidating area."""
Batch = tuple[int, Change]


def open_next_procedure(viewer: Viewer, of: Round, kind: str, claves: Collection[str]) -> Procedure:
    """Publish one call of that kind for the pieces on the routes of these codes; the routes become `opened`.

    Refuses any role but the buyer's, `route-unknown` (no procedure), `no-route`, `route-not-authorised`,
    `routes-differ` (other requirements, or left by another procedure: a call asks the same of everyone),
    and `pieces-not-conserved`.
    """
    must_be(viewer, Role.BUYER)
    if kind not in PROCEDURES:
        raise Refused("route-unknown", CITATION, {"value": kind, "known": list(PROCEDURES)})
    with transaction.atomic():
        routes = _routes(of, kind, claves)
        for route in routes:
            may_become(route.kind, route.state, OPENED)
        batches = {batch_of(route) for route in routes}
        if len(batches) > 1:
            raise Refused("routes-differ", CITATION, {"route": kind, "calls": len(batches)})
        procedure = _published(of, kind, routes)
        Route.objects.filter(pk__in=[route.pk for route in routes]).update(state=OPENED, opened_in=procedure)
        whereabouts_of(of, {route.lot.item.clave for route in routes})
        told = {"kind": kind, "claves": sorted(route.lot.item.clave for route in routes)}
        record("procedure-opened", procedure.number, viewer.role.value, of.clock, told, of.code)
    return procedure


def ready_batches(of: Round, kind: str) -> list[list[str]]:
    """Claves that may open in one call each: the same procedure left them, and the same requirements are asked."""
    batches: dict[str, list[str]] = {}
    for route in _waiting(of, kind):
        if OPENED in TRANSITIONS.get((route.kind, route.state), ()):
            source, change = batch_of(route)
            batches.setdefault(f"{source:09} {change!r}", []).append(route.lot.item.clave)
    return [sorted(claves) for _, claves in sorted(batches.items())]


def batch_of(route: Route) -> Batch:
    """The procedure that left the pieces, and what changes for every lot of the next call."""
    return route.lot.procedure_id, replace(from_json(route.change), ceiling_centavos=None, share_pattern="")


def _waiting(of: Round, kind: str) -> Iterable[Route]:
    routes = Route.objects.filter(lot__procedure__round=of, kind=kind).exclude(state__in=GONE_ON)
    return routes.select_related("lot__item", "lot__procedure").order_by("lot__number", "pk")


def _routes(of: Round, kind: str, claves: Collection[str]) -> list[Route]:
    routes = [route for route in _waiting(of, kind) if route.lot.item.clave in claves]
    missing = sorted(set(claves) - {route.lot.item.clave for route in routes})
    if missing or not routes:
        raise Refused("no-route", CITATION, {"clave": missing[0] if missing else "", "route": kind})
    return routes


def _published(of: Round, kind: str, routes: Sequence[Route]) -> Procedure:
    source = routes[0].lot.procedure
    today = of.clock.date()
    last = Procedure.objects.filter(round=of).aggregate(last=Max("position"))["last"]
    first = routes[0]
    place = Place(
        kind=kind, position=last + 1, follows=source, authorised_by=first.authorised_by,
        authorised_on=first.authorised_at.date() if first.authorised_at else None, authorisation=first.authorisation,
    )  # fmt: skip
    prefix = source.ocid.removesuffix(f"-{source.number}")
    rules = changed_rules(read_back(source.rules), batch_of(first)[1])
    lots = [_lot(route) for route in routes]
    items = {route.lot.item.clave: route.lot.item for route in routes}
    return publish_call(of, rules, _terms(of, kind, source, today, prefix), lots, items, place)


def _terms(of: Round, kind: str, source: Procedure, today: date, prefix: str) -> CallTerms:
    law = read_rule_set(of.rule_set)
    calendar = business_calendar(law, ENTITY, today, range(today.year, today.year + 2))
    return later_terms(law, calendar, today, kind, source.character, prefix)


def _lot(route: Route) -> NewLot:
    """Exactly the pieces on the route; buyers without any are left out."""
    lot: Lot = route.lot
    change = from_json(route.change)
    places = np.flatnonzero(route.maximum_by_buyer)
    return NewLot(
        clave=lot.item.clave,
        share_pattern=change.share_pattern or lot.share_pattern,
        buyers=tuple(lot.buyers[at] for at in places.tolist()),
        minimum_by_buyer=route.minimum_by_buyer[places],
        maximum_by_buyer=route.maximum_by_buyer[places],
        ceiling_centavos=change.ceiling_centavos or lot.ceiling_centavos,
    )
