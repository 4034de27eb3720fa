"""Contracts of a round, filtered as the address asks."""

from collections.abc import Callable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...page.figures import pieces
from ...page.screens.download import asked_for
from ...page.table import Column, Link, Row, make_table
from ...page.why import Why
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...rounds.screens.closed import closed
from ..lines import ContractChoice, ContractSeen, Delivered, chosen, sum_of, totals_of
from ..queries import codes_in, contracts_seen

DeliveredByContract = Callable[[Sight, Round], Mapping[int, Delivered]]


@require_safe
def contracts(request: HttpRequest, round_code: str, delivered_by_contract: DeliveredByContract) -> HttpResponse:
    """The contracts the viewer may see; `delivered_by_contract`: what the supply room knows of them."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    told: dict[str, object] = {"crumbs": [(of.code, reverse("web:round", args=[of.code])), (_("Contracts"), "")]}
    every = contracts_seen(seen, of)
    if not every and (shut := closed(seen, of, "contract")):
        return render(request, "contracts/contracts.html", {**told, "closed": shut}, status=403)
    choice = ContractChoice(*(request.GET.get(name, "") for name in ("entity", "supplier", "q")))
    shown = chosen(every, choice)
    delivered = delivered_by_contract(seen, of)
    rows, columns = _rows(shown, delivered, of), _columns()
    if file := asked_for(request, f"contracts-{of.code}", columns, rows, of.is_synthetic):
        return file
    is_filtered = len(shown) < len(every)
    codes = codes_in(seen, of)
    told |= {
        "choice": choice,
        "entities": sorted({(one.entity_code, one.entity) for one in every}, key=lambda one: one[1]),
        "suppliers": sorted({(one.supplier_code, one.supplier) for one in every}, key=lambda one: one[1]),
        "table": make_table(_("Contracts"), columns, rows, request.GET),
        "all": totals_of(every, codes),
        "shown": totals_of(shown, codes_in(seen, of, [one.pk for one in shown]) if is_filtered else codes),
        "count": len(shown),
        "all_count": len(every),
        "delivered": sum_of(delivered[one.pk] for one in shown if one.pk in delivered) if delivered else None,
        "why": _why(shown, of),
        "why_fill": why_fill(sum_of(delivered.values()), of) if delivered else None,
    }
    return render(request, "contracts/contracts.html", told)


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", _("Number")),
        Column("entity", _("Legal entity"), wide=True),
        Column("supplier", _("Supplier"), wide=True),
        Column("state", _("State"), "state"),
        Column("lines", _("Lines"), "number"),
        Column("minimum", _("Minimum"), "money", unit="MXN"),
        Column("maximum", _("Maximum"), "money", unit="MXN"),
        Column("pieces", _("Maximum"), "pieces", unit=_("pieces")),
        Column("guarantee", _("Guarantee"), "money", unit="MXN"),
        Column("due", _("Due so far"), "pieces", unit=_("pieces")),
        Column("received", _("Received"), "pieces", unit=_("pieces")),
        Column("fill", _("Fill rate"), "share"),
    )


def _rows(shown: Sequence[ContractSeen], delivered: Mapping[int, Delivered], of: Round) -> list[Row]:
    base = reverse("web:contracts", args=[of.code])
    nothing = Delivered(0, 0, 0)
    return [
        {
            "number": Link(one.number, f"{base}{one.number}/"),
            "entity": one.entity,
            "supplier": one.supplier,
            "state": one.state,
            "lines": one.lines,
            "minimum": one.minimum_centavos,
            "maximum": one.maximum_centavos,
            "pieces": one.maximum_pieces,
            "guarantee": one.guarantee_centavos,
            "due": delivered[one.pk].due_pieces if one.pk in delivered else None,
            "received": delivered[one.pk].received_pieces if one.pk in delivered else None,
            "fill": delivered.get(one.pk, nothing).fill,
        }
        for one in shown
    ]


def _why(shown: Sequence[ContractSeen], of: Round) -> Why:
    return Why(
        formula=_("sum over the lines of the contracts shown of: maximum pieces × the winner's own price"),
        inputs=((_("contracts"), pieces(len(shown))), (_("lines"), pieces(sum(one.lines for one in shown)))),
        source=_("contracts formed from the awards, one per legal entity and supplier"),
        origin="synthetic" if of.is_synthetic else "published",
    )


def why_fill(delivered: Delivered, of: Round) -> Why:
    """What stands behind a fill rate."""
    return Why(
        formula=_("fill rate = pieces received ÷ pieces due in the months that have passed"),
        inputs=(
            (_("pieces due so far"), pieces(delivered.due_pieces)),
            (_("pieces received"), pieces(delivered.received_pieces)),
            (_("of them on time"), pieces(delivered.on_time_pieces)),
        ),
        source=_("orders and receipts up to the round's own date"),
        article=_("orders on time and in full: OECD review of 2018, chapter 4"),
        origin="synthetic" if of.is_synthetic else "published",
    )
