"""The same rules, slow and obvious: fractions, subsets, and one piece at a time. Nothing of the award room is used."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

ORDER = [
    "by-resolution",
    "did-not-sign",
    "debarred",
    "not-covered",
    "documents",
    "technical-minimum",
    "below-convenient",
    "above-ceiling",
    "capacity",
    "no-net-benefit",
    "beyond-second-place-margin",
]
SIZES = ["micro", "small", "medium", "large"]


@dataclass
class Obvious:
    defects: dict
    reasons: dict
    lot_reason: str
    ranks: dict
    maximum: dict
    minimum: dict
    unawarded: list
    unawarded_minimum: list


def solvent_and_defects(lot, bids, rules, reference):
    needed = sum(lot.buyer_maximum_pieces)
    found = {}
    for bid in bids:
        mine = technical_defects(bid, rules)
        if rules.not_convenient_rejects and is_below(bid, bids, rules, reference):
            mine.append("below-convenient")
        if is_above(bid, lot, rules, reference):
            mine.append("above-ceiling")
        if (
            bid.capacity_pieces == 0
            or Fraction(bid.capacity_pieces, needed) < Fraction(rules.minimum_share_percent) / 100
        ):
            mine.append("capacity")
        net = bid.benefit_centavos - bid.other_costs_centavos - bid.price_centavos
        if rules.evaluation == "cost-benefit" and net < rules.least_net_benefit_centavos:
            mine.append("no-net-benefit")
        unsigned = [other.price_centavos for other in bids if other.has_declined]
        if unsigned and bid.price_centavos > min(unsigned) * (1 + Fraction(rules.second_place_margin_percent) / 100):
            mine.append("beyond-second-place-margin")
        found[bid.bid_id] = mine
    return [bid for bid in bids if found[bid.bid_id] == []], found


def technical_defects(bid, rules):
    mine = []
    if bid.is_annulled:
        mine.append("by-resolution")
    if bid.has_declined:
        mine.append("did-not-sign")
    if bid.is_debarred:
        mine.append("debarred")
    if not is_admitted(bid, rules.origin):
        mine.append("not-covered")
    if len(bid.documents_lacking) > 0:
        mine.append("documents")
    if rules.evaluation == "points" and technical(bid) < Fraction(rules.points.technical_minimum):
        mine.append("technical-minimum")
    return mine


def is_admitted(bid, origin):
    if origin.character == "open":
        return True
    if origin.character == "treaties":
        return bid.country in (origin.home_country, *origin.covered_countries)
    too_little = (
        bid.national_content_percent is not None and bid.national_content_percent < origin.national_content_percent
    )
    return bid.country == origin.home_country and not too_little


def technical(bid):
    return sum(Fraction(points) for _, points in bid.points)


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
        accepted = [b.price_centavos for b in bids if technical_defects(b, rules) == []]
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


def evaluated(bid, rules):
    abroad = rules.origin.character == "open" and bid.country != rules.origin.home_country
    return bid.price_centavos * (1 + Fraction(rules.origin.preference_percent) / 100 * abroad)


def merit(bid, solvent, rules):
    """The highest comes first."""
    price = evaluated(bid, rules)
    if rules.evaluation == "binary":
        return -price
    if rules.evaluation == "cost-benefit":
        return bid.benefit_centavos - bid.other_costs_centavos - price
    lowest = min(evaluated(other, rules) for other in solvent)
    return technical(bid) + Fraction(rules.points.economic_weight) * lowest / price


def standing(bid, solvent, rules, draw):
    size = SIZES.index(bid.supplier_size) * ("msme" in rules.tie_break)
    return (-merit(bid, solvent, rules), size, draw[bid.bid_id])


def is_near(bid, solvent, rules):
    lowest = min(evaluated(other, rules) for other in solvent)
    return evaluated(bid, rules) <= lowest * (1 + Fraction(rules.spread_percent) / 100)


def takers(lot, solvent, rules, draw):
    """Bids with a place, found by picking the best again and again; the first always, others only when near."""
    chosen, left = [], list(solvent)
    while left and len(chosen) < len(lot.shares):
        best = min(left, key=lambda bid: standing(bid, solvent, rules, draw))
        left = [bid for bid in left if bid is not best]
        if not chosen or is_near(best, solvent, rules):
            chosen.append(best)
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
        ranks={
            bid.bid_id: 1
            + sum(standing(o, solvent, rules, draw) < standing(bid, solvent, rules, draw) for o in solvent)
            for bid in solvent
        },
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
    is_near_enough = len(lot.shares) == 1 or is_near(bid, solvent, rules)
    return "not-among-winners" if is_near_enough else "outside-spread"


def reason_of_lot(reasons, winners, unawarded):
    if winners:
        return "capacity" if sum(unawarded) else ""
    present = [reason for reason in ORDER if reason in reasons.values()]
    return present[0] if present else "no-bid"
