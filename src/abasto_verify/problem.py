"""The problem as lists of whole numbers: the legal parts and columns of every lot, by place, and what they cost.

A part is a bid with a share. Costs count from the null column of the lot, which leaves all its pieces unserved.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from .findings import Refused
from .legal import column_fault, part_fault, price_of

MOST_COLUMNS = 5_000_000
MOST_STEPS = 5_000_000_000
"""Some hours. A national problem with its certificate takes 20 million."""
IN_MEMORY = 10
"""Steps of what is not only looked at but kept."""


class Problem:
    """Lists by place: `lots` and `bids` as in the file; `parts_of_bid`, `columns_of_lot` hold places of parts.

    part_bid, part_share, part_price and part_evaluated (centavos), part_saving (e4 centavos, against the null column).
    """

    def __init__(self, raw: dict[str, Any], most_steps: int = MOST_STEPS) -> None:
        self.raw = raw
        self.most_steps = most_steps
        self.lots: list[dict[str, Any]] = raw["lots"]
        self.bids: list[dict[str, Any]] = raw["bids"]
        self.lot_place = {lot["id"]: place for place, lot in enumerate(self.lots)}
        self.bid_place = {bid["id"]: place for place, bid in enumerate(self.bids)}
        self.size = {supplier["id"]: supplier["size"] for supplier in raw["suppliers"]}
        self.pieces = [sum(lot["pieces_by_period"]) for lot in self.lots]
        self.null_cost = [
            10_000 * pieces * lot["unserved_centavos"] for lot, pieces in zip(self.lots, self.pieces, strict=True)
        ]
        self.lot_of_bid = [self.lot_place[bid["lot"]] for bid in self.bids]
        self.bids_of_lot: list[list[int]] = [[] for _ in self.lots]
        self.bids_of_supplier: dict[str, list[int]] = {supplier: [] for supplier in self.size}
        for place, bid in enumerate(self.bids):
            self.bids_of_lot[self.lot_of_bid[place]].append(place)
            for supplier in bid["suppliers"]:
                self.bids_of_supplier[supplier].append(place)
        self.part_bid: list[int] = []
        self.part_share: list[int] = []
        self.part_price: list[int] = []
        self.part_evaluated: list[int] = []
        self.part_saving: list[int] = []
        self.parts_of_bid: list[list[int]] = [[] for _ in self.bids]
        self.eligible_of_lot: list[list[int]] = []
        self.columns_of_lot: list[list[tuple[int, ...]]] = []
        self.lowest_of_lot: list[int] = []
        self.columns = self.steps = 0
        for lot in range(len(self.lots)):
            self._open_lot(lot)

    def take(self, steps: int) -> None:
        """Count what is about to be done. Raises `Refused` where a file asks for more than anybody would wait for."""
        self.steps += steps
        if self.steps > self.most_steps:
            raise Refused("too-much-work", most=self.most_steps)

    def has_only_source(self, lot: int) -> bool:
        """Exactly one lead supplier has eligible bids."""
        return len({self.bids[bid]["suppliers"][0] for bid in self.eligible_of_lot[lot]}) == 1

    def origins(self, lot: int) -> int:
        return len({self.bids[bid]["origin"] for bid in self.eligible_of_lot[lot]})

    def _open_lot(self, lot: int) -> None:
        first = len(self.part_bid)
        shares = sorted({share for pattern in self.lots[lot]["share_patterns_percent"] for share in pattern})
        for bid in self.bids_of_lot[lot]:
            lists = self.bids[bid]["prices"], self.bids[bid]["capacity_by_period_pieces"] or ()
            self.take(len(shares) * sum(map(len, lists)))
            for share in shares:
                if not part_fault(self.lots[lot], self.bids[bid], share, self.pieces[lot]):
                    self._add_part(lot, bid, share)
        parts = range(first, len(self.part_bid))
        self.eligible_of_lot.append(sorted({self.part_bid[part] for part in parts}))
        self.lowest_of_lot.append(min((self.part_evaluated[part] for part in parts), default=0))
        columns = list(self._columns(lot, parts))
        self.columns_of_lot.append(columns)
        for part in sorted({part for column in columns for part in column}):
            self.parts_of_bid[self.part_bid[part]].append(part)

    def _add_part(self, lot: int, bid: int, share: int) -> None:
        price, evaluated = price_of(self.lots[lot], self.bids[bid], share)
        unserved = self.lots[lot]["unserved_centavos"]
        risk = self.raw["nondelivery_weight_permyriad"] * self.bids[bid]["nondelivery_ppm"] * unserved // 10**10
        self.part_bid.append(bid)
        self.part_share.append(share)
        self.part_price.append(price)
        self.part_evaluated.append(evaluated)
        self.part_saving.append(100 * share * self.pieces[lot] * (evaluated + risk - unserved))

    def _columns(self, lot: int, parts: range) -> Iterator[tuple[int, ...]]:
        """Every legal column but the null one, each once."""
        needs_two = self.lots[lot]["needs_second_origin"] and self.origins(lot) > 1
        alone: dict[int, list[int]] = defaultdict(list)
        near: dict[int, list[int]] = defaultdict(list)
        for part in parts:
            alone[self.part_share[part]].append(part)
            if self._is_near(lot, part):
                near[self.part_share[part]].append(part)
        for pattern in sorted({tuple(pattern) for pattern in self.lots[lot]["share_patterns_percent"]}):
            candidates = [(near if len(pattern) > 1 else alone)[share] for share in pattern]
            for column in self._chosen(lot, pattern, candidates, ()):
                if not needs_two or len({self.bids[self.part_bid[part]]["origin"] for part in column}) > 1:
                    self.columns += 1
                    if self.columns > MOST_COLUMNS:
                        raise Refused("too-many-columns", most=MOST_COLUMNS)
                    yield column

    def _is_near(self, lot: int, part: int) -> bool:
        spread = 10_000 + self.lots[lot]["spread_permyriad"]
        return bool(self.part_evaluated[part] * 10_000 <= self.lowest_of_lot[lot] * spread)

    def _chosen(
        self, lot: int, pattern: tuple[int, ...], candidates: list[list[int]], taken: tuple[int, ...]
    ) -> Iterator[tuple[int, ...]]:
        """Fill the places of a pattern from the largest share on; equal shares in the order of the parts."""
        place = len(taken)
        if place == len(pattern):
            yield taken
            return
        self.take(len(candidates[place]))
        follows = self.lots[lot]["shares_follow_price"]
        for part in candidates[place]:
            if place and pattern[place] == pattern[place - 1] and part <= taken[-1]:
                continue
            if follows and any(
                self.part_share[other] > pattern[place] and self.part_evaluated[other] > self.part_evaluated[part]
                for other in taken
            ):
                continue
            mine = self.bids[self.part_bid[part]]["suppliers"]
            if all(set(mine).isdisjoint(self.bids[self.part_bid[other]]["suppliers"]) for other in taken):
                yield from self._chosen(lot, pattern, candidates, (*taken, part))

    def column_fault(self, lot: int, chosen: list[tuple[int, int]]) -> tuple[str, dict[str, object]]:
        """Why (bid, share) pairs are no column of the lot, each rule asked directly; "" when they are one."""
        bids = [self.bids[bid] for bid, _ in chosen]
        for bid, (_, share) in zip(bids, chosen, strict=True):
            fault = part_fault(self.lots[lot], bid, share, self.pieces[lot])
            if fault:
                return fault, {"bid": bid["id"], "share": share}
        return column_fault(
            self.lots[lot], bids, [share for _, share in chosen], self.lowest_of_lot[lot], self.origins(lot)
        )
