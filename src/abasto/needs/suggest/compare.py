"""A request beside the last round, sister institutions, the budget and what became of past requests: figures and a
word."""

from collections.abc import Sequence
from dataclasses import dataclass

LESS, ALIKE, MORE, UNKNOWN = "less", "alike", "more", "unknown"
ALIKE_PER_MILLE = (800, 1250)  # within a fifth less or a quarter more: alike
SISTERS_PER_MILLE = (500, 2000)  # institutions differ more: half to double the median is alike
FEWEST_SISTERS = 3


@dataclass(frozen=True)
class Comparison:
    """word: `less`, `alike`, `more` or `unknown`; per_mille: requested over the other figure, None where it is zero."""

    word: str
    requested: int
    other: int
    per_mille: int | None


def compared(requested: int, other: int | None, alike: tuple[int, int] = ALIKE_PER_MILLE) -> Comparison:
    """A request against another figure of the same length of time; None where there is none."""
    if other is None:
        return Comparison(UNKNOWN, requested, 0, None)
    if other == 0:
        return Comparison(ALIKE if requested == 0 else MORE, requested, 0, None)
    share = requested * 1000 // other
    word = LESS if share < alike[0] else MORE if share > alike[1] else ALIKE
    return Comparison(word, requested, other, share)


def with_last_round(requested: int, last: int | None, months: int, last_months: int) -> Comparison:
    """Against the maximum of the last round, spread over as many months as this one has (rounded to the nearest)."""
    if last is None or last_months == 0:
        return compared(requested, None)
    return compared(requested, (2 * last * months + last_months) // (2 * last_months))


@dataclass(frozen=True)
class Sister:
    """What another institution asks for, and its size: users or beds, whichever is known for all."""

    requested: int
    size: int


def with_sisters(requested: int, size: int, sisters: Sequence[Sister]) -> Comparison:
    """Against what the median sister asks for at this size: the figure beside it is that of an institution this large.

    Unknown with fewer than three sisters of known size, for then each could read the others' figures off the median.
    """
    rates = sorted((sister.requested * 10**9 // sister.size) for sister in sisters if sister.size > 0)
    if len(rates) < FEWEST_SISTERS or size <= 0:
        return compared(requested, None)
    half = len(rates) // 2
    median = rates[half] if len(rates) % 2 else (rates[half - 1] + rates[half]) // 2
    return compared(requested, (median * size + 5 * 10**8) // 10**9, SISTERS_PER_MILLE)


@dataclass(frozen=True)
class Realised:
    """What became of past requests: asked, contracted, delivered and used, in pieces, and used over asked per mille."""

    asked: int
    contracted: int
    delivered: int
    used: int

    @property
    def used_per_mille(self) -> int | None:
        return self.used * 1000 // self.asked if self.asked else None

    @property
    def word(self) -> str:
        """Whether past requests were too small, right or too large for what was used."""
        return UNKNOWN if not self.asked else compared(self.asked, self.used).word


@dataclass(frozen=True)
class BudgetCheck:
    """centavos: cost of the request at the reference price, what is left before it and after it (may be negative)."""

    cost_centavos: int
    left_before_centavos: int

    @property
    def left_after_centavos(self) -> int:
        return self.left_before_centavos - self.cost_centavos

    @property
    def is_within(self) -> bool:
        return self.left_after_centavos >= 0

    @property
    def affordable_per_mille(self) -> int:
        """How much of the request the budget pays."""
        if self.cost_centavos <= 0:
            return 1000
        return max(0, min(1000, self.left_before_centavos * 1000 // self.cost_centavos))


def against_budget(requested: int, price_centavos: int, budget_centavos: int, committed_centavos: int) -> BudgetCheck:
    return BudgetCheck(requested * price_centavos, budget_centavos - committed_centavos)
