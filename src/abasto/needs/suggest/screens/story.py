"""The "why?" of a suggestion: formula, every term, how far the forecast can be believed, and where it comes from."""

from django.utils.translation import gettext as _

from ....page.figures import pieces
from ....page.why import Why
from ..models import SuggestedNeed
from .words import FORMULAS, ROUTE_WORDS

UNKNOWN = "—"


def why_of(one: SuggestedNeed, run_href: str = "") -> Why:
    """What stands behind the suggestion of one buyer and item."""
    return Why(
        formula=str(FORMULAS["suggested"]),
        inputs=(*terms(one), *belief(one)),
        source=_("Consumption as reported by the institution; months without a report or without stock do not count"),
        run=_("Use forecast and needs suggested"),
        run_hash=one.run_key,
        origin=one.origin,
        href=run_href,
    )


def terms(one: SuggestedNeed) -> tuple[tuple[str, str], ...]:
    quantile = _("Use over the period, not exceeded with a chance of %(percent)s %%")
    return (
        (quantile % {"percent": f"{one.quantile_per_mille / 10:g}"}, pieces(one.use_pieces)),
        (_("Safety stock for the lead time"), "+ " + pieces(one.safety_pieces)),
        (_("Stock that will not expire"), "− " + pieces(one.usable_stock_pieces)),
        (_("Open orders"), "− " + pieces(one.open_order_pieces) if one.open_order_pieces else _("none on record")),
        (_("Suggested need"), "= " + pieces(one.suggested_pieces)),
        (_("Stock expected to expire unused"), pieces(one.expired_pieces)),
    )


def belief(one: SuggestedNeed) -> tuple[tuple[str, str], ...]:
    error = UNKNOWN if one.error_per_mille is None else f"{one.error_per_mille / 10:.1f} %"
    return (
        (_("Expected use"), pieces(one.middle_pieces)),
        (_("Interval that holds four times in five"), f"{pieces(one.low_pieces)} – {pieces(one.high_pieces)}"),
        (_("Method"), str(ROUTE_WORDS[one.route])),
        (_("Mean miss of a month, measured on past months not used to forecast them"), error),
        (_("Months used"), str(one.months_used)),
        (_("Months without a report or out of scale, left out"), str(one.months_without_report)),
        (_("Months without stock, left out"), str(one.months_without_stock)),
    )
