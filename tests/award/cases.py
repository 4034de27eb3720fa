"""Small lots for the tests of the award: by hand, by hypothesis and by seed. Prices sit on and beside every limit."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from abasto.award.facts import BidFacts, LotCase, LotFacts
from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules, parse_share_pattern
from abasto.tender.origin import ANYWHERE, OriginRules
from abasto.tender.points import Criterion, PointsRules

PATTERNS = ("100", "60/40", "70/30", "50/30/20", "30/25/20/15/10")
COUNTRIES = ("MX", "MX", "MX", "US", "CN")
NONE = Decimal(0)
TREATIES = OriginRules("treaties", "MX", ("DE", "US"), NONE, NONE)
NATIONAL = OriginRules("national", "MX", (), Decimal(65), NONE)
OPEN = OriginRules("open", "MX", (), NONE, Decimal(15))
POINTS = PointsRules(
    technical_weight=Decimal(60),
    economic_weight=Decimal(40),
    technical_minimum=Decimal(45),
    criteria=(
        Criterion("quality", Decimal(40)),
        Criterion("investment", Decimal("12.5")),
        Criterion("delivery_record", Decimal("7.5")),
    ),
)
ALL_PRICE = PointsRules(NONE, Decimal(100), NONE, ())
ALL_TECHNICAL = PointsRules(Decimal(100), NONE, NONE, (Criterion("quality", Decimal(100)),))
SIZES = ("micro", "small", "medium", "large")
PRICES = (59, 60, 61, 99, 100, 101, 105, 109, 110, 111, 120, 121)
REFERENCE = ReferenceFacts(median_centavos=100, mean_centavos=100, sources=3)


def rules(**changed: object) -> CallRules:
    values: dict[str, object] = {
        "share_patterns": PATTERNS,
        "spread_percent": Decimal(10),
        "not_acceptable_percent": Decimal(10),
        "statistic": "median",
        "not_convenient_percent": Decimal(40),
        "not_convenient_base": "market_research",
        "not_convenient_rejects": True,
        "preponderant_range_percent": Decimal(20),
        "tie_break": ("msme", "draw"),
        "minimum_share_percent": Decimal(20),
    }
    return CallRules(**(values | changed))  # type: ignore[arg-type]


def judged(total: int | str) -> tuple[tuple[str, Decimal], ...]:
    """Points by the criteria of POINTS that add up to `total`, the first criterion filled first."""
    left, points = Decimal(total), []
    for criterion in POINTS.criteria:
        given = min(left, criterion.maximum)
        points.append((criterion.key, given))
        left -= given
    return tuple(points)


def a_lot(pattern: str = "100", needs: tuple[int, ...] = (100,), ceiling: int | None = 200) -> LotFacts:
    minima = tuple(-(-need * 2 // 5) for need in needs)
    return LotFacts("L1", "010.000.0104.00", parse_share_pattern(pattern), ceiling, needs, minima)


def a_bid(bid_id: str, price: int, capacity: int = 1000, size: str = "large", **changed: object) -> BidFacts:
    values: dict[str, object] = {"documents_lacking": (), "is_debarred": False, "country": "MX"}
    return BidFacts(bid_id, f"S-{bid_id}", price, capacity, supplier_size=size, **(values | changed))  # type: ignore[arg-type]


def drawn(bids: list[BidFacts], random: Random) -> dict[str, int]:
    order = sorted(bid.bid_id for bid in bids)
    random.shuffle(order)
    return {bid_id: place for place, bid_id in enumerate(order, start=1)}


def random_case(random: Random) -> LotCase:
    """A small lot: ties, zero and one piece of capacity, ceilings that equal a price, buyers without need."""
    needs = tuple(random.choice((0, 0, 1, 2, 3, 7, 20)) for _ in range(random.randint(0, 4)))
    needs = (random.choice((1, 1, 5, 10)), *needs)
    bids = [_random_bid(f"B{number}", sum(needs), random) for number in range(random.randint(0, 5))]
    ceiling = random.choice((None, *PRICES[3:]))
    return LotCase(a_lot(random.choice(PATTERNS), needs, ceiling), bids, REFERENCE, drawn(bids, random))


def judged_for(case: LotCase, of: CallRules, random: Random) -> LotCase:
    """The case with what the rules look at besides the price: points, benefit, content, winners that do not sign."""
    bids = [
        replace(
            bid,
            points=_random_points(of, random),
            benefit_centavos=random.choice((100, 101, 110, 120, 150)),
            other_costs_centavos=random.choice((0, 0, 1, 10)),
            national_content_percent=random.choice((None, Decimal("64.9"), Decimal(65), Decimal(100))),
            has_declined=random.randrange(12) == 0,
            is_annulled=random.randrange(12) == 0,
        )
        for bid in case.bids
    ]
    return case._replace(bids=bids)


def _random_points(of: CallRules, random: Random) -> tuple[tuple[str, Decimal], ...]:
    if of.points is None:
        return ()
    parts = (Decimal(1), Decimal(1), Decimal("0.8"), Decimal("0.6"), NONE)
    return tuple((one.key, one.maximum * random.choice(parts)) for one in of.points.criteria)


def _random_bid(bid_id: str, need: int, random: Random) -> BidFacts:
    return a_bid(
        bid_id,
        random.choice(PRICES),
        random.choice((0, 1, need // 5, need // 2, need - 1, need, 2 * need)),
        random.choice(SIZES),
        is_debarred=random.randrange(10) == 0,
        documents_lacking=("technical-sheet",) if random.randrange(8) == 0 else (),
        country=random.choice(COUNTRIES),
    )


cases = st.integers(0, 2**32 - 1).map(lambda seed: random_case(Random(seed)))
"""Hypothesis shrinks only the seed; the lots are small enough to read as they are."""

call_rules = st.builds(
    rules,
    statistic=st.sampled_from(("median", "mean")),
    not_convenient_base=st.sampled_from(("market_research", "accepted_offers_preponderant")),
    not_convenient_rejects=st.booleans(),
    preponderant_range_percent=st.sampled_from((Decimal(0), Decimal("10"), Decimal("18.5"))),
    spread_percent=st.sampled_from((Decimal(0), Decimal("9.5"), Decimal(10))),
    minimum_share_percent=st.sampled_from((Decimal(0), Decimal("12.5"), Decimal(20))),
    tie_break=st.sampled_from((("msme", "draw"), ("draw",))),
)
judging = st.sampled_from(
    (
        {"evaluation": "binary"},
        {"evaluation": "points", "points": POINTS},
        {"evaluation": "points", "points": ALL_PRICE},
        {"evaluation": "points", "points": ALL_TECHNICAL},
        {"evaluation": "cost-benefit"},
        {"evaluation": "cost-benefit", "least_net_benefit_centavos": 20},
    )
)
origins = st.sampled_from((ANYWHERE, TREATIES, NATIONAL, OPEN, replace(OPEN, preference_percent=Decimal("0.5"))))
every_rules = st.builds(
    lambda of, judged_by, origin, margin: replace(of, **judged_by, origin=origin, second_place_margin_percent=margin),
    call_rules,
    judging,
    origins,
    st.sampled_from((NONE, Decimal(10))),
)
"""Every evaluation, character and margin, together with the rules of the call."""
every_case = st.tuples(st.integers(0, 2**32 - 1), every_rules).map(
    lambda drawn_: (judged_for(random_case(Random(drawn_[0])), drawn_[1], Random(drawn_[0] + 1)), drawn_[1])
)
