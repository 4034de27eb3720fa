"""The two price tests: not acceptable (too high) and not convenient (too low), exact in integer centavos.

Prices are whole centavos, so each limit is rounded once, to the last centavo that still passes: a price is above
`x` exactly when it is above floor(x), and below `x` exactly when it is below ceil(x).
Source: LAASSP 2025 art. 5; Reglamento 45-53. The doubtful choices (statistic, base, rejection) are rules of the call.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from abasto.market.reference import ReferenceFacts

from .call import CallRules

CITATION = "LAASSP 2025 art. 5; Reglamento 45-53"


@dataclass(frozen=True)
class PriceLimits:
    """The limits of one lot, with what they were computed from. None: that test cannot be made here.

    ceiling_centavos: authorised ceiling per piece.
    statistic_centavos: the research's median or mean; highest_acceptable_centavos: the last price not too far above it.
    base_prices: the preponderant accepted offers, empty when the base is the market research.
    base_mean: exact mean of the base, in centavos; lowest_convenient_centavos: the lowest price not too far below it.
    """

    ceiling_centavos: int | None
    statistic: str
    statistic_centavos: int | None
    not_acceptable_percent: Decimal
    highest_acceptable_centavos: int | None
    base: str
    base_prices: tuple[int, ...]
    base_mean: Fraction | None
    not_convenient_percent: Decimal
    lowest_convenient_centavos: int | None


@dataclass(frozen=True)
class PriceTest:
    """One test on one price. code: "above-authorised", "above-research" or "below-convenient"."""

    code: str
    is_failed: bool
    price_centavos: int
    limit_centavos: int
    inputs: dict[str, str]
    citation: str = CITATION


def price_limits(
    ceiling_centavos: int | None, reference: ReferenceFacts, rules: CallRules, accepted_prices: Sequence[int]
) -> PriceLimits:
    """The limits of a lot. `accepted_prices`: centavos of the technically accepted offers, in any order."""
    statistic = reference.median_centavos if rules.statistic == "median" else reference.mean_centavos
    base_prices: tuple[int, ...] = ()
    mean = None if reference.mean_centavos is None else Fraction(reference.mean_centavos)
    if rules.not_convenient_base == "accepted_offers_preponderant":
        base_prices = preponderant_prices(accepted_prices, rules.preponderant_range_percent)
        mean = Fraction(sum(base_prices), len(base_prices)) if base_prices else None
    return PriceLimits(
        ceiling_centavos,
        rules.statistic,
        statistic,
        rules.not_acceptable_percent,
        None if statistic is None else last_price_within(statistic, rules.not_acceptable_percent),
        rules.not_convenient_base,
        base_prices,
        mean,
        rules.not_convenient_percent,
        None if mean is None else _first_price_from(mean, rules.not_convenient_percent),
    )


def last_price_within(price_centavos: int, percent_above: Decimal) -> int:
    """The highest whole price that is at most `percent_above` over `price_centavos`."""
    above, per = percent_above.as_integer_ratio()
    return price_centavos * (100 * per + above) // (100 * per)


def _first_price_from(mean: Fraction, percent_below: Decimal) -> int:
    below, per = percent_below.as_integer_ratio()
    total, count = mean.as_integer_ratio()
    return -(-total * (100 * per - below) // (count * 100 * per))


def preponderant_prices(prices: Sequence[int], range_percent: Decimal) -> tuple[int, ...]:
    """The largest group of prices whose highest is at most `range_percent` above its lowest, ascending.

    Of groups of one size the cheaper one: its mean is lower, so it rejects fewer offers.
    """
    ordered = sorted(prices)
    above, per = range_percent.as_integer_ratio()
    ends = (bisect_right(ordered, lowest * (100 * per + above) // (100 * per)) for lowest in ordered)
    groups = [slice(start, end) for start, end in enumerate(ends)]
    largest = max(groups, key=lambda group: group.stop - group.start, default=slice(0))
    return tuple(ordered[largest])


def is_too_high(price_centavos: int, limits: PriceLimits) -> bool:
    """Above the authorised ceiling, or too far above the research statistic."""
    ceiling, highest = limits.ceiling_centavos, limits.highest_acceptable_centavos
    return (ceiling is not None and price_centavos > ceiling) or (highest is not None and price_centavos > highest)


def is_too_low(price_centavos: int, limits: PriceLimits) -> bool:
    """Too far below the mean of the base."""
    lowest = limits.lowest_convenient_centavos
    return lowest is not None and price_centavos < lowest


def price_tests(price_centavos: int, limits: PriceLimits) -> tuple[PriceTest, ...]:
    """Every test that can be made on a price, passed or failed, with the inputs of its formula, for a "why?"."""
    tests = []
    if limits.ceiling_centavos is not None:
        inputs = {"ceiling_centavos": str(limits.ceiling_centavos)}
        failed = price_centavos > limits.ceiling_centavos
        tests.append(PriceTest("above-authorised", failed, price_centavos, limits.ceiling_centavos, inputs))
    if limits.highest_acceptable_centavos is not None:
        highest = limits.highest_acceptable_centavos
        tests.append(
            PriceTest("above-research", price_centavos > highest, price_centavos, highest, _research_inputs(limits))
        )
    if limits.lowest_convenient_centavos is not None:
        lowest = limits.lowest_convenient_centavos
        tests.append(
            PriceTest("below-convenient", price_centavos < lowest, price_centavos, lowest, _base_inputs(limits))
        )
    return tuple(tests)


def _research_inputs(limits: PriceLimits) -> dict[str, str]:
    return {
        "statistic": limits.statistic,
        "statistic_centavos": str(limits.statistic_centavos),
        "percent": str(limits.not_acceptable_percent),
    }


def _base_inputs(limits: PriceLimits) -> dict[str, str]:
    return {
        "base": limits.base,
        "base_mean_centavos": str(limits.base_mean),
        "base_prices_centavos": " ".join(map(str, limits.base_prices)),
        "percent": str(limits.not_convenient_percent),
    }
