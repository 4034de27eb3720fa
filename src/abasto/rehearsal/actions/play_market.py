"""The synthetic market of a round, made once per process and handed to each step that plays a part of it."""

from functools import lru_cache

from ...catalogue.models import RoundItem
from ...needs.queries import need_rows
from ...rounds.models import Round
from ...rounds.queries import buyers
from ..demand import Demand
from ..demand_of import demand_of
from ..market import Market, make_market


def market_of(of: Round, need_sha256: str) -> tuple[Demand, Market]:
    """Demand and market of the round; `need_sha256` is the result of the consolidation, so that it is never stale."""
    return _market(of.pk, of.seed, need_sha256)


@lru_cache(maxsize=1)
def _market(round_id: int, seed: int, need_sha256: str) -> tuple[Demand, Market]:
    demand = demand_of_round(Round.objects.get(pk=round_id))
    return demand, make_market(demand, seed)


def demand_of_round(of: Round) -> Demand:
    """What the buyers of the round ask for, with the items and buyers in its order."""
    items = RoundItem.objects.filter(round=of).values_list("item__clave", "item__category", "description")
    codes = [participation.organisation.code for participation in buyers(of)]
    return demand_of(list(items), codes, need_rows(of), of.months)
