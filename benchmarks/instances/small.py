"""Small synthetic problems with every feature of the format: `small(seed, lots)`, from 1 to some 400 lots.

Every hard rule holds when nothing is awarded, so there is always an award. `rule_of` draws one rule of one sort.
"""

from dataclasses import dataclass, replace
from itertools import product
from typing import get_args

from numpy.random import PCG64, Generator

from abasto.engines.award.problem import Bid, Lot, Problem, Rebate, RebateKind, Rule, RuleKind, Sense, Size, Supplier

SIZES: tuple[Size, ...] = get_args(Size)
ORIGINS = ("CN", "DE", "IN", "MX")
INSTITUTIONS = ("INST-1", "INST-2", "INST-3")
PERIODS = ("2027-H1", "2027-H2")
PATTERNS: tuple[tuple[int, ...], ...] = (
    (100,),
    (60, 40),
    (70, 30),
    (50, 30, 20),
    (50, 50),
    (40, 30, 30),
    (80,),
    (30, 20),
    (30, 25, 20, 15, 10),
)


@dataclass(frozen=True)
class RuleSort:
    """What tells rules apart beside their filters. is_percent: the limit is a percent of all suppliers."""

    kind: RuleKind
    sense: Sense
    is_percent: bool
    is_soft: bool


SORTS = tuple(
    RuleSort(kind, sense, is_percent, is_soft)
    for kind, sense, is_percent, is_soft in product(get_args(RuleKind), get_args(Sense), (False, True), (False, True))
    if not (kind == "winners" and is_percent)
)
ALWAYS_MET_BY_NOTHING = tuple(s for s in SORTS if s.sense == "at-most" or s.is_soft or s.is_percent)


FEW_LOTS = 12
ENORMOUS = 10**11


