"""Forecasts a round from the evidence in force, as a run, and judges by it what is asked for already."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from django.db import connection

from ....catalogue.models import Item
from ....ledger.canonical import sha256_of
from ....people.models import Organisation
from ....rounds.models import Round
from ....runs.actions.execute import execute_asked, say_nothing
from ....runs.key import Asked, code_version
from ....runs.models import Run
from ....runs.work import Chunk, Progress, Work
from ...evidence.actions.check_evidence import judged
from ...evidence.models import CURRENT, EvidenceMonth, EvidencePlace
from ...evidence.queries import History, history_of, rows_in_force
from ...evidence.series_key import CLAVE_BITS, clave_of_number
from ...requests.models import RequestLine
from ..interval import state_of
from ..lines import DEFAULT_LEAD_TIME_DAYS, Evidence, Period
from ..queries import need_intervals
from ..stock import LotOfStock
from .forecast_round import forecast_work

KIND = "forecast-needs"
MONTHS = 12


def forecast_needs(of: Round, actor: str, progress: Progress = say_nothing) -> Run:
    """The forecast of the round; done on the same evidence before, it is not done again.

    Refuses `forecast-without-history` where no month of evidence is in force.
    """
    asked = asked_of(of)
    return execute_asked(asked, work=_then_judge(of, actor, asked.key), progress=progress)


def asked_of(of: Round) -> Asked:
    """The question: the months in force, and the period asked about."""
    told = [list(row) for row in EvidenceMonth.objects.filter(round=of, state=CURRENT)
            .order_by("organisation__code", "month").values_list("organisation__code", "month", "sha256")]  # fmt: skip
    inputs = {"months": sha256_of(told), "count": len(told)}
    return Asked(KIND, of.code, inputs, {"months": of.months}, of.seed, code_version())


@dataclass(frozen=True)
class Known:
    """The evidence as the forecast takes it, and the number of its oldest month (year x 12 + month - 1)."""

    evidence: Evidence
    first: int

    @property
    def last(self) -> int:
        return self.first + int(self.evidence.consumption_pieces.shape[1]) - 1


def evidence_of(of: Round) -> Known:
    """Use and stock of every buyer and code; a month that the rules find out of scale does not speak."""
    in_force = EvidenceMonth.objects.filter(round=of, state=CURRENT)
    table = rows_in_force(in_force, of)
    places = dict(EvidencePlace.objects.filter(round=of).values_list("number", "organisation__code"))
    told = history_of(table, places)
    reported = told.is_reported.copy()
    row_of = {pair: row for row, pair in enumerate(zip(told.buyers, told.claves, strict=True))}
    for one in judged(table).scale:
        pair = places[one.series >> CLAVE_BITS], clave_of_number(one.series & ((1 << CLAVE_BITS) - 1))
        reported[row_of[pair], one.month - told.first_month] = False
    items = dict(Item.objects.values_list("clave", "pk"))
    buyers = dict(Organisation.objects.values_list("code", "pk"))
    count = len(told.claves)
    evidence = Evidence(
        item_ids=np.array([items[clave] for clave in told.claves], dtype=np.int64),
        buyer_ids=np.array([buyers[code] for code in told.buyers], dtype=np.int64),
        consumption_pieces=told.consumption,
        reported=reported,
        stock_out_days=told.stock_out_days,
        first_month=told.first_month % MONTHS + 1,
        open_order_pieces=np.zeros(count, dtype=np.int64),
        lead_time_days=np.full(count, DEFAULT_LEAD_TIME_DAYS, dtype=np.int64),
        origin="synthetic" if in_force.filter(origin="synthetic").exists() or of.is_synthetic else "derived",
        lots=_lots(told),
    )
    return Known(evidence, told.first_month)


def _lots(told: History) -> dict[int, tuple[LotOfStock, ...]]:
    """What is held at the end of the last month; its expiry is not told, so none is assumed."""
    held = told.stock[:, -1] if told.stock.shape[1] else np.zeros(0, dtype=np.int64)
    return {row: (LotOfStock(pieces, None),) for row, pieces in enumerate(held.tolist()) if pieces > 0}


def _then_judge(of: Round, actor: str, key: str) -> Work:
    def work(cursor: str) -> Iterator[Chunk]:
        known = evidence_of(of)
        gap = max(0, of.starts.year * MONTHS + of.starts.month - 1 - known.last - 1)
        for chunk in forecast_work(of, actor, known.evidence, Period(gap, of.months), key)(cursor):
            yield replace(chunk, save=partial(_saved, chunk, of))

    return work


def _saved(chunk: Chunk, of: Round) -> object:
    result = chunk.save()
    judge_lines(of)
    return result


def judge_lines(of: Round) -> int:
    """The verdict of every line that is asked for already; returns how many changed. In the caller's transaction."""
    known = need_intervals(of)
    lines = RequestLine.objects.filter(round=of).values_list(
        "pk", "item__clave", "organisation__code", "maximum_pieces", "verdict"
    )
    changed = [
        (verdict, pk)
        for pk, clave, buyer, asked, before in lines.iterator(chunk_size=5000)
        if (verdict := state_of(asked, *known[clave, buyer]) if (clave, buyer) in known else "") != before
    ]
    table = connection.ops.quote_name(RequestLine._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET verdict = %s WHERE id = %s", changed)
    return len(changed)
