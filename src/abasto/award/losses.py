"""A losing bid with what it would have taken to win, how near it was, and what sets of them add up to; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..page.totals import Totals
from .winning_price import WinningPrice

NEARNESS = (("within-1", 1), ("within-5", 5), ("within-10", 10), ("within-25", 25))
"""How far its price was from winning, at most, in percent of its own price; what is further is "beyond-25"."""
BANDS = (*(name for name, _most in NEARNESS), "beyond-25", "no-price", "any-price")


@dataclass(frozen=True)
class Loss:
    """A bid that won nothing. rank: its place among the solvent, 0 without one. needed_pieces: of its lot.

    answer: None where the reader may not see it.
    lowest_won_centavos: the lowest price awarded on the lot, None where nobody won.
    figures: those behind the reason that the reader may see.
    """

    bid_id: str
    procedure: str
    clave: str
    description: str
    category: str
    supplier_code: str
    supplier: str
    reason: str
    rank: int
    needed_pieces: int
    price_centavos: int | None
    lowest_won_centavos: int | None
    figures: dict[str, object]
    answer: WinningPrice | None

    @property
    def distance(self) -> float | None:
        """From its own price to the winning one, as a fraction of its own; negative: it should have asked less."""
        if self.answer is None or self.answer.price_centavos is None or self.price_centavos is None:
            return None
        return self.answer.price_centavos / self.price_centavos - 1

    @property
    def band(self) -> str:
        """One of `BANDS`, "" where the answer is closed."""
        if self.answer is None or self.price_centavos is None:
            return ""
        if self.answer.price_centavos is None:
            return self.answer.answer
        return band_of(self.price_centavos, self.answer.price_centavos)


def band_of(price_centavos: int, winning_centavos: int) -> str:
    """How near a price was to the winning one."""
    hundredfold = 100 * abs(winning_centavos - price_centavos)
    return next((name for name, most in NEARNESS if hundredfold <= most * price_centavos), "beyond-25")


@dataclass(frozen=True)
class LossChoice:
    """Which losses: reason, band, category, words of clave or description; "" is any."""

    reason: str = ""
    band: str = ""
    category: str = ""
    words: str = ""


def chosen_losses(losses: Iterable[Loss], choice: LossChoice) -> list[Loss]:
    """The losses that meet every part of the choice."""
    words = choice.words.casefold().split()
    return [
        loss
        for loss in losses
        if choice.reason in ("", loss.reason)
        and choice.band in ("", loss.band)
        and choice.category in ("", loss.category)
        and all(word in f"{loss.clave} {loss.description}".casefold() for word in words)
    ]


def asked_in(losses: Sequence[Loss]) -> Totals:
    """The lots of these losses: codes, pieces needed, and those pieces at the bids' own prices."""
    known = [loss.price_centavos for loss in losses if loss.price_centavos is not None]
    money = sum(loss.needed_pieces * (loss.price_centavos or 0) for loss in losses)
    codes = len({loss.clave for loss in losses})
    return Totals(codes, sum(loss.needed_pieces for loss in losses), money if len(known) == len(losses) else None)


def within_reach(losses: Iterable[Loss]) -> Totals:
    """What these bids would have won, each at its winning price and all else equal, one lot at a time."""
    answers = [(loss.clave, loss.answer) for loss in losses if loss.answer and loss.answer.price_centavos is not None]
    return Totals(
        len({clave for clave, _answer in answers}),
        sum(answer.pieces for _clave, answer in answers),
        sum(answer.pieces * (answer.price_centavos or 0) for _clave, answer in answers),
    )


def by_reason(losses: Sequence[Loss], reasons: Sequence[str]) -> list[tuple[str, list[Loss]]]:
    """Losses by their reason, in the given order, without the reasons that have none."""
    grouped = [(reason, [loss for loss in losses if loss.reason == reason]) for reason in reasons]
    return [(reason, those) for reason, those in grouped if those]


def by_band(losses: Sequence[Loss]) -> list[tuple[str, list[Loss]]]:
    """Losses by how near they were, the nearest first, without the empty bands."""
    grouped = [(band, [loss for loss in losses if loss.band == band]) for band in BANDS]
    return [(band, those) for band, those in grouped if those]
