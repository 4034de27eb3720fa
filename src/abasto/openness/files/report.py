"""The printed report of a round: a PDF with bytes that repeat.

The fonts are those inside Typst, the document's date is the round's clock, and the data travel as JSON.
"""

import datetime as dt
from importlib.resources import as_file, files
from typing import Any

import orjson
import typst

from ...base.refusal import Refused
from .report_words import NO_FIGURE, WORDS, Language, grouped, grouped_amount, percent
from .result import RoundResult, Tally
from .result_json import Sees


def report(result: RoundResult, sees: Sees, language: Language, phase: str, reasons: dict[str, str]) -> bytes:
    """The PDF in `language`, of what the reader may see; `phase` and `reasons` (by code) are words of that language.

    Refuses `clock-without-zone`: the document's date would depend on the machine.
    """
    clock = dt.datetime.fromisoformat(result.clock)
    if clock.tzinfo is None:
        raise Refused("clock-without-zone", "ISO 8601", {"clock": result.clock})
    data = orjson.dumps(_data(result, sees, language, phase, reasons), option=orjson.OPT_SORT_KEYS).decode()
    with as_file(files("abasto.openness.files") / "report.typ") as template:
        return typst.compile(
            template,
            format="pdf",
            sys_inputs={"data": data},
            ignore_system_fonts=True,
            timestamp=int(clock.timestamp()),
        )


def _data(result: RoundResult, sees: Sees, language: Language, phase: str, reasons: dict[str, str]) -> dict[str, Any]:
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
        "summary": _summary(result, sees, words),
        "figures": [row for field, row in _figures(result, words) if sees(field)],
        "reasons": [[reasons.get(one.reason, one.reason), *_tally(one.tally)] for one in result.not_awarded]
        if sees("lot_decision")
        else [],
        "suppliers": [
            [one.name, *_tally(one.tally), percent(one.received_pieces, one.due_pieces)] for one in result.top_suppliers
        ]
        if sees("award") and sees("fill_rate")
        else [],
    }


def _summary(result: RoundResult, sees: Sees, words: dict[str, str]) -> list[list[str]]:
    rows = [
        ("consolidated_need", "asked", result.asked),
        ("award", "awarded", result.awarded),
        ("lot_decision", "left_in_part", result.left_in_part),
        ("lot_decision", "not_awarded", result.all_not_awarded),
        ("lot_decision", "undecided", result.undecided),
    ]
    hidden = "" if sees("money_before_award") else NO_FIGURE
    return [
        [words[word], *_tally(tally)[:2], hidden or grouped_amount(tally.centavos)]
        for field, word, tally in rows
        if sees(field) and (word != "undecided" or tally.codes)
    ]


def _figures(result: RoundResult, words: dict[str, str]) -> list[tuple[str, list[str]]]:
    """The field that governs each figure, and the figure."""
    return [
        ("consolidated_need", [words["buyers"], grouped(result.buyers)]),
        ("reference_price", [words["at_reference"], grouped_amount(result.awarded_at_reference_centavos)]),
        ("bid_existence", [words["suppliers"], _pair(result.suppliers_bidding, result.suppliers_awarded)]),
        ("contract", [words["contracts"], _pair(result.contracts, result.contract_lines)]),
        ("delivery", [words["deliveries"], _pair(result.received_pieces, result.due_pieces)]),
        ("saving", [words["saving_awarded"], grouped_amount(result.saving_awarded_centavos)]),
        ("saving", [words["saving_delivered"], grouped_amount(result.saving_delivered_centavos)]),
        ("stock_risk", [words["codes_at_risk"], grouped(result.codes_at_risk)]),
    ]


def _pair(one: int, other: int) -> str:
    return f"{grouped(one)} / {grouped(other)}"


def _tally(tally: Tally) -> list[str]:
    return [grouped(tally.codes), grouped(tally.pieces), grouped_amount(tally.centavos)]
