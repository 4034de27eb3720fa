"""A decision that contradicts itself is refused by anyone: no opening is needed to see it."""

from pathlib import Path
from typing import Any

import pytest

from abasto_verify.findings import Findings, Refused
from abasto_verify.lawful import check_lawful

from . import random_procedure, small_evidence
from .small_evidence import decided, root_of, written
from .tampering import Change, Files, both, more, put

D = "evidence.decisions"
CLOSED_BID = {"lot": "LH", "supplier": "S1", "commitment": "0" * 64}


def first(path: str, value: Any) -> Change:
    return put(path, lambda some: [value, *some])


def lot_h(decision: dict[str, Any], *bids: str) -> Change:
    """A lot more, with closed bids, decided so."""
    changes = [first("evidence.bids", {"id": bid, **CLOSED_BID}) for bid in bids]
    return both(more("evidence.lots", small_evidence.lot("LH", [100], [10, 10], [4, 4])), more(D, decision), *changes)


WON = [["-", 100, [10, 10], [4, 4]]]
PASSES_FOR_THE_END: dict[str, tuple[Change, str]] = {
    "a lot called - without a decision": (
        more("evidence.lots", small_evidence.lot("-", [100], [10, 10], [4, 4])),
        "decisions-not-of-lots",
    ),
    "a decision of a lot called - that is not there": (
        more(D, decided("-", "not-awarded", "no-bid", [], [])),
        "decisions-not-of-lots",
    ),
    "a bid called - without an outcome": (
        lot_h(decided("LH", "not-awarded", "no-bid", [], []), "-"),
        "outcomes-not-of-bids",
    ),
    "a winner called - that never bid": (
        lot_h(decided("LH", "awarded", "", WON, [["!", 0, "documents"], ["-", 1, ""]]), "!"),
        "outcomes-not-of-bids",
    ),
}


def decision(place: int, *changes: tuple[str, Any]) -> Change:
    return both(*(put(f"{D}.{place}.{path}", value) for path, value in changes))


NOBODY = {"bid": "A3", "share_percent": 40, "maximum_by_buyer": [0, 0], "minimum_by_buyer": [0, 0]}
CONTRADICTIONS: dict[str, tuple[Change, str]] = {
    "a solvent bid and no winner": (
        decision(
            6, ("winners", []), ("outcomes.1.2", "not-among-winners"), ("state", "not-awarded"), ("reason", "documents")
        ),
        "nobody-wins",
    ),
    "no bid where there are bids": (decision(4, ("reason", "no-bid")), "reason-differs"),
    "another reason than the first by precedence": (decision(4, ("reason", "above-ceiling")), "reason-differs"),
    "an award with the reason of a part": (decision(0, ("reason", "capacity")), "reason-differs"),
    "a part without reason": (decision(5, ("reason", "")), "reason-differs"),
    "the second of the order wins the only place": (
        decision(1, ("winners.0.bid", "B1"), ("outcomes.0", ["B1", 2, ""]), ("outcomes.1.2", "not-among-winners")),
        "winner-differs",
    ),
    "the first has the share of the second": (decision(0, ("winners.0.share_percent", 40)), "winner-differs"),
    "a third winner where there are two places": (
        both(decision(0, ("outcomes.2.2", "")), more(f"{D}.0.winners", NOBODY)),
        "winner-differs",
    ),
    "beyond the spread where there is one place": (
        decision(1, ("outcomes.0.2", "outside-spread")),
        "rank-against-reason",
    ),
    "a winner without pieces": (
        decision(
            0,
            ("winners.0.maximum_by_buyer", [60, 40]),
            ("winners.0.minimum_by_buyer", [24, 16]),
            ("winners.1.maximum_by_buyer", [0, 0]),
            ("winners.1.minimum_by_buyer", [0, 0]),
        ),
        "winner-pieces",
    ),
    "a minimum above the maximum of a winner": (
        decision(0, ("winners.1.maximum_by_buyer", [5, 16]), ("winners.0.maximum_by_buyer", [55, 24])),
        "winner-pieces",
    ),
    "a full award without its minimum": (decision(1, ("winners.0.minimum_by_buyer", [20, 3])), "minimum-left"),
    "a tie of one bid": (
        lot_h(decided("LH", "undecided", "draw-not-recorded", [], []), "!"),
        "undecided-with-award",
    ),
    "a tie of no bid": (put(f"{D}.3", decided("LD", "undecided", "draw-not-recorded", [], [])), "undecided-with-award"),
}


def codes(folder: Path, files: Files, is_open: bool) -> list[str]:
    evidence, openings = files["evidence"], files["openings"]
    evidence["root"] = openings["root"] = root_of(evidence)
    (folder / "evidence.json").write_bytes(written(evidence))
    (folder / "openings.json").write_bytes(written(openings))
    findings = Findings(all_faults=True)
    opened = str(folder / "openings.json") if is_open else None
    try:
        check_lawful(str(folder / "evidence.json"), opened, None, findings)
    except Refused as refused:
        return [*(fault.code for fault in findings.faults), refused.code]
    return [fault.code for fault in findings.faults]


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
@pytest.mark.parametrize("name", PASSES_FOR_THE_END)
def test_no_id_passes_for_the_end_of_a_list(name: str, is_open: bool, tmp_path: Path) -> None:
    change, code = PASSES_FOR_THE_END[name]
    files: Files = dict(zip(("evidence", "openings"), small_evidence.made(), strict=True))
    change(files)
    assert code in codes(tmp_path, files, is_open)


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_decision_that_contradicts_itself_is_refused_without_openings(name: str, tmp_path: Path) -> None:
    change, code = CONTRADICTIONS[name]
    files: Files = dict(zip(("evidence", "openings"), small_evidence.made(), strict=True))
    change(files)
    assert code in codes(tmp_path, files, is_open=False)


@pytest.mark.parametrize("seed", range(1000, 1100))
def test_what_the_award_room_decides_does_not_contradict_itself(seed: int, tmp_path: Path) -> None:
    evidence, _ = random_procedure.files(seed)
    (tmp_path / "evidence.json").write_bytes(evidence)
    findings = Findings(all_faults=True)
    check_lawful(str(tmp_path / "evidence.json"), None, None, findings)
    assert findings.faults == []
