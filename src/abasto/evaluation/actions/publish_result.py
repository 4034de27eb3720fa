"""Publishes what became of a round: result.json, its tables as CSV and workbook, and the report in two languages."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import override

from ...award.reasons import EVERY_LOT_REASON
from ...ledger.actions.record import record
from ...openness.actions.keep_file import RoundFile, keep_file
from ...openness.files.report import report
from ...openness.files.report_words import WORDS, Language
from ...openness.files.result import RoundResult
from ...openness.files.result_json import Sees, result_json
from ...openness.files.tables import csv_bytes
from ...openness.files.workbook import workbook
from ...page.words import word
from ...people.roles import CITIZEN
from ...rounds.models import Round
from ...rounds.queries import sight
from ..queries import MEXICO, round_result
from ..tables.queries import tables_of

ACTOR = "evaluation"
LANGUAGES: tuple[Language, ...] = ("es", "en")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def publish_result(of: Round, state: Path, run_key: str) -> dict[str, int]:
    """Keep the files of the round, of what the public may see in its phase; returns how many, and their bytes."""
    hashes: dict[str, str] = {}
    size = 0
    for file in _files(of, sight(CITIZEN, of).sees_all):
        hashes[file.name] = keep_file(of, state, file, run_key)
        size += len(file.content)
    record("result-published", of.code, ACTOR, of.clock, {"files": hashes}, of.code)
    return {"files": len(hashes), "bytes": size}


def _files(of: Round, sees: Sees) -> Iterator[RoundFile]:
    origin = "synthetic" if of.is_synthetic else "published"
    result = round_result(of)
    yield RoundFile("result.json", result_json(result, sees), "application/json", origin)
    for language in LANGUAGES:
        yield RoundFile(f"report-{language}.pdf", _report(result, sees, language), "application/pdf", origin)
    with override("es"):
        tables = list(tables_of(of, sees))
    for name, table in tables:
        yield RoundFile(f"tables/{name}.csv", csv_bytes(table), "text/csv", _origin(name, origin))
    banner = WORDS["es"]["synthetic"] if of.is_synthetic else ""
    dated = of.clock.astimezone(MEXICO).replace(tzinfo=None)
    yield RoundFile("result.xlsx", workbook([table for _, table in tables], banner, dated), XLSX, origin)


def _report(result: RoundResult, sees: Sees, language: Language) -> bytes:
    with override(language):
        phase = str(word(result.phase))
        reasons = {reason: str(word(reason)) for reason in EVERY_LOT_REASON}
    return report(result, sees, language, phase, reasons)


def _origin(table: str, origin: str) -> str:
    """The needs are as published or derived, row by row, even where the market is synthetic."""
    return "published" if table == "needs" else origin
