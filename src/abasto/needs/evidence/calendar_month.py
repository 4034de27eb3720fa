"""Months as numbers: year x 12 + month - 1, so that they subtract."""

import re
from calendar import monthrange

MONTH = re.compile(r"([12][0-9]{3})[-/.]?(0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12][0-9]|3[01]))?(?:[T ].*)?\Z")
WINDOW_MONTHS = 60
"""As many months back as are kept: five years, and a bit each in a 64-bit mask."""


def month_number(text: str) -> int | None:
    """The number of "2026-03", "2026-03-01" or "202603"; None for anything else."""
    found = MONTH.match(text.strip())
    return int(found[1]) * 12 + int(found[2]) - 1 if found else None


def month_text(number: int) -> str:
    """ "2026-03"."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def days_in(number: int) -> int:
    """Days of the month."""
    return monthrange(number // 12, number % 12 + 1)[1]


def window(last: int) -> range:
    """The months that are kept when `last` is the newest."""
    return range(last - WINDOW_MONTHS + 1, last + 1)
