"""The projected stock of each code and buyer, by month, and why it runs short.

Stock of a month = stock before + arrivals - use, never below zero: a prescription not filled is lost, not owed. Passed
months take what was received, months to come take the calendar. What is overdue is not counted on, and explains.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

COVERED = "covered"
NO_CONTRACT = "no-contract"
DEMAND_ABOVE_NEED = "demand-above-need"
PARTLY_CONTRACTED = "partly-contracted"
SHORT = "short"
LATE = "late"
CALENDAR = "calendar"
REASONS = (COVERED, NO_CONTRACT, DEMAND_ABOVE_NEED, PARTLY_CONTRACTED, SHORT, LATE, CALENDAR)


@dataclass(frozen=True)
class StockLines:
    """Lines of a code and a buyer, pieces.

    By line, shape (lines,): opening_pieces, needed_pieces (the maximum asked for). By line and month, shape
    (lines, months): used_pieces, received_pieces (read before as_of_month only), calendar_pieces (as contracted).
    """

    opening_pieces: Integers
    needed_pieces: Integers
    used_pieces: Integers
    received_pieces: Integers
    calendar_pieces: Integers


@dataclass(frozen=True)
class Projection:
    """stock_pieces (lines, months) at the end of each month; the rest by line.

    stock_now_pieces: at the end of the last month that passed. monthly_use_pieces: mean of the months to come, rounded
    up. cover_tenths: months of cover in tenths, rounded down, -1 where nothing is used. first_short_month: first month
    to come in which use is not met, -1 if none; short_pieces: use not met from then on. overdue_pieces: due and not
    received. is_at_risk: short within the months looked ahead; reasons: index in REASONS, covered where not at risk.
    """

    stock_pieces: Integers
    stock_now_pieces: Integers
    monthly_use_pieces: Integers
    cover_tenths: Integers
    first_short_month: Integers
    short_pieces: Integers
    overdue_pieces: Integers
    is_at_risk: Booleans
    reasons: Integers


def project(lines: StockLines, as_of_month: int, risk_months: int, late_months: int) -> Projection:
    """Project every line from `as_of_month` (0-based; that many months have passed).

    risk_months: how far ahead a shortage counts as risk. late_months: when most of the overdue is older than
    this, the line counts as short, not as late.
    """
    months = lines.used_pieces.shape[1]
    is_past = np.arange(months) < as_of_month
    stock, unmet = _run(lines, np.where(is_past, lines.received_pieces, lines.calendar_pieces))
    unmet[:, is_past] = 0
    first = np.where(unmet.any(axis=1), np.argmax(unmet > 0, axis=1), -1)
    now = stock[:, as_of_month - 1] if as_of_month else lines.opening_pieces
    is_at_risk = (first >= 0) & (first < as_of_month + risk_months)
    total, ahead = lines.used_pieces[:, as_of_month:].sum(axis=1), max(months - as_of_month, 1)
    return Projection(
        stock_pieces=stock,
        stock_now_pieces=now,
        monthly_use_pieces=-(-total // ahead),
        cover_tenths=np.where(total > 0, now * 10 * ahead // np.maximum(total, 1), -1),
        first_short_month=first,
        short_pieces=unmet.sum(axis=1),
        overdue_pieces=_overdue(lines, as_of_month, as_of_month),
        is_at_risk=is_at_risk,
        reasons=np.where(is_at_risk, _reasons(lines, first, as_of_month, late_months), REASONS.index(COVERED)),
    )


def _run(lines: StockLines, arrivals: Integers) -> tuple[Integers, Integers]:
    """Stock at the end of each month and use not met, both (lines, months)."""
    stock, unmet = np.empty_like(arrivals), np.empty_like(arrivals)
    held = lines.opening_pieces
    for month in range(arrivals.shape[1]):
        balance = held + arrivals[:, month] - lines.used_pieces[:, month]
        held = np.maximum(balance, 0)
        stock[:, month], unmet[:, month] = held, held - balance
    return stock, unmet


def _reasons(lines: StockLines, first: Integers, as_of_month: int, late_months: int) -> Integers:
    """Why each line is short, as if it is: the first that holds, in the order in which it would have to be mended.

    Deliveries are the cause where the line would not be short in that month, had everything come as ordered.
    """
    contracted = lines.calendar_pieces.sum(axis=1)
    _, unmet_as_ordered = _run(lines, lines.calendar_pieces)
    rows = np.arange(len(first))
    by_delivery = unmet_as_ordered[rows, np.maximum(first, 0)] == 0
    old = _overdue(lines, as_of_month, max(as_of_month - late_months, 0))
    is_old = 2 * old > _overdue(lines, as_of_month, as_of_month)
    causes = {
        NO_CONTRACT: contracted == 0,
        SHORT: by_delivery & is_old,
        LATE: by_delivery,
        PARTLY_CONTRACTED: contracted < np.minimum(lines.needed_pieces, lines.used_pieces.sum(axis=1)),
        DEMAND_ABOVE_NEED: lines.used_pieces.sum(axis=1) > lines.needed_pieces,
    }
    codes = [np.int64(REASONS.index(cause)) for cause in causes]
    return np.select(list(causes.values()), codes, np.int64(REASONS.index(CALENDAR)))


def _overdue(lines: StockLines, as_of_month: int, due_before: int) -> Integers:
    """Pieces due before `due_before` and not received before `as_of_month`, the oldest order filled first."""
    due = lines.calendar_pieces[:, :due_before].sum(axis=1)
    overdue: Integers = np.maximum(due - lines.received_pieces[:, :as_of_month].sum(axis=1), 0)
    return overdue
