"""The problem as lists of whole numbers: the legal parts and columns of every lot, by place, and what they cost.

A part is a bid with a share. Costs count from the null column of the lot, which leaves all its pieces unserved.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

from .findings import Refused
from .legal import column_fault, is_preferred_origin, part_fault

MOST_COLUMNS = 5_000_000
MOST_STEPS = 5_000_000_000
"""Some hours. A national problem with its certificate takes 5 to 7 million."""
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
            self._open_bid(self.lots[lot], self.pieces[lot], shares, bid, self.bids[bid])
        parts = range(first, len(self.part_bid))
        self.eligible_of_lot.append(sorted(set(self.part_bid[first:])))
        self.lowest_of_lot.append(min(self.part_evaluated[first:], default=0))
        columns = self._columns(lot, parts)
        self.columns_of_lot.append(columns)
        for part in sorted(set(chain.from_iterable(columns))):
            self.parts_of_bid[self.part_bid[part]].append(part)

    def _open_bid(self, lot: dict[str, Any], pieces: int, shares: list[int], place: int, bid: dict[str, Any]) -> None:
        """The legal parts of a bid: what `part_fault` says of one share, of all of them at once."""
        tiers, capacity = bid["prices"], bid["capacity_by_period_pieces"]
        self.take(len(shares) * (len(tiers) + len(capacity or ())))
        least, most = max(lot["minimum_share_percent"], -(-100 * bid["minimum_pieces"] // pieces)), 100
        if capacity is not None:
            needed = zip(lot["pieces_by_period"], capacity, strict=True)
            most = min([100 * free // need for need, free in needed if need])
        legal = [share for share in shares if least <= share <= most]
        if not legal:
            return
        ceiling, unserved = lot["ceiling_centavos"], lot["unserved_centavos"]
        preference = 0 if is_preferred_origin(lot, bid["origin"]) else lot["preference_permyriad"]
        risk = self.raw["nondelivery_weight_permyriad"] * bid["nondelivery_ppm"] * unserved // 10**10
        price = tiers[0][1]
        for share in legal:
            if len(tiers) > 1:
                price = [price for from_share, price in tiers if from_share <= share][-1]
            if price > 0 and (ceiling is None or price <= ceiling):
                evaluated = price + price * preference // 10_000
                self.part_bid.append(place)
                self.part_share.append(share)
                self.part_price.append(price)
                self.part_evaluated.append(evaluated)
                self.part_saving.append(100 * share * pieces * (evaluated + risk - unserved))

    def _columns(self, lot: int, parts: range) -> list[tuple[int, ...]]:
        """Every legal column but the null one, each once."""
        needs_two = self.lots[lot]["needs_second_origin"] and self.origins(lot) > 1
        highest = self.lowest_of_lot[lot] * (10_000 + self.lots[lot]["spread_permyriad"]) // 10_000
        alone: dict[int, list[int]] = defaultdict(list)
        near: dict[int, list[int]] = defaultdict(list)
        for part in parts:
            alone[self.part_share[part]].append(part)
            if self.part_evaluated[part] <= highest:
                near[self.part_share[part]].append(part)
        columns: list[tuple[int, ...]] = []
        for pattern in sorted(set(map(tuple, self.lots[lot]["share_patterns_percent"]))):
            candidates = [(near if len(pattern) > 1 else alone)[share] for share in pattern]
            for some in self._filled(lot, candidates, (), frozenset()):
                if needs_two:
                    some = [column for column in some if len({self._origin(part) for part in column}) > 1]
                columns += some
                self.columns += len(some)
                if self.columns > MOST_COLUMNS:
                    raise Refused("too-many-columns", most=MOST_COLUMNS)
        return columns

    def _origin(self, part: int) -> str:
        return str(self.bids[self.part_bid[part]]["origin"])

    def _filled(
        self, lot: int, candidates: list[list[int]], taken: tuple[int, ...], winners: frozenset[str]
    ) -> Iterator[list[tuple[int, ...]]]:
        """Fill the places of a pattern from the largest share on; equal shares in the order of the parts.

        candidates: of each place, parts of its share. Lists of columns that differ in the last place only.
        """
        place = len(taken)
        mine = candidates[place]
        self.take(len(mine))
        if taken and mine:
            share, follows = self.part_share[mine[0]], self.lots[lot]["shares_follow_price"]
            larger = [part for part in taken if self.part_share[part] > share]
            floor = max([self.part_evaluated[part] for part in larger], default=0) if follows else 0
            after = taken[-1] if len(larger) < len(taken) else -1
            mine = [
                part
                for part in mine
                if part > after
                and self.part_evaluated[part] >= floor
                and winners.isdisjoint(self.bids[self.part_bid[part]]["suppliers"])
            ]
        if place + 1 == len(candidates):
            yield [(*taken, part) for part in mine]
            return
        for part in mine:
            yield from self._filled(
                lot, candidates, (*taken, part), winners.union(self.bids[self.part_bid[part]]["suppliers"])
            )

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
