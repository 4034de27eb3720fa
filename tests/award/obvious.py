"""The same rules, slow and obvious: fractions, subsets, and one piece at a time. Nothing of the award room is used."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

ORDER = ["debarred", "documents", "below-convenient", "above-ceiling", "capacity"]
SIZES = ["micro", "small", "medium", "large"]


@dataclass
class Obvious:
    defects: dict
    reasons: dict
    lot_reason: str
    maximum: dict
    minimum: dict
    unawarded: list
    unawarded_minimum: list


def solvent_and_defects(lot, bids, rules, reference):
    needed = sum(lot.buyer_maximum_pieces)
    found = {}
    for bid in bids:
        mine = []
        if bid.is_debarred:
            mine.append("debarred")
        if len(bid.documents_lacking) > 0:
            mine.append("documents")
        if rules.not_convenient_rejects and is_below(bid, bids, rules, reference):
            mine.append("below-convenient")
        if is_above(bid, lot, rules, reference):
            mine.append("above-ceiling")
        if (
            bid.capacity_pieces == 0
            or Fraction(bid.capacity_pieces, needed) < Fraction(rules.minimum_share_percent) / 100
        ):
            mine.append("capacity")
        found[bid.bid_id] = mine
    return [bid for bid in bids if found[bid.bid_id] == []], found


def is_above(bid, lot, rules, reference):
    if lot.ceiling_centavos is not None and bid.price_centavos > lot.ceiling_centavos:
        return True
    statistic = reference.median_centavos if rules.statistic == "median" else reference.mean_centavos
    if statistic is None:
        return False
    return Fraction(bid.price_centavos, statistic) > 1 + Fraction(rules.not_acceptable_percent) / 100


def is_below(bid, bids, rules, reference):
    mean = reference.mean_centavos
    if rules.not_convenient_base == "accepted_offers_preponderant":
        accepted = [b.price_centavos for b in bids if not b.is_debarred and b.documents_lacking == ()]
        mean = preponderant_mean(accepted, 1 + Fraction(rules.preponderant_range_percent) / 100)
    if mean is None:
        return False
    return Fraction(bid.price_centavos) / mean < Fraction(60, 100)


def preponderant_mean(prices, factor):
    for size in range(len(prices), 0, -1):
        close = [group for group in combinations(prices, size) if max(group) <= min(group) * factor]
        if close:
            return Fraction(min(sum(group) for group in close), size)
    return None


def standing(bid, rules, draw):
    return (bid.price_centavos, SIZES.index(bid.supplier_size) * ("msme" in rules.tie_break), draw[bid.bid_id])


def takers(lot, solvent, rules, draw):
    """Bids with a place, found by picking the best again and again."""
    if not solvent:
        return []
    lowest = min(bid.price_centavos for bid in solvent)
    if len(lot.shares) > 1:
        factor = 1 + Fraction(rules.spread_percent) / 100
        solvent = [bid for bid in solvent if bid.price_centavos <= lowest * factor]
    chosen = []
    while solvent and len(chosen) < len(lot.shares):
        best = min(solvent, key=lambda bid: standing(bid, rules, draw))
        chosen.append(best)
        solvent = [bid for bid in solvent if bid is not best]
    return chosen


def pour(lot, chosen):
    """Hundredths of a piece, one at a time: to the first below its share, else to the first below its capacity."""
    total = sum(lot.buyer_maximum_pieces)
    poured = [0] * len(chosen)
    for _ in range(100 * total):
        under_share = [
            i for i, bid in enumerate(chosen) if poured[i] < min(lot.shares[i] * total, 100 * bid.capacity_pieces)
        ]
        under_capacity = [i for i, bid in enumerate(chosen) if poured[i] < 100 * bid.capacity_pieces]
        for receivers in (under_share, under_capacity):
            if receivers:
                poured[receivers[0]] += 1
                break
    return [*poured, 100 * total - sum(poured)]


def by_largest_remainder(need, weights):
    quotas = [Fraction(need * weight, sum(weights)) for weight in weights]
    parts = [int(quota) for quota in quotas]
    while sum(parts) < need:
        lacks = [quota - part for quota, part in zip(quotas, parts, strict=True)]
        parts[lacks.index(max(lacks))] += 1
    return parts


def carry_excess(parts, room):
    """One piece at a time from who has too many to the first who may have more."""
    while any(part > limit for part, limit in zip(parts, room, strict=True)):
        giver = next(i for i, limit in enumerate(room) if parts[i] > limit)
        taker = next(i for i, limit in enumerate(room) if parts[i] < limit)
        parts[giver] -= 1
        parts[taker] += 1
    return parts


def decide(lot, bids, rules, reference, draw):
    solvent, defects = solvent_and_defects(lot, bids, rules, reference)
    chosen = takers(lot, solvent, rules, draw)
    rows, minimum_rows = share_pieces(lot, chosen)
    maximum = {bid.bid_id: [row[i] for row in rows] for i, bid in enumerate(chosen)}
    minimum = {bid.bid_id: [row[i] for row in minimum_rows] for i, bid in enumerate(chosen)}
    winners = {bid_id for bid_id, parts in maximum.items() if sum(parts) > 0}
    reasons = {bid.bid_id: reason_of(bid, defects, winners, lot, rules, solvent=solvent) for bid in bids}
    unawarded = [row[-1] for row in rows]
    return Obvious(
        defects=defects,
        reasons=reasons,
        lot_reason=reason_of_lot(reasons, winners, unawarded),
        maximum={bid_id: maximum[bid_id] for bid_id in winners},
        minimum={bid_id: minimum[bid_id] for bid_id in winners},
        unawarded=unawarded,
        unawarded_minimum=[row[-1] for row in minimum_rows],
    )


def share_pieces(lot, chosen):
    if not chosen:
        return [[need] for need in lot.buyer_maximum_pieces], [[need] for need in lot.buyer_minimum_pieces]
    weights = pour(lot, chosen)
    room = [bid.capacity_pieces for bid in chosen]
    rows = []
    for need in lot.buyer_maximum_pieces:
        row = carry_excess(by_largest_remainder(need, weights), [*room, need])
        room = [left - part for left, part in zip(room, row, strict=False)]
        rows.append(row)
    for row in rows:
        while row[-1] > 0 and any(left > 0 for left in room):
            taker = next(i for i, left in enumerate(room) if left > 0)
            row[taker], row[-1], room[taker] = row[taker] + 1, row[-1] - 1, room[taker] - 1
    needs = zip(lot.buyer_minimum_pieces, rows, strict=True)
    return rows, [carry_excess(by_largest_remainder(need, weights), row) for need, row in needs]


def reason_of(bid, defects, winners, lot, rules, *, solvent):
    if bid.bid_id in winners:
        return ""
    for reason in ORDER:
        if reason in defects[bid.bid_id]:
            return reason
    lowest = min(other.price_centavos for other in solvent)
    is_outside = Fraction(bid.price_centavos, lowest) - 1 > Fraction(rules.spread_percent) / 100
    return "outside-spread" if is_outside and len(lot.shares) > 1 else "not-among-winners"


def reason_of_lot(reasons, winners, unawarded):
    if winners:
        return "capacity" if sum(unawarded) else ""
    present = [reason for reason in ORDER if reason in reasons.values()]
    return present[0] if present else "no-bid"
