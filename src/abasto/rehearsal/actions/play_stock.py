"""Plays the buyers' stock reports, and projects their stock."""

import numpy as np

from ...catalogue.models import Item
from ...people.models import Organisation
from ...rounds.models import Round
from ...watch.actions.project_stock import StockReport, project_stock
from .play_market import market_of

RISK_MONTHS = 3
LATE_MONTHS = 3


def play_stock(of: Round, need_sha256: str, months_passed: int) -> dict[str, int]:
    """Report the synthetic stock and use of every code and buyer that asks for it, and project it."""
    demand, market = market_of(of, need_sha256)
    rows, columns = np.nonzero(demand.maximum_pieces)
    items = dict(Item.objects.filter(clave__in=demand.claves).values_list("clave", "pk"))
    buyers = dict(Organisation.objects.filter(code__in=demand.buyers).values_list("code", "pk"))
    report = StockReport(
        item_ids=[items[demand.claves[row]] for row in rows.tolist()],
        buyer_ids=[buyers[demand.buyers[column]] for column in columns.tolist()],
        opening_pieces=market.opening_stock[rows, columns],
        needed_pieces=demand.maximum_pieces[rows, columns],
        used_pieces=market.monthly_use[rows, columns],
        origin="synthetic",
    )
    return project_stock(of, report, months_passed, RISK_MONTHS, LATE_MONTHS, "rehearsal")
