"""Words for what rule files say beside the names of laws: choices of a value, notes in citations and sources.

The names of laws stay as they are, in Spanish. A note with no entry shows itself; `tests/page/test_legal_words.py`
reads every file and holds the list.
"""

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from ..law.values import LegalValue
from .figures import money

CHOICES: dict[str, str | Promise] = {
    "accepted_offers": _("accepted offers"),
    "accepted_offers_preponderant": _("accepted offers that agree most"),
    "admit": _("admitted"),
    "award": _("award"),
    "bid_price": _("price of the bid"),
    "bidders_of_lot": _("those who bid on the lot"),
    "owner": _("the bidder, of its own bid only"),
    "binary": _("binary"),
    "consolidating_area": _("the consolidating area"),
    "covered": _("covered"),
    "direct_award": _("direct award"),
    "draw": _("draw"),
    "health_ministry": _("the Health Ministry"),
    "invitation": _("invitation"),
    "lowest_price": _("lowest price"),
    "return": _("return to the institution"),
    "second_tender": _("second tender"),
    "market_research": _("market research"),
    "mean": _("mean"),
    "median": _("median"),
    "medium": _("medium"),
    "micro": _("micro"),
    "msme": _("smaller firms"),
    "performance_guarantee": _("performance guarantee"),
    "platform_contracts": _("contracts on the federal platform"),
    "points": _("points"),
    "public_recorded": _("public and recorded"),
    "saturday": _("Saturday"),
    "shcp": "SHCP",
    "small": _("small"),
    "sunday": _("Sunday"),
}
"""A value of the kind "choice" or "weekdays"."""

NOTES = frozenset(
    (
        # In citations.
        gettext_noop("Call LA-12-NEF-012NEF001-I-97-2025"),
        gettext_noop("Guidelines of the round"),
        gettext_noop("to be fixed by the coordinating ministry"),
        gettext_noop("switched off unless a round's guidelines ask for it"),
        gettext_noop("a floor used in practice"),
        gettext_noop("read only where need_floor.applies is true"),
        gettext_noop("DOF 7 Aug 2025"),
        gettext_noop("DOF January 2022"),
        gettext_noop("DOF January 2023"),
        gettext_noop("DOF January 2024"),
        gettext_noop("DOF January 2025"),
        gettext_noop("DOF January 2026"),
        gettext_noop("Draft call 2027-2028"),
        gettext_noop("rounds of 2021 to 2025 as practised"),
        gettext_noop("Fixed by each call"),
        gettext_noop("LAASSP and transparency law"),
        gettext_noop("OECD"),
        gettext_noop("No decree known"),
        gettext_noop("Reserves of each treaty"),
        gettext_noop("Treaties with a chapter on public procurement"),
        gettext_noop("award act"),
        gettext_noop("award criterion"),
        gettext_noop("bid rigging in public procurement"),
        gettext_noop("declarations"),
        gettext_noop("devices"),
        gettext_noop("direct award"),
        gettext_noop("draft call"),
        gettext_noop("each call states its own"),
        gettext_noop("each lot is decided alone"),
        gettext_noop("guarantees"),
        gettext_noop("medicines"),
        gettext_noop("moved back 2 years"),
        gettext_noop("moved back 4 years"),
        gettext_noop("silent"),
        gettext_noop("simultaneous supply"),
        gettext_noop("technical offer"),
        gettext_noop("the law says a relatively small difference, and no number"),
        gettext_noop("unknown"),
        # In sources.
        gettext_noop("0.400 in the data"),
        gettext_noop("background knowledge, to be read in the gazette"),
        gettext_noop("background knowledge"),
        gettext_noop("calls seen ask between 10 and 30"),
        gettext_noop("decree not found"),
        gettext_noop("decree of 2 June 2025 on consolidated generics"),
        gettext_noop("each buyer sets its own"),
        gettext_noop("garrigues says mean"),
        gettext_noop("irregularities of the 2025 annulment"),
        gettext_noop("merger guidelines call a market above 2,500 points highly concentrated"),
        gettext_noop("not found"),
        gettext_noop("of the law of 2000"),
        gettext_noop("others say market_research"),
        gettext_noop("practice of October 2024"),
        gettext_noop("public rule engines"),
        gettext_noop("public source code of a working procurement system"),
        gettext_noop("rejection may be optional"),
        gettext_noop("reservation of April 2025"),
        gettext_noop("reserves possible"),
        gettext_noop("sources contradict each other: 6 or 10"),
        gettext_noop("unsure for Birmex"),
        gettext_noop("unsure under the law of 2025"),
    )
)
"""What a citation or a source says beside the names of laws and pages."""

MARKS = ("; ", " (", ", ", ": ")


def choice(code: str) -> str:
    """A choice in words."""
    return str(CHOICES.get(code, code))


def legal(text: str) -> str:
    """A citation or a source in the reader's language, note by note; names of laws and pages as they are."""
    if text in NOTES:
        return gettext(text)
    if text.endswith(")"):
        return legal(text[:-1]) + ")"
    mark = next((mark for mark in MARKS if mark in text), None)
    return text if mark is None else mark.join(legal(part) for part in text.split(mark))


def written(value: LegalValue) -> str:
    """A legal value as people read it, with its unit."""
    match value.value:
        case bool():
            return gettext("yes") if value.value else gettext("no")
        case tuple():
            return ", ".join(choice(part) for part in value.value)
        case str():
            return choice(value.value)
        case int() | Decimal() if value.unit == "mxn":
            return f"{money(int(value.value * 100))} MXN"
        case _:
            return f"{value.value:,} {_units().get(value.unit, value.unit)}"


def _units() -> dict[str, str]:
    return {
        "business_days": gettext("business days"),
        "natural_days": gettext("natural days"),
        "months": gettext("months"),
        "years": gettext("years"),
        "count": "",
        "points": gettext("points"),
        "percent": "%",
        "uma": "UMA",
    }
