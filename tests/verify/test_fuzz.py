"""Seeded mutants of good files. None may crash the verifier; one that is accepted must be the original or still true.

VERIFY_MUTANTS sets how many of each kind are tried.
"""

import json
import os
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest

from abasto_verify.findings import Findings, Refused
from abasto_verify.lawful import check_lawful
from abasto_verify.main import report
from abasto_verify.optimised import check_optimised

from . import judge, mutants, small_evidence, small_problem
from .small_evidence import digest, root_of, written

MUTANTS = int(os.environ.get("VERIFY_MUTANTS", "600"))
CHECKS: dict[str, Any] = {
    "lawful": lambda paths, findings: check_lawful(*paths, None, findings),
    "optimised": lambda paths, findings: check_optimised(*paths, None, findings),
}


def is_accepted(kind: str, folder: Path, files: list[bytes]) -> bool:
    """Any exception that is not a refusal fails the test; a refusal must be a sentence in both languages."""
    paths = [str(folder / str(number)) for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        Path(path).write_bytes(data)
    findings = Findings(all_faults=True)
    try:
        CHECKS[kind](paths, findings)
    except Refused as refused:
        findings.faults.append(refused)  # type: ignore[arg-type]
    for language in (0, 1):
        assert report(findings, 1 if findings.faults else 0, language).isascii() or language == 0
    return not findings.faults


def originals(kind: str) -> list[dict[str, Any]]:
    return list(small_evidence.made() if kind == "lawful" else small_problem.made())


def hashed(kind: str, files: list[dict[str, Any]]) -> None:
    """Compute anew what a cheat can: commitments, root, the name of the problem."""
    first, second = files
    try:
        if kind == "optimised":
            second["problem_sha256"] = sha256(written(first)).hexdigest()
            return
        opened = {one["id"]: digest(one) for one in second["openings"]}
        for bid in first["bids"]:
            bid["commitment"] = opened.get(bid["id"], bid["commitment"])
        first["root"] = second["root"] = root_of(first)
    except (KeyError, TypeError):
        return


def is_true(kind: str, files: list[dict[str, Any]]) -> bool:
    return judge.is_true_award(*files) if kind == "lawful" else judge.is_true_certificate(*files)


@pytest.mark.parametrize("kind", CHECKS)
def test_mutants_of_the_bytes_are_refused_or_say_the_same_or_are_true(kind: str, tmp_path: Path) -> None:
    files = [written(value) for value in originals(kind)]
    assert is_accepted(kind, tmp_path, files)
    for seed in range(MUTANTS):
        random = Random(seed)
        changed = list(files)
        which = random.randrange(2)
        changed[which] = mutants.of_bytes(files[which], random)
        if is_accepted(kind, tmp_path, changed) and changed != files:
            assert is_true(kind, [json.loads(data) for data in changed]), seed


@pytest.mark.parametrize("kind", CHECKS)
def test_mutants_of_the_content_with_right_hashes_are_refused_or_true(kind: str, tmp_path: Path) -> None:
    base, accepted = originals(kind), 0
    for seed in range(MUTANTS):
        random = Random(seed)
        files = deepcopy(base)
        mutants.of_value(random.choice(files), random)
        hashed(kind, files)
        if is_accepted(kind, tmp_path, [written(value) for value in files]):
            accepted += 1
            assert is_true(kind, files), seed
    assert accepted > 0
