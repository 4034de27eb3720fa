"""Reads of the passbook: budgets and lines of one organisation, and the prices expected in the round."""

from ....people.models import Organisation
from ....rounds.models import Round
from ..files.queries import lines_of
from ..models import PriceEstimate, RequestBudget
from ..states import REJECTED
from .passbook import LineCost


def budgets_of(of: Round, organisation: Organisation) -> dict[str, RequestBudget]:
    """Its budgets by source of funds."""
    return {one.funds: one for one in RequestBudget.objects.filter(round=of, organisation=organisation)}


def prices_of(of: Round) -> dict[int, tuple[int, str, str]]:
    """(centavos, source, origin) by item id."""
    rows = PriceEstimate.objects.filter(round=of).values_list("item_id", "centavos", "source", "origin")
    return {item: (centavos, source, origin) for item, centavos, source, origin in rows}


def line_costs(of: Round, organisation: Organisation) -> list[LineCost]:
    """Its lines that ask for something and were not rejected, by clave."""
    prices = prices_of(of)
    lines = lines_of(of, organisation).exclude(state=REJECTED).filter(maximum_pieces__gt=0)
    rows = lines.order_by("item__clave").values_list(
        "item__clave", "funds", "minimum_pieces", "maximum_pieces", "item_id"
    )
    return [
        LineCost(clave, funds, least, most, prices[item][0] if item in prices else None)
        for clave, funds, least, most, item in rows
    ]
