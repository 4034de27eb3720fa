"""The printed report of a round: a PDF with bytes that repeat.

The fonts are those inside Typst, the document's date is the round's clock, and the data travel as JSON.
"""

import datetime as dt
from importlib.resources import as_file, files
from typing import Any

import orjson
import typst

from ...base.refusal import Refused
from .report_words import WORDS, Language, grouped, grouped_amount, percent
from .result import RoundResult, Tally


def report(result: RoundResult, language: Language, phase: str, reasons: dict[str, str]) -> bytes:
    """The PDF in `language`; `phase` and `reasons` (by code) are the words of that language.

    Refuses `clock-without-zone`: the document's date would depend on the machine.
    """
    clock = dt.datetime.fromisoformat(result.clock)
    if clock.tzinfo is None:
        raise Refused("clock-without-zone", "ISO 8601", {"clock": result.clock})
    data = orjson.dumps(_data(result, language, phase, reasons), option=orjson.OPT_SORT_KEYS).decode()
    with as_file(files("abasto.openness.files") / "report.typ") as template:
        return typst.compile(
            template,
            format="pdf",
            sys_inputs={"data": data},
            ignore_system_fonts=True,
            timestamp=int(clock.timestamp()),
        )


def _data(result: RoundResult, language: Language, phase: str, reasons: dict[str, str]) -> dict[str, Any]:
    words = WORDS[language]
    clock = dt.datetime.fromisoformat(result.clock)
    return {
        "language": language,
        "words": words,
        "title": words["title"],
        "name": result.name_es if language == "es" else result.name_en,
        "synthetic": result.is_synthetic,
        "date": [clock.year, clock.month, clock.day],
        "clock": clock.date().isoformat(),
        "phase": phase,
        "source": result.source,
        "seed": str(result.seed),
        "summary": _summary(result, words),
        "figures": _figures(result, words),
        "reasons": [[reasons.get(one.reason, one.reason), *_tally(one.tally)] for one in result.not_awarded],
        "suppliers": [
            [one.name, *_tally(one.tally), percent(one.received_pieces, one.due_pieces)] for one in result.top_suppliers
        ],
    }


def _summary(result: RoundResult, words: dict[str, str]) -> list[list[str]]:
    left = Tally(
        codes=sum(one.tally.codes for one in result.not_awarded),
        pieces=sum(one.tally.pieces for one in result.not_awarded),
        centavos=sum(one.tally.centavos for one in result.not_awarded),
    )
    return [
        [words["asked"], *_tally(result.asked)],
        [words["awarded"], *_tally(result.awarded)],
        [words["not_awarded"], *_tally(left)],
    ]


def _figures(result: RoundResult, words: dict[str, str]) -> list[list[str]]:
    return [
        [words["buyers"], grouped(result.buyers)],
        [words["suppliers"], _pair(result.suppliers_bidding, result.suppliers_awarded)],
        [words["contracts"], _pair(result.contracts, result.contract_lines)],
        [words["deliveries"], _pair(result.received_pieces, result.due_pieces)],
        [words["saving_awarded"], grouped_amount(result.saving_awarded_centavos)],
        [words["saving_delivered"], grouped_amount(result.saving_delivered_centavos)],
        [words["codes_at_risk"], grouped(result.codes_at_risk)],
    ]


def _pair(one: int, other: int) -> str:
    return f"{grouped(one)} / {grouped(other)}"


def _tally(tally: Tally) -> list[str]:
    return [grouped(tally.codes), grouped(tally.pieces), grouped_amount(tally.centavos)]
