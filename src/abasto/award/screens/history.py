"""The way of one code through the round: procedures, routes, decisions replaced, and where its pieces are."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...page.table import Column, Link, Row, Table
from ...people.roles import Role
from ...people.visibility import Sight
from ...rounds.models import Round
from ..conservation import maximum_of
from ..left.queries import PastSeen, left_pieces, past_decisions, routes_seen, whereabouts_of
from ..queries import visible_to


def history_of(sight: Sight, of: Round, clave: str) -> SafeString:
    """A piece of the award's page; "" before anything was decided."""
    decisions = list(
        visible_to(sight, of)
        .filter(lot__item__clave=clave)
        .select_related("lot__procedure")
        .order_by("lot__procedure__position")
    )
    if not decisions:
        return SafeString("")
    past = past_decisions(sight, of, clave)
    routes = routes_seen(sight, of, clave)
    is_told = bool(past or routes or len(decisions) > 1)
    told = {
        "round_code": of.code,
        "clave": clave,
        "lots": [(one.lot.procedure, one) for one in decisions],
        "routes": routes,
        "past": [(one, _winners(one, of)) for one in past],
        "where": _where(of, clave) if is_told else (),
        "left": bool(left_pieces(of, [clave])),
        "is_told": is_told,
        "may_act": sight.viewer.role is Role.BUYER,
        "has_winner": any(one.awarded_pieces for one in decisions),
    }
    return render_to_string("award/history.html", told)


def _where(of: Round, clave: str) -> tuple[tuple[str, int], ...]:
    """Where the pieces of the code are now, at most: the first is the sum of the others."""
    found = whereabouts_of(of, [clave])[clave]
    return (
        (_("Asked for"), maximum_of(found.need)),
        (_("Awarded"), maximum_of(found.awarded)),
        (_("In a procedure that is open"), maximum_of(found.pending)),
        (_("Returned to the institutions"), maximum_of(found.returned)),
        (_("Cancelled"), maximum_of(found.cancelled)),
        (_("Not assigned yet"), maximum_of(found.unassigned)),
    )


def _winners(past: PastSeen, of: Round) -> Table:
    columns = (
        Column("supplier", _("Had won"), is_sortable=False),
        Column("price", _("Price"), "money", unit=_("MXN per piece"), is_sortable=False),
        Column("pieces", _("Awarded"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("delivered", _("Delivered until then"), "pieces", unit=_("pieces"), is_sortable=False),
    )
    rows: list[Row] = [
        {
            "supplier": Link(one.supplier, reverse("web:supplier", args=[of.code, one.supplier_code])),
            "price": one.price_centavos, "pieces": one.pieces, "delivered": one.delivered_pieces,
        }
        for one in past.winners
    ]  # fmt: skip
    day = date_format(past.replaced_at, "SHORT_DATE_FORMAT")
    return Table(_("Decision in force until %(day)s") % {"day": day}, columns, rows)
