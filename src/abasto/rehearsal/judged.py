"""What a committee would find about each bid beyond its price: points, national content, benefit and other costs.

Only procedures judged by more than the price use it. No record says how such bids were judged, so it is plausible and
not fitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from . import regime
from .demand import Demand
from .luck import Floats, Integers, hashes_of, normals, uniforms
from .market import Market
from .price_book import price_centavos, whole_centavos

HOME = "MX"


@dataclass(frozen=True)
class Judged:
    """By bid, in the order of `market.bids`; all columns of shape (bids,).

    points_tenths: (criteria, bids), tenths of a point; content_percent: national content, -1 for goods from abroad;
    benefit_centavos, other_costs_centavos: per piece.
    """

    criteria: tuple[str, ...]
    points_tenths: Integers
    content_percent: Integers
    benefit_centavos: Integers
    other_costs_centavos: Integers

    def points(self, bid: int) -> dict[str, Decimal]:
        """The points of one bid by criterion."""
        tenths = self.points_tenths[:, bid].tolist()
        return {key: Decimal(points) / 10 for key, points in zip(self.criteria, tenths, strict=True)}

    def content(self, bid: int) -> Decimal | None:
        """The national content of one bid, None where not stated."""
        percent = int(self.content_percent[bid])
        return None if percent < 0 else Decimal(percent)


def judge(demand: Demand, market: Market, criteria: Sequence[tuple[str, Decimal]], seed: int) -> Judged:
    """Judge every bid; criteria: those of the call with the points each gives at most."""
    bids = market.bids
    item = demand.items[bids.item_index]
    firm = hashes_of(market.suppliers.codes)[bids.supplier_index]
    price = price_centavos(demand.claves)[bids.item_index]
    skill = regime.TECHNICAL_LEVEL + regime.TECHNICAL_FIRM_SPREAD * normals(seed, "skill", firm)
    points = [
        _tenths(skill + regime.TECHNICAL_BID_SPREAD * normals(seed, f"points/{key}", item, firm), maximum)
        for key, maximum in criteria
    ]
    worth = regime.BENEFIT_LEVEL + regime.BENEFIT_SPREAD * normals(seed, "benefit", item)
    worth += regime.BENEFIT_BID_SPREAD * normals(seed, "benefit-of-bid", item, firm)
    low, high = regime.OTHER_COSTS
    return Judged(
        criteria=tuple(key for key, _ in criteria),
        points_tenths=np.array(points, dtype=np.int64).reshape(len(points), len(price)),
        content_percent=_content(uniforms(seed, "national-content", item, firm), np.array(bids.countries) == HOME),
        benefit_centavos=whole_centavos(price * np.maximum(worth, 0.0)),
        other_costs_centavos=whole_centavos(price * (low + (high - low) * uniforms(seed, "other-costs", item, firm))),
    )


def _tenths(level: Floats, maximum: Decimal) -> Integers:
    return np.rint(np.clip(level, 0.0, 1.0) * float(maximum * 10)).astype(np.int64)


def _content(luck: Floats, is_home: NDArray[np.bool_]) -> Integers:
    """Percents from SLIGHT_CONTENT on for few goods, from USUAL_CONTENT on for the rest; -1 from abroad."""
    few = regime.SLIGHT_CONTENT_GOODS
    slight = regime.SLIGHT_CONTENT + (regime.USUAL_CONTENT - regime.SLIGHT_CONTENT) * luck / few
    usual = regime.USUAL_CONTENT + (101 - regime.USUAL_CONTENT) * (luck - few) / (1 - few)
    percent = np.floor(np.where(luck < few, slight, usual)).astype(np.int64)
    return np.where(is_home, percent, np.int64(-1))
