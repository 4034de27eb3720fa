"""Lawful awards: what is accepted was decided by the published criterion, and what could not be checked is said."""

from contextlib import nullcontext
from pathlib import Path
from random import Random
from typing import Any

import pytest

from abasto_verify.findings import Findings, Refused
from abasto_verify.lawful import check_lawful

from . import random_procedure, small_evidence


def checked(folder: Path, evidence: bytes, openings: bytes | None, root: str | None = None) -> Findings:
    """Every fault; raises `Refused` where nothing more could be checked."""
    (folder / "evidence.json").write_bytes(evidence)
    if openings is not None:
        (folder / "openings.json").write_bytes(openings)
    findings = Findings(all_faults=True)
    opened = None if openings is None else str(folder / "openings.json")
    check_lawful(str(folder / "evidence.json"), opened, root, findings)
    return findings


def small(folder: Path, bids: list[str] | None = None) -> Findings:
    evidence, openings = small_evidence.made(bids)
    return checked(folder, small_evidence.written(evidence), small_evidence.written(openings))


def said(findings: Findings) -> dict[str, dict[str, Any]]:
    return {remark.code: remark.values for remark in [*findings.checked, *findings.unchecked]}


def test_lots_decided_by_hand_come_out_the_same(tmp_path: Path) -> None:
    findings = small(tmp_path)
    assert not findings.faults
    assert said(findings)["lots-decided-again"] == {"lots": 7, "of": 7}
    assert "lots-not-decided-again" not in said(findings)


def test_without_openings_it_says_that_no_lot_with_bids_was_decided_again(tmp_path: Path) -> None:
    evidence, _ = small_evidence.made()
    findings = checked(tmp_path, small_evidence.written(evidence), None)
    assert not findings.faults
    assert said(findings)["lots-decided-again"] == {"lots": 1, "of": 7}
    assert said(findings)["lots-not-decided-again"] == {"lots": 6, "bids": 19}


def test_a_losing_bidder_alone_sees_his_own_bid_checked(tmp_path: Path) -> None:
    findings = small(tmp_path, ["A3"])
    assert not findings.faults
    assert said(findings)["own-bid"] == {"bid": "A3", "lot": "LA", "rank": 3, "reason": "not-among-winners"}
    assert said(findings)["lots-not-decided-again"] == {"lots": 6, "bids": 18}


def test_nothing_is_said_to_agree_that_does_not(tmp_path: Path) -> None:
    """Neither with the first fault nor with all of them."""
    evidence, openings = small_evidence.made(["A3"])
    evidence["decisions"][0]["outcomes"][2:] = [["A3", 0, "debarred"], ["A4", 3, "outside-spread"]]
    evidence["root"] = openings["root"] = small_evidence.root_of(evidence)
    (tmp_path / "evidence.json").write_bytes(small_evidence.written(evidence))
    (tmp_path / "openings.json").write_bytes(small_evidence.written(openings))
    for has_all in (False, True):
        findings = Findings(all_faults=has_all)
        with nullcontext() if has_all else pytest.raises(Refused):
            check_lawful(str(tmp_path / "evidence.json"), str(tmp_path / "openings.json"), None, findings)
        assert not said(findings).keys() & {"own-bid", "bids-checked-alone", "lots-decided-again"}


def test_the_lots_with_all_openings_are_decided_again(tmp_path: Path) -> None:
    findings = small(tmp_path, ["A1", "A2", "A3", "A4", "B1", "G2"])
    assert not findings.faults
    assert said(findings)["lots-decided-again"] == {"lots": 2, "of": 7}


def test_the_root_is_compared_with_the_one_published(tmp_path: Path) -> None:
    evidence, _ = small_evidence.made()
    data = small_evidence.written(evidence)
    assert not checked(tmp_path, data, None, evidence["root"]).faults
    assert [fault.code for fault in checked(tmp_path, data, None, "0" * 64).faults] == ["other-root-published"]


# In the last two, bidders may not be named and a tie that changes nothing has no draw.
@pytest.mark.parametrize("seed", [*range(150), 1724, 1966])
def test_what_the_award_room_decides_is_accepted(seed: int, tmp_path: Path) -> None:
    evidence, openings = random_procedure.files(seed)
    findings = checked(tmp_path, evidence, openings)
    assert findings.faults == []
    assert said(findings)["lots-decided-again"]["lots"] == random_procedure.LOTS


@pytest.mark.parametrize("seed", range(100))
def test_some_openings_never_contradict_a_true_award(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    part = random.choice((0.1, 0.5, 0.9))
    evidence, openings = random_procedure.files(seed, lambda bid: random.random() < part)
    assert checked(tmp_path, evidence, openings).faults == []
