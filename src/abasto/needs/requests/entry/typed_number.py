"""A number of pieces as people type or paste it; `static/abasto/js/edit_number.js` reads by the same rule."""

import re

from ....base.refusal import Refused

BLANKS = re.compile(r"[ \u00a0\u2007\u2009\u202f]")
NOTHING = frozenset({"", "-", "–", "—"})
PLAIN = re.compile(r"\d+")
GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
SPACED = re.compile(r"\d{1,3}([ \u00a0\u2007\u2009\u202f]\d{3})+")
NO_DECIMALS = re.compile(r"\.0{1,2}$")


def read_pieces(text: str) -> int:
    """The whole number that "1234", "1,234", "1 234" or "1,234.00" writes; "" and a lone dash are 0.

    Refuses `pieces-unreadable`: decimals, "1.234" (a thousand to some, a fraction to others), letters, signs.
    """
    kept = text.strip()
    if kept in NOTHING:
        return 0
    whole = NO_DECIMALS.sub("", kept)
    if whole.isascii() and (PLAIN.fullmatch(whole) or GROUPED.fullmatch(whole)):
        return _number(whole, text)
    if SPACED.fullmatch(whole):
        return _number(BLANKS.sub("", whole), text)
    raise Refused("pieces-unreadable", "", {"value": text[:40]})


def _number(digits: str, text: str) -> int:
    if len(digits) > 20:
        raise Refused("pieces-unreadable", "", {"value": text[:40]})
    return int(digits.replace(",", ""))
