"""Random procedures decided by the award room and written by its exporter: every evaluation, character and defect."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from abasto.award.decide import decide_all
from abasto.award.evidence import BIDDERS, CEILING, REFERENCE, Award, DecidedLot, evidence, openings
from abasto.award.facts import BidFacts, LotCase, LotFacts
from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules, parse_share_pattern
from abasto.tender.origin import OriginRules
from abasto.tender.points import Criterion, PointsRules

LOTS = 6
PATTERNS = ("100", "60/40", "70/30", "50/30/20", "34/33/33")
PRICES = (59, 60, 61, 66, 99, 100, 100, 100, 101, 105, 109, 110, 111, 120, 121)
COUNTRIES = ("MX", "MX", "MX", "DE", "CN")


def files(seed: int, is_open: Callable[[str], bool] = lambda bid: True) -> tuple[bytes, bytes]:
    """evidence.json and the openings of the bids chosen."""
    award = procedure(seed)
    told = evidence(award)
    bids = [bid.bid_id for lot in award.lots for bid in lot.case.bids]
    return told.content, openings(award, told.root, [bid for bid in bids if is_open(bid)])


def procedure(seed: int) -> Award:
    random = Random(seed)
    rules = _rules(random)
    cases = [_case(random, rules, number) for number in range(LOTS)]
    buyers = [f"BUYER-{number}" for number in range(4)]
    verdicts = decide_all(cases, rules)
    lots = [
        DecidedLot(case, sorted(random.sample(range(4), len(case.lot.buyer_maximum_pieces))), verdict)
        for case, verdict in zip(cases, verdicts, strict=True)
    ]
    closed = frozenset(one for one in (BIDDERS, CEILING, REFERENCE) if random.random() < 0.3)
    citations = {"spread_percent": "Convocatoria, numeral 5.2"}
    return Award("example", "LA-1", "synthetic", "MXN", rules, citations, buyers, lots, closed, b"secret")


def _rules(random: Random) -> CallRules:
    evaluation: Any = random.choice(("binary", "binary", "points", "cost-benefit"))
    character: Any = random.choice(("national", "treaties", "open"))
    base: Any = random.choice(("market_research", "accepted_offers_preponderant"))
    criteria = (Criterion("delivery", Decimal(40)), Criterion("investment", Decimal("10")))
    return CallRules(
        share_patterns=PATTERNS,
        spread_percent=random.choice((Decimal(0), Decimal("9.5"), Decimal(10), Decimal("33.3"))),
        not_acceptable_percent=Decimal(10),
        statistic=random.choice(("median", "mean")),
        not_convenient_percent=Decimal("40"),
        not_convenient_base=base,
        not_convenient_rejects=random.random() < 0.7,
        preponderant_range_percent=random.choice((Decimal(0), Decimal("10"), Decimal("18.5"))),
        tie_break=random.choice((("msme", "draw"), ("draw",))),
        minimum_share_percent=random.choice((Decimal(0), Decimal("12.5"), Decimal(20))),
        evaluation=evaluation,
        origin=OriginRules(
            character, "MX", ("DE",), Decimal(65), random.choice((Decimal(0), Decimal("7.5"), Decimal(15)))
        ),
        points=PointsRules(Decimal(50), Decimal(50), Decimal("30"), criteria) if evaluation == "points" else None,
        least_net_benefit_centavos=random.choice((0, 5)),
        second_place_margin_percent=Decimal(10),
    )


def _case(random: Random, rules: CallRules, number: int) -> LotCase:
    needs = tuple(random.choice((0, 1, 2, 3, 7, 20, 1000)) for _ in range(random.randint(0, 3)))
    needs = (random.choice((1, 5, 10)), *needs)
    minima = tuple(random.randint(0, need) for need in needs)
    shares = parse_share_pattern(random.choice(PATTERNS))
    lot = LotFacts(f"L{number}", f"010.{number}", shares, random.choice((None, 105, 120, 200)), needs, minima)
    reference = random.choice((ReferenceFacts(100, 102, 3), ReferenceFacts(None, None, 0), ReferenceFacts(110, 100, 2)))
    bids = [_bid(random, rules, f"L{number}-B{bid}", sum(needs)) for bid in range(random.randint(0, 6))]
    drawn = [bid.bid_id for bid in bids]
    random.shuffle(drawn)
    draw = {} if random.random() < 0.3 else {bid: place for place, bid in enumerate(drawn, start=1)}
    return LotCase(lot, bids, reference, draw)


def _bid(random: Random, rules: CallRules, name: str, need: int) -> BidFacts:
    criteria = rules.points.criteria if rules.points else ()
    size: Any = random.choice(("micro", "small", "medium", "large", "large"))
    return BidFacts(
        bid_id=name,
        supplier=f"S-{name}",
        price_centavos=random.choice(PRICES),
        capacity_pieces=random.choice((0, 1, need // 5, need // 2, need, 2 * need)),
        documents_lacking=("technical_sheet",) if random.random() < 0.1 else (),
        is_debarred=random.random() < 0.08,
        supplier_size=size,
        country=random.choice(COUNTRIES),
        points=tuple((one.key, one.maximum * random.choice((1, 1, Decimal("0.75"), 0))) for one in criteria),
        national_content_percent=random.choice((None, Decimal(60), Decimal("65"), Decimal("80.5"))),
        other_costs_centavos=random.choice((0, 0, 10)),
        benefit_centavos=random.choice((0, 120, 130, 150)),
        has_declined=random.random() < 0.06,
        is_annulled=random.random() < 0.05,
    )
