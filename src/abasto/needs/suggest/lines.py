"""From history and forecast to one suggestion per buyer and item: arrays in, plain rows out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ...engines.forecast.problem import INTERVAL_LEVELS, QUANTILE_LEVELS, Bools, Floats, Ints, Problem, Result
from .stock import LotOfStock, stock_outlook
from .suggested import SuggestedNeed, safety_stock, suggest_need

EIGHTY = INTERVAL_LEVELS.index(0.8)
DEFAULT_LEAD_TIME_DAYS = 30


@dataclass(frozen=True)
class Evidence:
    """What is known of every buyer and item (a series) when the suggestion is made.

    item_ids, buyer_ids: int64 (series,); consumption_pieces, stock_out_days: int64 (series, months); reported: bool,
    the same shape; first_month: calendar month of the first column; open_order_pieces, lead_time_days: int64 (series,);
    lots: stock by series, where there is any; origin: the weakest of what the series come from.
    """

    item_ids: Ints
    buyer_ids: Ints
    consumption_pieces: Ints
    reported: Bools
    stock_out_days: Ints
    first_month: int
    open_order_pieces: Ints
    lead_time_days: Ints
    origin: str
    lots: Mapping[int, Sequence[LotOfStock]] = field(default_factory=dict)


@dataclass(frozen=True)
class Period:
    """gap_months: between the last month known and the period; quantile: of the use that the suggestion covers, one of
    `QUANTILE_LEVELS`; stock_out_limit_days: beyond it a month does not speak."""

    gap_months: int
    months: int
    quantile: float = 0.8
    stock_out_limit_days: int = 0


@dataclass(frozen=True)
class Line:
    """A suggestion with its interval (low, middle, high) and what it rests on; error_per_mille None: not measured."""

    item_id: int
    buyer_id: int
    low: int
    middle: int
    high: int
    need: SuggestedNeed
    middle_by_month: Ints
    route: str
    error_per_mille: int | None
    months_used: int
    months_without_report: int
    months_without_stock: int


def suggest_lines(evidence: Evidence, period: Period) -> list[Line]:
    """One line per series, in their order; the kernels are loaded here, not with the pages that show what they made."""
    from ...engines.forecast.forecast import forecast

    found = forecast(problem_of(evidence, period))
    level = QUANTILE_LEVELS.index(period.quantile)
    return [line_of(evidence, found, at, level, period) for at in range(len(evidence.item_ids))]


def problem_of(evidence: Evidence, period: Period) -> Problem:
    return Problem(
        evidence.consumption_pieces,
        evidence.reported,
        evidence.stock_out_days,
        evidence.item_ids,
        evidence.first_month,
        period.gap_months,
        period.months,
        period.stock_out_limit_days,
    )


def line_of(evidence: Evidence, found: Result, at: int, level: int, period: Period) -> Line:
    from ...engines.forecast.routes import ROUTES

    whole, months = found.series.period, found.series.months
    middle = months.middle_pieces[at]
    return Line(
        item_id=int(evidence.item_ids[at]),
        buyer_id=int(evidence.buyer_ids[at]),
        low=int(whole.low_pieces[at, EIGHTY]),
        middle=int(whole.middle_pieces[at]),
        high=int(whole.high_pieces[at, EIGHTY]),
        need=need_of(evidence, found, at, level, period),
        middle_by_month=middle,
        route=ROUTES[found.series.route[at]],
        error_per_mille=per_mille(found.series.error[at]),
        months_used=int(found.series.months_used[at]),
        months_without_report=int(found.months_without_report[at]),
        months_without_stock=int(found.months_without_stock[at]),
    )


def need_of(evidence: Evidence, found: Result, at: int, level: int, period: Period) -> SuggestedNeed:
    """The terms of one series. Stock runs down by the middle of each month; of the gap's months, by the mean month."""
    months = found.series.months
    middle = months.middle_pieces[at].tolist()
    safety = safety_stock(middle, months.quantile_pieces[at, :, level].tolist(), int(evidence.lead_time_days[at]))
    gap = [round(sum(middle) / len(middle))] * period.gap_months
    stock = stock_outlook(evidence.lots.get(at, ()), [*gap, *middle], period.gap_months)
    use = int(found.series.period.quantile_pieces[at, level])
    orders = int(evidence.open_order_pieces[at])
    return suggest_need(use, safety, stock.usable_pieces, orders, stock.expired_by_month)


def per_mille(error: Floats) -> int | None:
    return None if np.isnan(error) else round(float(error) * 1000)
