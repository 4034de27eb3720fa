"""What is wrong with an award problem before anything is decided: one refusal a fault, with its place.

The format is docs/award-problem.md. `faults` finds all, `check_problem` raises the first, `notices` tells what is legal
but worth knowing. That the hard rules may contradict each other is found by `clash`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from abasto.base.problem import Problem as Notice
from abasto.base.refusal import Refused
from abasto.engines.award.check_rules import rule_faults
from abasto.engines.award.problem import Bid, Lot, Problem
from abasto.engines.award.problem_shape import FORMAT_RULE

PRICE_LIMIT_CENTAVOS = 10**15
MOST_WINNERS = 5
MOST_PPM = 1_000_000
LARGEST_LOT = 1 << 60
LARGEST_TOTAL = 1 << 62
ORIGINS = ("published", "derived", "synthetic")
PLAIN_ID = re.compile(r"[!-~]{1,200}")
COUNTRY = re.compile(r"[A-Z]{2}")


def check_problem(problem: Problem) -> None:
    """Raises the first fault as `Refused`; a problem that passes can be solved or shown to clash."""
    for fault in _every_fault(problem):
        raise fault


def faults(problem: Problem) -> list[Refused]:
    """All faults in the order of the file. values: list, index (from 0), id, field, found, and what the rule says."""
    return list(_every_fault(problem))


def notices(problem: Problem) -> list[Notice]:
    """Legal but worth knowing: lots nobody bids on, lots with one bid, equal bids of which either may win."""
    return [notice for lot, bids in _bids_by_lot(problem) for notice in _notices_of_lot(lot, bids)]


def _every_fault(problem: Problem) -> Iterator[Refused]:
    yield from _header(problem)
    yield from _ids(problem)
    known_lots = {lot.id: lot for lot in problem.lots}
    suppliers = {supplier.id for supplier in problem.suppliers}
    for index, lot in enumerate(problem.lots):
        for code, values in _lot(lot, problem):
            yield _refused(code, "lots", index, lot.id, **values)
    for index, bid in enumerate(problem.bids):
        for code, values in _bid(bid, problem, known_lots, suppliers):
            yield _refused(code, "bids", index, bid.id, **values)
    yield from _too_large(problem, known_lots)
    yield from rule_faults(problem)


Fault = tuple[str, dict[str, object]]


def _refused(code: str, name: str, index: int, row: str, **values: object) -> Refused:
    return Refused(code, FORMAT_RULE, {"list": name, "index": index, "id": row, **values})


def _header(problem: Problem) -> Iterator[Refused]:
    if problem.origin not in ORIGINS:
        values: dict[str, object] = {"field": "origin", "found": problem.origin, "allowed": ", ".join(ORIGINS)}
        yield _refused("award-problem-not-one-of", "header", 0, "", **values)
    weight = problem.nondelivery_weight_permyriad
    if not 0 <= weight <= 10_000:
        values = {"field": "nondelivery_weight_permyriad", "found": weight, "least": 0, "most": 10_000}
        yield _refused("award-number-out-of-range", "header", 0, "", **values)


def _ids(problem: Problem) -> Iterator[Refused]:
    """Every id plain and once in its list; two-letter countries."""
    lists: dict[str, Sequence[str]] = {"institutions": problem.institutions, "periods": problem.periods}
    for name in ("suppliers", "lots", "bids", "rules", "rebates"):
        lists[name] = [row.id for row in getattr(problem, name)]
    for name, ids in lists.items():
        seen = set()
        for index, row in enumerate(ids):
            if not PLAIN_ID.fullmatch(row):
                yield _refused("award-id-not-plain", name, index, row, field="id", found=ascii(row)[:60])
            if row in seen:
                yield _refused("award-id-twice", name, index, row)
            seen.add(row)
    for index, supplier in enumerate(problem.suppliers):
        yield from _countries("suppliers", index, supplier.id, "country", (supplier.country,))


def _countries(name: str, index: int, row: str, field: str, countries: Iterable[str]) -> Iterator[Refused]:
    for country in countries:
        if not COUNTRY.fullmatch(country):
            yield _refused("award-country-unreadable", name, index, row, field=field, found=ascii(country)[:60])


def _lot(lot: Lot, problem: Problem) -> Iterator[Fault]:
    yield from _pieces(lot, problem)
    for shares in lot.share_patterns_percent:
        yield from _pattern(shares)
    if lot.ceiling_centavos is not None:
        yield from _within("ceiling_centavos", lot.ceiling_centavos, 0, PRICE_LIMIT_CENTAVOS - 1)
    yield from _within("unserved_centavos", lot.unserved_centavos, 0, PRICE_LIMIT_CENTAVOS - 1)
    yield from _within("minimum_share_percent", lot.minimum_share_percent, 0, 100)
    yield from _within("spread_permyriad", lot.spread_permyriad, 0, None)
    yield from _within("preference_permyriad", lot.preference_permyriad, 0, None)
    if not PLAIN_ID.fullmatch(lot.code):
        yield "award-id-not-plain", {"field": "code", "found": ascii(lot.code)[:60]}
    for country in lot.preferred_origins:
        if not COUNTRY.fullmatch(country):
            yield "award-country-unreadable", {"field": "preferred_origins", "found": ascii(country)[:60]}


def _pieces(lot: Lot, problem: Problem) -> Iterator[Fault]:
    lists = (
        ("pieces_by_institution", lot.pieces_by_institution, len(problem.institutions)),
        ("pieces_by_period", lot.pieces_by_period, len(problem.periods)),
    )
    for field, pieces, wanted in lists:
        if len(pieces) != wanted:
            yield "award-list-length", {"field": field, "found": len(pieces), "wanted": wanted}
        if pieces and min(pieces) < 0:
            yield "award-number-negative", {"field": field, "found": min(pieces)}
    by_institution, by_period = sum(lot.pieces_by_institution), sum(lot.pieces_by_period)
    if by_institution != by_period:
        yield "award-pieces-sums-differ", {"by_institution": by_institution, "by_period": by_period}
    elif by_institution <= 0:
        yield "award-lot-asks-nothing", {"field": "pieces_by_institution", "found": by_institution}


def _pattern(shares: tuple[int, ...]) -> Iterator[Fault]:
    told: dict[str, object] = {"field": "share_patterns_percent", "found": "/".join(map(str, shares))}
    if not 1 <= len(shares) <= MOST_WINNERS:
        yield "award-pattern-winners", {**told, "most": MOST_WINNERS}
    if any(not 1 <= share <= 100 for share in shares):
        yield "award-pattern-share", told
    if any(second > first for first, second in pairwise(shares)):
        yield "award-pattern-rises", told
    if sum(shares) > 100:
        yield "award-pattern-above-hundred", {**told, "sum": sum(shares)}


def _within(field: str, value: int, least: int, most: int | None) -> Iterator[Fault]:
    if value < least == 0:
        yield "award-number-negative", {"field": field, "found": value}
    elif value < least or (most is not None and value > most):
        yield "award-number-out-of-range", {"field": field, "found": value, "least": least, "most": most}


def _bid(bid: Bid, problem: Problem, lots: dict[str, Lot], suppliers: set[str]) -> Iterator[Fault]:
    if bid.lot not in lots:
        yield "award-name-unknown", {"field": "lot", "found": bid.lot}
    if not bid.suppliers:
        yield "award-bid-without-supplier", {"field": "suppliers"}
    for name in bid.suppliers:
        if name not in suppliers:
            yield "award-name-unknown", {"field": "suppliers", "found": name}
    if len(set(bid.suppliers)) < len(bid.suppliers):
        yield "award-name-twice", {"field": "suppliers", "found": Counter(bid.suppliers).most_common(1)[0][0]}
    if not COUNTRY.fullmatch(bid.origin):
        yield "award-country-unreadable", {"field": "origin", "found": ascii(bid.origin)[:60]}
    yield from _prices(bid)
    yield from _capacity(bid, len(problem.periods))
    yield from _within("minimum_pieces", bid.minimum_pieces, 0, None)
    yield from _within("nondelivery_ppm", bid.nondelivery_ppm, 0, MOST_PPM)


def _prices(bid: Bid) -> Iterator[Fault]:
    starts = [start for start, _ in bid.prices]
    rises = all(first < second for first, second in pairwise(starts))
    if not starts or starts[0] != 1 or not rises or starts[-1] > 100:
        yield "award-tiers-not-rising", {"field": "prices", "found": ", ".join(map(str, starts))}
    for _, price in bid.prices:
        if not 0 < price < PRICE_LIMIT_CENTAVOS:
            yield "award-price-out-of-range", {"field": "prices", "found": price}


def _capacity(bid: Bid, periods: int) -> Iterator[Fault]:
    capacity = bid.capacity_by_period_pieces
    if capacity is None:
        return
    if len(capacity) != periods:
        yield "award-list-length", {"field": "capacity_by_period_pieces", "found": len(capacity), "wanted": periods}
    elif capacity and min(capacity) < 0:
        yield "award-number-negative", {"field": "capacity_by_period_pieces", "found": min(capacity)}
    elif sum(capacity) < bid.minimum_pieces:
        values: dict[str, object] = {"field": "capacity_by_period_pieces", "found": sum(capacity)}
        yield "award-capacity-under-minimum", {**values, "minimum": bid.minimum_pieces}


def _too_large(problem: Problem, lots: dict[str, Lot]) -> Iterator[Refused]:
    """Costs in e4 centavos must stay exact in 64 bits, lot by lot and together."""
    dearest = {lot.id: max(lot.unserved_centavos, 1) for lot in problem.lots}
    weight = problem.nondelivery_weight_permyriad
    for bid in problem.bids:
        lot = lots.get(bid.lot)
        if lot is not None and bid.prices:
            price = max(price for _, price in bid.prices)
            objective = price + price * lot.preference_permyriad // 10_000
            objective += weight * bid.nondelivery_ppm * lot.unserved_centavos // 10**10
            dearest[lot.id] = max(dearest[lot.id], objective)
    total = 0
    for index, lot in enumerate(problem.lots):
        cost = 10_000 * dearest[lot.id] * max(lot.pieces, 100)
        near = dearest[lot.id] * (10_000 + lot.spread_permyriad)
        total += cost
        if max(cost, near) > LARGEST_LOT or total > LARGEST_TOTAL:
            values = {"lot": lot.id, "pieces": lot.pieces, "price": dearest[lot.id]}
            yield _refused("award-number-too-large", "lots", index, lot.id, **values)
            return


def _bids_by_lot(problem: Problem) -> Iterator[tuple[Lot, list[Bid]]]:
    bids: dict[str, list[Bid]] = {lot.id: [] for lot in problem.lots}
    for bid in problem.bids:
        if bid.lot in bids:
            bids[bid.lot].append(bid)
    return ((lot, bids[lot.id]) for lot in problem.lots)


def _notices_of_lot(lot: Lot, bids: list[Bid]) -> Iterator[Notice]:
    if not bids:
        yield Notice("lots", 0, "", "award-lot-without-bids", "note", lot.id)
    if len(bids) == 1:
        yield Notice("lots", 0, "", "award-lot-with-one-bid", "note", lot.id, bids[0].id)
    seen: dict[tuple[object, ...], str] = {}
    for bid in bids:
        key = (bid.prices, bid.origin, bid.capacity_by_period_pieces, bid.minimum_pieces, bid.nondelivery_ppm)
        if key in seen:
            yield Notice("bids", 0, "", "award-bids-equal", "note", lot.id, f"{seen[key]} = {bid.id}")
        seen.setdefault(key, bid.id)
