"""What the verifier says of an award that was found."""

import json
from pathlib import Path

from abasto.engines.award.certificate import certificate
from abasto.engines.award.problem import Problem
from abasto.engines.award.problem_json import problem_to_json
from abasto.engines.award.solve import Award
from abasto_verify.findings import Findings
from abasto_verify.optimised import check_optimised


def accepted(problem: Problem, award: Award, folder: Path) -> Findings:
    """What was checked. Raises `Refused` where the verifier does not accept it."""
    (folder / "problem.json").write_bytes(problem_to_json(problem))
    (folder / "certificate.json").write_bytes(certificate(problem, award))
    findings = Findings()
    check_optimised(str(folder / "problem.json"), str(folder / "certificate.json"), None, findings)
    return findings


def raw_of(problem: Problem) -> dict[str, object]:
    """The JSON value of a problem."""
    found: dict[str, object] = json.loads(problem_to_json(problem))
    return found
