"""The Health Ministry authorises direct awards of what a procedure left."""

from collections.abc import Collection

from django.db import transaction

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...people.acts import must_be
from ...people.roles import Role, Viewer
from ...rounds.models import Round
from ..models import Route
from ..routes import AUTHORISED, CITATION, DIRECT_AWARD, PROPOSED


def authorise_routes(viewer: Viewer, of: Round, claves: Collection[str], document: str) -> int:
    """Authorise the direct awards proposed for these codes; returns how many.

    document: what it was authorised by. Refuses any role but the coordinator's, `authorisation-without-document`, and
    `no-route` for a code that has no direct award proposed.
    """
    must_be(viewer, Role.COORDINATOR)
    document = document.strip()
    if not document:
        raise Refused("authorisation-without-document", CITATION, {})
    with transaction.atomic():
        waiting = Route.objects.filter(
            lot__procedure__round=of, lot__item__clave__in=claves, kind=DIRECT_AWARD, state=PROPOSED
        )
        found = set(waiting.values_list("lot__item__clave", flat=True))
        missing = sorted(set(claves) - found)
        if missing or not found:
            raise Refused("no-route", CITATION, {"clave": missing[0] if missing else "", "route": DIRECT_AWARD})
        actor = viewer.role.value
        told = {"claves": sorted(found), "document": document}
        count = waiting.update(state=AUTHORISED, authorised_by=actor, authorised_at=of.clock, authorisation=document)
        record("routes-authorised", of.code, actor, of.clock, told, of.code)
    return count
