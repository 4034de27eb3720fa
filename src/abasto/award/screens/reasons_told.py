"""Why a bid lost and what it would have taken, as one sentence each, with the figures the reader may see."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...law.values import RuleSet
from ...page.figures import money, percent, pieces
from ...page.words import word
from ..winning_price import DRAW, WinningPrice
from .why import documents_in_words

Sentence = tuple[str | Promise, tuple[str, ...]]
SENTENCES: dict[str, tuple[Sentence, ...]] = {
    "debarred": ((gettext_lazy("The supplier was debarred on the day of the opening."), ()),),
    "by-resolution": ((gettext_lazy("Left out by the resolution that annulled the first decision."), ()),),
    "did-not-sign": ((gettext_lazy("It won and did not sign the contract."), ()),),
    "documents": ((gettext_lazy("Documents lacking: %(documents_lacking)s."), ("documents_lacking",)),),
    "technical-minimum": (
        (
            gettext_lazy("Its technical points are below the least, %(technical_minimum_points)s."),
            ("technical_minimum_points",),
        ),
    ),
    "above-ceiling": (
        (gettext_lazy("Its price is above the authorised ceiling of %(ceiling)s MXN."), ("ceiling",)),
        (
            gettext_lazy(
                "Its price is above the highest acceptable one, %(highest_acceptable_centavos)s MXN, "
                "taken from the market research (%(statistic_centavos)s MXN)."
            ),
            ("highest_acceptable_centavos", "statistic_centavos"),
        ),
    ),
    "below-convenient": (
        (
            gettext_lazy(
                "Its price is below the lowest convenient one, %(lowest_convenient_centavos)s MXN, "
                "taken from a mean of %(base_mean_centavos)s MXN."
            ),
            ("lowest_convenient_centavos", "base_mean_centavos"),
        ),
    ),
    "capacity": (
        (
            gettext_lazy(
                "It can supply %(capacity_pieces)s pieces; the least of a solvent bid is %(minimum_share_pieces)s."
            ),
            ("capacity_pieces", "minimum_share_pieces"),
        ),
        (
            gettext_lazy("It can supply less than %(minimum_share_pieces)s pieces, the least of a solvent bid."),
            ("minimum_share_pieces",),
        ),
    ),
    "no-net-benefit": ((gettext_lazy("Its benefit does not exceed its costs by what the call asks."), ()),),
    "beyond-second-place-margin": (
        (
            gettext_lazy(
                "The winner did not sign; its price is above %(second_place_limit_centavos)s MXN, "
                "the margin for the second place."
            ),
            ("second_place_limit_centavos",),
        ),
    ),
    "outside-spread": (
        (
            gettext_lazy(
                "Its price is above %(spread_limit_centavos)s MXN, the highest of a further winner "
                "(lowest solvent price: %(lowest_price_centavos)s MXN)."
            ),
            ("spread_limit_centavos", "lowest_price_centavos"),
        ),
    ),
    "costs-more-across-lots": (
        (
            gettext_lazy(
                "Solvent. The award was decided across lots, and at the prices of the rules this bid was as good as "
                "what was awarded; the whole award is at most %(gap_percent)s %% above the best there can be."
            ),
            ("gap_percent",),
        ),
        (
            gettext_lazy(
                "Solvent. The award was decided across lots: at the prices of the rules in the certificate, which add "
                "%(rules_add_centavos)s MXN a piece to this bid, another award of its lot costs less."
            ),
            ("rules_add_centavos",),
        ),
        (gettext_lazy("Solvent. The award was decided across lots, and without this bid all of it costs less."), ()),
    ),
    "not-among-winners": (
        (
            gettext_lazy(
                "Solvent, in place %(rank)s; places that received pieces: %(places)s "
                "(lowest solvent price: %(lowest_price_centavos)s MXN)."
            ),
            ("rank", "places", "lowest_price_centavos"),
        ),
    ),
}
"""Per reason its sentences, the fullest first, each with the figures it needs."""


def reason_told(reason: str, figures: Mapping[str, object], rank: int, law: RuleSet) -> str:
    """The sentence of a losing bid's reason; where its figures are closed to the reader, the reason's name."""
    told = {name: _written(name, value, law) for name, value in figures.items() if value is not None}
    if rank:
        told["rank"] = str(rank)
    ceiling, price = figures.get("ceiling_centavos"), figures.get("price_centavos")
    if isinstance(ceiling, int) and isinstance(price, int) and price > ceiling:
        told["ceiling"] = money(ceiling)
    for sentence, needed in SENTENCES.get(reason, ()):
        if all(name in told for name in needed):
            return str(sentence) % told
    return _("%(reason)s.") % {"reason": word(reason)}


def _written(name: str, value: object, law: RuleSet) -> str:
    if name == "documents_lacking":
        return documents_in_words(str(value).split(), law)
    if name.endswith("_pieces"):
        return pieces(int(str(value)))
    if name.endswith("_centavos"):
        number = str(value)
        return money(int(number) if "/" not in number else _rounded(number))
    return str(value)


def _rounded(fraction: str) -> int:
    above, below = (int(part) for part in fraction.split("/"))
    return (2 * above + below) // (2 * below)


def answer_told(answer: WinningPrice | None, own_price_centavos: int | None = None) -> str:
    """What it would have taken to win; "" where that is closed to the reader."""
    if answer is None:
        return ""
    if answer.price_centavos is None or answer.is_across:
        return _without_pieces(answer)
    told = {"price": money(answer.price_centavos), "pieces": pieces(answer.pieces)}
    if own_price_centavos is None:
        return _("It would have won %(pieces)s pieces at %(price)s MXN.") % told
    off = answer.price_centavos / own_price_centavos - 1
    told["percent"] = percent(abs(off))
    if off > 0:
        return _("It would have won %(pieces)s pieces at %(price)s MXN, %(percent)s more.") % told
    return _("It would have won %(pieces)s pieces at %(price)s MXN, %(percent)s less.") % told


def _without_pieces(answer: WinningPrice) -> str:
    if answer.answer == "any-price":
        return _("It would have won at any higher price.")
    if answer.price_centavos is not None:
        return _("It would have been in the award of its lot at %(price)s MXN, at the prices of the rules.") % {
            "price": money(answer.price_centavos)
        }
    if answer.is_across and not answer.obstacles:
        return _("No price would have won at the prices of the rules.")
    if not answer.obstacles:
        return _("No price would have won: those below its rivals are below the convenient price.")
    named = ", ".join(str(word(obstacle)) for obstacle in answer.obstacles)
    return _("No price would have won: %(obstacles)s.") % {"obstacles": named}


def beyond_told(answer: WinningPrice | None) -> str:
    """Why one centavo more would not have won; "" where there is nothing to say."""
    if answer is None or not answer.beyond:
        return ""
    if answer.beyond == DRAW:
        return _("one centavo more: an equal price, left to a public draw that was not held")
    return _("one centavo more: %(reason)s") % {"reason": word(answer.beyond)}