def small(seed: int, lots: int, bidders: int = 8) -> Problem:
    """A synthetic problem of `lots` lots with up to `bidders` bids each, some rules of all sorts, and all rebates.

    With more than a dozen lots its hard rules are eased, or together they would forbid nearly every award.
    """
    random = Generator(PCG64(seed))
    bare = _bare(random, lots, bidders, f"Small synthetic problem, seed {seed}, {lots} lots")
    count = 3 + lots // 6
    sorts = [ALWAYS_MET_BY_NOTHING[random.integers(len(ALWAYS_MET_BY_NOTHING))] for _ in range(count)]
    rules = tuple(rule_of(random, bare, sort, f"rule-{number}") for number, sort in enumerate(sorts))
    if lots > FEW_LOTS:
        rules = tuple(_eased(random, bare, rule) for rule in rules)
    kinds = [get_args(RebateKind)[number % 3] for number in range(int(random.integers(0, 4)) + lots // 20)]
    rebates = tuple(rebate_of(random, bare, kind, f"rebate-{number}") for number, kind in enumerate(kinds))
    return replace(bare, rules=rules, rebates=rebates)


def bare(seed: int, lots: int, bidders: int = 8) -> Problem:
    """The same without rules and rebates."""
    return _bare(Generator(PCG64(seed)), lots, bidders, f"Small synthetic lots, seed {seed}")


def _bare(random: Generator, lots: int, bidders: int, title: str) -> Problem:
    count = max(4, min(40, lots))
    suppliers = tuple(
        Supplier(f"S{number:02}", SIZES[random.integers(4)], ORIGINS[random.integers(4)]) for number in range(count)
    )
    made = tuple(_lot(random, number) for number in range(lots))
    bids = tuple(bid for lot in made for bid in _bids(random, lot, suppliers, bidders))
    return Problem(
        title=title,
        origin="synthetic",
        currency="MXN",
        is_awardable=bool(random.integers(2)),
        institutions=INSTITUTIONS,
        periods=PERIODS,
        nondelivery_weight_permyriad=int(random.choice([0, 1000, 10_000])),
        suppliers=suppliers,
        lots=made,
        bids=bids,
    )


def _chance(random: Generator, part: float) -> bool:
    return bool(random.random() < part)


def _lot(random: Generator, number: int) -> Lot:
    by_institution = random.integers(0, 300, len(INSTITUTIONS))
    by_institution[0] += 1
    first = int(random.integers(0, by_institution.sum() + 1))
    patterns = [PATTERNS[place] for place in random.permutation(len(PATTERNS))[: random.integers(1, 4)]]
    prefers = _chance(random, 0.4)
    return Lot(
        id=f"L{number:03}",
        code=f"010.{number:04}",
        region="" if _chance(random, 0.8) else "north",
        pieces_by_institution=tuple(by_institution.tolist()),
        pieces_by_period=(first, int(by_institution.sum()) - first),
        ceiling_centavos=int(random.integers(900, 1400)) if _chance(random, 0.7) else None,
        share_patterns_percent=tuple(patterns) if (100,) in patterns or _chance(random, 0.4) else ((100,), *patterns),
        spread_permyriad=int(random.choice([0, 500, 1000, 3000])),
        shares_follow_price=_chance(random, 0.6),
        minimum_share_percent=int(random.choice([0, 10, 20, 40])),
        needs_second_origin=_chance(random, 0.2),
        preferred_origins=("DE", "MX") if prefers else (),
        preference_permyriad=1000 if prefers else 0,
        unserved_centavos=int(random.integers(1200, 3000)),
    )


def _bids(random: Generator, lot: Lot, suppliers: tuple[Supplier, ...], most: int) -> list[Bid]:
    names = [suppliers[place].id for place in random.permutation(len(suppliers))[: random.integers(0, most + 1)]]
    return [_bid(random, lot, number, name, suppliers) for number, name in enumerate(names)]


def _bid(random: Generator, lot: Lot, number: int, leader: str, suppliers: tuple[Supplier, ...]) -> Bid:
    price = int(random.choice([1000, 1050, 1100]) if _chance(random, 0.3) else random.integers(700, 1500))
    partner = suppliers[random.integers(len(suppliers))].id
    capacity = None
    if _chance(random, 0.2):
        capacity = tuple(int(pieces * random.uniform(0.2, 1.3)) for pieces in lot.pieces_by_period)
    least = int(lot.pieces * random.uniform(0, 0.6)) if _chance(random, 0.2) else 1
    return Bid(
        id=f"{lot.id}-{number}",
        lot=lot.id,
        suppliers=(leader, partner) if _chance(random, 0.15) and partner != leader else (leader,),
        origin=ORIGINS[random.integers(4)],
        prices=((1, price), (40, price - 20), (100, price - 50)) if _chance(random, 0.25) else ((1, price),),
        capacity_by_period_pieces=capacity,
        minimum_pieces=least if capacity is None else min(least, sum(capacity)),
        nondelivery_ppm=int(random.choice([0, 20_000, 150_000])),
    )


def rule_of(random: Generator, problem: Problem, sort: RuleSort, name: str) -> Rule:
    """A rule of this sort, random filters and a limit near what the cheapest bids make of it, or 0, or huge."""
    rule = _filtered(random, problem, sort, name)
    if sort.is_percent:
        return replace(rule, limit_percent=int(random.choice([0, 100, *random.integers(5, 90, 8)])))
    if sort.kind == "winners":
        return replace(rule, limit=int(random.integers(0, len(problem.suppliers) + 1)))
    measure = _alone(problem, rule)
    limit = int(measure * random.uniform(0.4, 1.2))
    return replace(rule, limit=int(random.choice([0, ENORMOUS, *[limit] * 10])))


def _eased(random: Generator, problem: Problem, rule: Rule) -> Rule:
    """A hard cap names one supplier and leaves it a part of what it would win; a hard floor is low and wide."""
    if rule.soft_centavos is not None:
        return rule if rule.limit != ENORMOUS else replace(rule, limit=_alone(problem, rule))
    if rule.sense == "at-least":
        wide = replace(rule, suppliers=None, sizes=SIZES[1:], origins=None)
        return wide if rule.limit_percent is None else replace(wide, limit_percent=min(rule.limit_percent, 60))
    if rule.kind == "winners":
        return replace(rule, limit=max(rule.limit or 0, len(problem.suppliers) * 2 // 3))
    named = replace(rule, suppliers=(problem.suppliers[random.integers(len(problem.suppliers))].id,))
    if rule.limit_percent is not None:
        return replace(named, limit_percent=max(rule.limit_percent, 6))
    return replace(named, limit=int(_alone(problem, named) * random.uniform(0.3, 0.9)))


def _filtered(random: Generator, problem: Problem, sort: RuleSort, name: str) -> Rule:
    ids = [supplier.id for supplier in problem.suppliers]
    lots = [lot.id for lot in problem.lots]
    is_winners = sort.kind == "winners"
    place = int(random.integers(4))
    return Rule(
        id=name,
        kind=sort.kind,
        sense=sort.sense,
        suppliers=_some(random, ids, 0.6),
        sizes=_some(random, list(SIZES), 0.25),
        origins=None if is_winners else _some(random, list(ORIGINS), 0.25),
        lots=_some(random, lots, 0.3),
        institutions=_some(random, list(INSTITUTIONS), 1.0) if place == 0 and not is_winners else None,
        periods=_some(random, list(PERIODS), 1.0) if place == 1 and not is_winners else None,
        is_exempt_if_only_source=_chance(random, 0.3),
        soft_centavos=_soft(random, sort) if sort.is_soft else None,
    )


def _soft(random: Generator, sort: RuleSort) -> int:
    return int(random.choice({"money": [0, 1, 3], "pieces": [0, 50, 900], "winners": [0, 5_000, 90_000]}[sort.kind]))


def _some(random: Generator, ids: list[str], part: float) -> tuple[str, ...] | None:
    if not ids or not _chance(random, part):
        return None
    count = int(random.integers(1, max(2, len(ids) // 2 + 1)))
    return tuple(ids[place] for place in sorted(random.permutation(len(ids))[:count].tolist()))


def _alone(problem: Problem, rule: Rule) -> int:
    """Pieces or centavos of the cheapest bid of every lot that pass the rule's filters on bids."""
    size = {supplier.id: supplier.size for supplier in problem.suppliers}
    lots = {lot.id: lot for lot in problem.lots}
    cheapest: dict[str, Bid] = {}
    for bid in problem.bids:
        passes = (
            (rule.suppliers is None or not set(rule.suppliers).isdisjoint(bid.suppliers))
            and (rule.sizes is None or size[bid.suppliers[0]] in rule.sizes)
            and (rule.origins is None or bid.origin in rule.origins)
            and (rule.lots is None or bid.lot in rule.lots)
        )
        if passes and (bid.lot not in cheapest or bid.prices[0][1] < cheapest[bid.lot].prices[0][1]):
            cheapest[bid.lot] = bid
    pieces = {
        bid.lot: lots[bid.lot].pieces * (1 if rule.kind == "pieces" else bid.prices[0][1]) for bid in cheapest.values()
    }
    return sum(pieces.values()) // (2 if rule.institutions or rule.periods else 1)


def rebate_of(random: Generator, problem: Problem, kind: RebateKind, name: str) -> Rebate:
    """A rebate of this kind, of a supplier who bids, near what it could win."""
    leaders = [bid.suppliers[0] for bid in problem.bids] or [problem.suppliers[0].id]
    supplier = leaders[random.integers(len(leaders))]
    own = list(dict.fromkeys(bid.lot for bid in problem.bids if supplier in bid.suppliers)) or [problem.lots[0].id]
    worth = int(random.integers(0, 200_000))
    if kind == "bundle":
        share = int(random.choice([1, 30, 50, 60, 100]))
        chosen = tuple(sorted(own[: random.integers(1, 4)]))
        return Rebate(name, kind, supplier, lots=chosen, rebate_centavos=worth, minimum_share_percent=share)
    lots = tuple(sorted(own)) if _chance(random, 0.3) else None
    pieces = sum(lot.pieces for lot in problem.lots if lot.id in own)
    part = float(random.uniform(0.05, 0.8))
    if kind == "percent":
        threshold = int(pieces * 1000 * part) + 1
        return Rebate(name, kind, supplier, lots=lots, threshold=threshold, percent=int(random.integers(0, 16)))
    if _chance(random, 0.4):
        threshold = int(pieces * part) + 1
        return Rebate(name, kind, supplier, lots=lots, measure="pieces", threshold=threshold, rebate_centavos=worth)
    return Rebate(name, kind, supplier, lots=lots, threshold=int(pieces * 1000 * part) + 1, rebate_centavos=worth)
