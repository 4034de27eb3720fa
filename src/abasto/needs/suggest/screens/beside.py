"""What speaks for a figure that is asked for: the suggestion and its interval, the last round, the price it draws."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ....page.figures import money, pieces
from ....page.why import Why
from ..compare import with_last_round
from ..interval import judge_request, need_interval
from ..models import SuggestedNeed
from .story import why_of
from .words import COMPARISONS, VERDICTS


@dataclass(frozen=True)
class Beside:
    """A line of the table: what stands beside the figure, how the request compares with it in a word, and why."""

    label: str
    figure: str
    word: str
    why: Why | None = None


@dataclass(frozen=True)
class LastRound:
    """The maximum of the round before and its months; None where it did not ask."""

    pieces: int | None
    months: int


def beside(
    requested: int, months: int, suggested: SuggestedNeed | None, last: LastRound, price_centavos: int | None
) -> Sequence[Beside]:
    """The lines, as far as anything is known; a request of nothing is compared too."""
    found = []
    if suggested is not None:
        covered = suggested.usable_stock_pieces + suggested.open_order_pieces
        low, middle, high = need_interval(
            suggested.low_pieces, suggested.middle_pieces, suggested.high_pieces, suggested.safety_pieces, covered
        )
        verdict = judge_request(requested, low, middle, high, suggested.months_used)
        told = str(VERDICTS[verdict.state])
        if verdict.distance_pieces:
            told += ": " + _("%(pieces)s pieces from it") % {"pieces": pieces(verdict.distance_pieces)}
        found.append(Beside(_("Suggested"), pieces(suggested.suggested_pieces), "", why_of(suggested)))
        found.append(Beside(_("Interval of the need, four times in five"), f"{pieces(low)} – {pieces(high)}", told))
    compared = with_last_round(requested, last.pieces, months, last.months)
    shown = pieces(compared.other) if last.pieces is not None else ""
    found.append(Beside(_("Last round, over as many months"), shown, str(COMPARISONS[compared.word])))
    if price_centavos is not None:
        told = _("%(money)s MXN at this price") % {"money": money(requested * price_centavos)}
        found.append(Beside(_("Price of the last award, MXN a piece"), money(price_centavos), told))
    return found
