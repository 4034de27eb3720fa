"""A request held against the interval of the forecast: inside it nothing is asked, outside a reason and a text."""

from dataclasses import dataclass

from ...base.refusal import Refused
from .reasons import ALWAYS, LESS, MORE, UNKNOWN

BELOW, INSIDE, ABOVE, NO_HISTORY = "below", "inside", "above", "no-history"
REASONS = {INSIDE: (), BELOW: (*LESS, *ALWAYS), ABOVE: (*MORE, *ALWAYS), NO_HISTORY: (*UNKNOWN, *ALWAYS)}
SHORTEST_TEXT, LONGEST_TEXT = 20, 2_000


@dataclass(frozen=True)
class Verdict:
    """state: `below`, `inside`, `above` or `no-history`; distance_pieces: to the nearer end, zero inside or unknown;
    per_mille_of_middle: the request over the middle, None where that is zero; reasons: codes that may explain."""

    state: str
    distance_pieces: int
    per_mille_of_middle: int | None
    reasons: tuple[str, ...]

    @property
    def asks_reason(self) -> bool:
        return self.state != INSIDE


def judge_request(requested: int, low: int, middle: int, high: int, months_used: int) -> Verdict:
    """The verdict on a maximum requested for the period, in pieces; low and high are the ends of the interval.

    The interval is of the need, that is, of the use less what stock and orders cover (`need_interval`). Nothing
    requested where nothing was ever used is inside.
    """
    share = requested * 1000 // middle if middle > 0 else None
    if months_used == 0:
        state = INSIDE if requested == 0 else NO_HISTORY
        return Verdict(state, 0, share, REASONS[state])
    state = state_of(requested, low, high)
    distance = low - requested if state == BELOW else requested - high if state == ABOVE else 0
    return Verdict(state, distance, share, REASONS[state])


def state_of(requested: int, low: int, high: int) -> str:
    """Below, inside or above an interval, whose ends are inside."""
    return BELOW if requested < low else ABOVE if requested > high else INSIDE


def need_interval(low: int, middle: int, high: int, safety: int, covered: int) -> tuple[int, int, int]:
    """The interval of the use turned into one of the need: safety stock may be asked, what is covered need not be.

    safety is added to the middle and the upper end only, so that whoever asks without it stays inside.
    """
    return max(0, low - covered), max(0, middle + safety - covered), max(0, high + safety - covered)


def check_explanation(verdict: Verdict, reason: str, text: str) -> None:
    """Refuse a request outside its interval without a reason of the list and a text that a person can read.

    Refuses `need-reason-missing`, `need-reason-unfit`, `need-text-short` and `need-text-long`.
    """
    if not verdict.asks_reason:
        return
    if not reason:
        raise Refused("need-reason-missing", "", {"state": verdict.state, "distance": verdict.distance_pieces})
    if reason not in verdict.reasons:
        raise Refused("need-reason-unfit", "", {"reason": reason[:60], "known": ", ".join(verdict.reasons)})
    written = " ".join(text.split())
    if len(written) < SHORTEST_TEXT:
        raise Refused("need-text-short", "", {"least": SHORTEST_TEXT, "count": len(written)})
    if len(text) > LONGEST_TEXT:
        raise Refused("need-text-long", "", {"most": LONGEST_TEXT, "count": len(text)})
