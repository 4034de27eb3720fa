"""Why a need is as it is, and what pays for it: the codes that may be chosen."""

from ....base.refusal import Refused
from ...suggest.reasons import ALWAYS, LESS, MORE, OTHER, UNKNOWN
from ..budget.passbook import FUNDS

REASONS = tuple(dict.fromkeys((*MORE, *LESS, *UNKNOWN, *ALWAYS)))
LONGEST_REASON = 4_000


def check_reason(reason: str, text: str, funds: str) -> str:
    """The text without blanks around it; "" is no reason, no text, no source.

    Refuses `reason-unknown`, `reason-too-long`, `reason-without-text`, `funds-unknown`.
    """
    text = text.strip()
    if reason and reason not in REASONS:
        raise Refused("reason-unknown", "", {"value": reason[:80], "known": list(REASONS)})
    if len(text) > LONGEST_REASON:
        raise Refused("reason-too-long", "", {"length": f"{len(text):,}", "most": f"{LONGEST_REASON:,}"})
    if reason == OTHER and not text:
        raise Refused("reason-without-text", "", {})
    if funds and funds not in FUNDS:
        raise Refused("funds-unknown", "", {"funds": funds[:80]})
    return text
