"""Pushes the prices of a round's awards into the needs of the round that follows, for its budget passbook."""

from collections import defaultdict
from datetime import datetime

from ...law.reader import read_disclosure
from ...needs.requests.budget.actions.keep_price_estimates import Estimate, keep_price_estimates
from ...rounds.models import Round
from ..models import Award


def push_prices(before: Round, of: Round, actor: str, at: datetime) -> int:
    """Each code's average price of its winners, weighted by pieces, half a centavo up; returns how many codes.

    None is pushed while the awards of the round before are not public: a price would tell them.
    """
    if read_disclosure(before.rule_set).class_of("award", before.phase) != "public":
        return 0
    pieces: dict[str, int] = defaultdict(int)
    money: dict[str, int] = defaultdict(int)
    awards = Award.objects.filter(lot__procedure__round=before, is_ended=False, maximum_pieces__gt=0)
    for clave, price, count in awards.values_list("lot__item__clave", "price_centavos", "maximum_pieces"):
        pieces[clave] += count
        money[clave] += price * count
    origin = "synthetic" if before.is_synthetic else "derived"
    rows = {
        clave: Estimate((2 * money[clave] + count) // (2 * count), f"award of {before.code}", origin)
        for clave, count in pieces.items()
    }
    return keep_price_estimates(of, rows, actor, at)
