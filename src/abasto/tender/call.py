"""The rules that a call publishes and that bind its evaluation. No number here: they come from `law/` and the call."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from abasto.base.refusal import Refused

from .origin import ANYWHERE, CHARACTERS, OriginRules
from .points import PointsRules, check_points

CITATION = "LAASSP 2025 arts. 5 and 35; simultaneous supply: gob.mx/sfp 1-3-6"
Statistic = Literal["median", "mean"]
ConvenientBase = Literal["market_research", "accepted_offers_preponderant"]
Evaluation = Literal["binary", "points", "cost-benefit"]
EVALUATIONS: tuple[Evaluation, ...] = ("binary", "points", "cost-benefit")
TIE_BREAKS = ("msme", "draw")


class RequiredDocument(NamedTuple):
    """A document the call asks for. stage: "bid" (its lack rejects the bid) or "signing" (asked of winners only)."""

    key: str
    stage: str
    citation: str


@dataclass(frozen=True)
class CallRules:
    """The published criterion.

    evaluation: "binary" (lowest solvent price), "points" (technical and economic points), "cost-benefit" (benefit less
        all costs).
    share_patterns: the patterns a lot may have, as published ("100", "60/40").
    spread_percent: a second or later share goes only to a price this far above the lowest solvent one, at most.
    not_acceptable_percent: a price further than this above the research `statistic` is too high.
    not_convenient_percent: a price further than this below the mean of `not_convenient_base` is too low;
        `not_convenient_rejects` says whether that rejects the bid or is only remarked.
    preponderant_range_percent: offers count as preponderant together when the highest is at most this far above the
        lowest of them. The law says "relatively small difference" and no number, so the call must state one.
    tie_break: steps in order, out of `TIE_BREAKS`; the draw comes last.
    minimum_share_percent: a bid that cannot supply this part of the lot is not solvent.
    required_documents: (key, stage, citation).
    origin: where goods may come from, and what home goods are preferred by.
    points: the weights, for evaluation by points only.
    least_net_benefit_centavos: for cost-benefit only; a bid below it is not solvent.
    second_place_margin_percent: where a winner did not sign, a bid further above its price gets nothing.
    """

    share_patterns: tuple[str, ...]
    spread_percent: Decimal
    not_acceptable_percent: Decimal
    statistic: Statistic
    not_convenient_percent: Decimal
    not_convenient_base: ConvenientBase
    not_convenient_rejects: bool
    preponderant_range_percent: Decimal
    tie_break: tuple[str, ...]
    minimum_share_percent: Decimal
    required_documents: tuple[RequiredDocument, ...] = ()
    evaluation: Evaluation = "binary"
    origin: OriginRules = ANYWHERE
    points: PointsRules | None = None
    least_net_benefit_centavos: int = 0
    second_place_margin_percent: Decimal = Decimal(0)


def check_call(rules: CallRules) -> None:
    """Refuse rules that could not decide every lot.

    Codes: "evaluation-unknown", "character-unknown", "points-without-weights", "share-pattern-unreadable",
    "tie-break-without-draw", "percent-negative", and those of `check_points`.
    """
    _check_evaluation(rules)
    for pattern in rules.share_patterns:
        parse_share_pattern(pattern)
    if not rules.tie_break or rules.tie_break[-1] != "draw" or not set(rules.tie_break) <= set(TIE_BREAKS):
        raise Refused("tie-break-without-draw", CITATION, {"tie_break": list(rules.tie_break)})
    for name, percent in _percents(rules).items():
        if not percent.is_finite() or percent < 0:
            raise Refused("percent-negative", CITATION, {"rule": name})


def _check_evaluation(rules: CallRules) -> None:
    if rules.evaluation not in EVALUATIONS:
        raise Refused("evaluation-unknown", CITATION, {"evaluation": rules.evaluation, "known": list(EVALUATIONS)})
    if rules.origin.character not in CHARACTERS:
        raise Refused("character-unknown", CITATION, {"character": rules.origin.character, "known": list(CHARACTERS)})
    if rules.evaluation != "points":
        return
    if rules.points is None:
        raise Refused("points-without-weights", CITATION, {})
    check_points(rules.points)


def _percents(rules: CallRules) -> dict[str, Decimal]:
    return {
        "spread_percent": rules.spread_percent,
        "not_acceptable_percent": rules.not_acceptable_percent,
        "not_convenient_percent": rules.not_convenient_percent,
        "preponderant_range_percent": rules.preponderant_range_percent,
        "minimum_share_percent": rules.minimum_share_percent,
        "national_content_percent": rules.origin.national_content_percent,
        "preference_percent": rules.origin.preference_percent,
        "second_place_margin_percent": rules.second_place_margin_percent,
    }


def parse_share_pattern(text: str) -> tuple[int, ...]:
    """ "50/30/20" -> (50, 30, 20): whole percents that add up to 100, none larger than the one before it.

    How many there may be is a legal value (`lawful_call.call_rules`). Raises `Refused` "share-pattern-unreadable".
    """
    parts = text.split("/")
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise Refused("share-pattern-unreadable", CITATION, {"value": text})
    shares = tuple(int(part) for part in parts)
    if sum(shares) != 100 or min(shares) == 0 or list(shares) != sorted(shares, reverse=True):
        raise Refused("share-pattern-unreadable", CITATION, {"value": text})
    return shares


def written_pattern(shares: tuple[int, ...]) -> str:
    """(60, 40) -> "60/40", as a call publishes it."""
    return "/".join(map(str, shares))
