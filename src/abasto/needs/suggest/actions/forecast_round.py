"""Stores the suggestion of every buyer and item of a round, all or none."""

from collections.abc import Iterator
from functools import partial

from ....base.fields import insert_rows
from ....base.refusal import Refused
from ....base.series import to_bytes
from ....ledger.actions.record import record
from ....rounds.models import Round
from ....runs.work import Chunk, Work
from ..lines import Evidence, Line, Period, suggest_lines
from ..models import SuggestedNeed

COLUMNS = (
    "round_id",
    "item_id",
    "buyer_id",
    "low_pieces",
    "middle_pieces",
    "high_pieces",
    "use_pieces",
    "safety_pieces",
    "usable_stock_pieces",
    "open_order_pieces",
    "expired_pieces",
    "suggested_pieces",
    "middle_by_month",
    "route",
    "error_per_mille",
    "months_used",
    "months_without_report",
    "months_without_stock",
    "quantile_per_mille",
    "origin",
    "run_key",
)


def forecast_work(of: Round, actor: str, evidence: Evidence, period: Period, run_key: str) -> Work:
    """The forecast of a round as a run of one chunk: the figures are made before its transaction begins."""

    def work(cursor: str) -> Iterator[Chunk]:
        lines = suggest_lines(evidence, checked(of, evidence, period))
        save = partial(save_suggestions, of, actor, lines, evidence, period, run_key)
        yield Chunk(save, len(lines), len(lines), "end", is_last=True)

    return work


def forecast_round(of: Round, actor: str, evidence: Evidence, period: Period, run_key: str) -> dict[str, int]:
    """Make and save the suggestions; the caller opens the transaction. Returns the counts."""
    lines = suggest_lines(evidence, checked(of, evidence, period))
    return save_suggestions(of, actor, lines, evidence, period, run_key)


def checked(of: Round, evidence: Evidence, period: Period) -> Period:
    """Refuses `forecast-without-history` and `forecast-other-period`."""
    if not len(evidence.item_ids) or not evidence.reported.any():
        raise Refused("forecast-without-history", "", {"round": of.code})
    if period.months != of.months:
        raise Refused("forecast-other-period", "", {"round": of.code, "months": of.months, "asked": period.months})
    return period


def save_suggestions(
    of: Round, actor: str, lines: list[Line], evidence: Evidence, period: Period, run_key: str
) -> dict[str, int]:
    """Replaces what was suggested before in the round, and records one event."""
    SuggestedNeed.objects.filter(round=of).delete()
    insert_rows(SuggestedNeed, COLUMNS, rows(of, lines, evidence.origin, round(period.quantile * 1000), run_key))
    told = {
        "lines": len(lines),
        "suggested_pieces": sum(line.need.suggested_pieces for line in lines),
        "middle_pieces": sum(line.middle for line in lines),
        "months": evidence.reported.shape[1],
    }
    record("round-forecast", of.code, actor, of.clock, told, of.code)
    return told


def rows(of: Round, lines: list[Line], origin: str, quantile: int, run_key: str) -> Iterator[tuple[object, ...]]:
    for line in lines:
        need = line.need
        yield (
            of.pk,
            line.item_id,
            line.buyer_id,
            line.low,
            line.middle,
            line.high,
            need.use_pieces,
            need.safety_pieces,
            need.usable_stock_pieces,
            need.open_order_pieces,
            sum(need.expired_by_month),
            need.suggested_pieces,
            to_bytes(line.middle_by_month),
            line.route,
            line.error_per_mille,
            line.months_used,
            line.months_without_report,
            line.months_without_stock,
            quantile,
            origin,
            run_key,
        )
