"""The contracts that hold a code, as a piece of another page."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from ...page.table import Column, Link, Table
from ...people.visibility import Sight
from ...rounds.models import Round
from ..queries import contracts_of_code


def contracts_of(seen: Sight, of: Round, clave: str) -> str:
    """The contracts of a code the viewer may see; "" where there are none."""
    found = contracts_of_code(seen, of, clave)
    if not found:
        return ""
    columns = (
        Column("number", _("Contract"), is_sortable=False),
        Column("entity", _("Legal entity"), is_sortable=False, wide=True),
        Column("supplier", _("Supplier"), is_sortable=False),
        Column("pieces", _("Maximum"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("price", _("Price"), "money", unit=_("MXN per piece"), is_sortable=False),
    )
    rows = [
        {"number": Link(one.number, reverse("web:contract", args=[of.code, one.number])), "entity": one.entity,
         "supplier": one.supplier, "pieces": one.pieces, "price": one.price_centavos}
        for one in found
    ]  # fmt: skip
    return render_to_string("contracts/of_code.html", {"table": Table(_("Contracts with this code"), columns, rows)})
