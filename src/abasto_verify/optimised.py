"""An award across lots and the proof of its gap, checked against the problem."""

from hashlib import sha256
from typing import Any

from .bound import Bound
from .chosen import check_award
from .cuts import add_cuts
from .findings import Findings
from .problem import Problem
from .problem_shape import CERTIFICATE, PROBLEM, certificate, problem, require_sense
from .rows import Rows
from .scopes import Scopes
from .strict_json import canonical, in_file, read_as, require_canonical


def check_optimised(problem_path: str, certificate_path: str, expected: str | None, findings: Findings) -> None:
    """Fills `findings`. expected: the SHA-256 of the problem as published elsewhere. Raises `Refused`, `Unreadable`."""
    data, raw = read_as(problem_path, PROBLEM, problem)
    claim_data, claim = read_as(certificate_path, CERTIFICATE, certificate)
    require_canonical(data, canonical(raw), problem_path)
    require_canonical(claim_data, canonical(claim), certificate_path)
    in_file(problem_path, require_sense, raw)
    name = sha256(data).hexdigest()
    if expected:
        findings.equal("other-problem-published", expected, name)
    else:
        findings.leave("problem-not-compared", found=name)
    findings.equal("other-problem", claim["problem_sha256"], name)
    findings.say(
        "problem-read",
        lots=len(raw["lots"]),
        bids=len(raw["bids"]),
        rules=len(raw["rules"]),
        rebates=len(raw["rebates"]),
    )
    if not raw["is_awardable"]:
        findings.say("study-not-awardable")
    _check_claim(raw, claim, findings)


def _check_claim(raw: dict[str, Any], claim: dict[str, Any], findings: Findings) -> None:
    opened = Problem(raw)
    scopes = Scopes(opened)
    findings.say("columns-enumerated", columns=opened.columns, parts=len(opened.part_bid))
    cost = check_award(opened, scopes, claim["awards"], findings)
    findings.equal("cost-differs", claim["cost_e4_centavos"], cost)
    findings.say("award-legal", lots=len(claim["awards"]), cost=cost, of=len(raw["lots"]))
    bound = Bound(opened, scopes, add_cuts(Rows(opened, scopes), claim["cuts"]))
    found = bound.of_tree(claim["tree"])
    findings.equal("bound-differs", claim["bound_e4_centavos"], found)
    if found > cost:
        findings.fault("bound-above-cost", claimed=found, found=cost)
    findings.say("bound-holds", bound=found, leaves=bound.leaves, empty=bound.empty, cuts=len(claim["cuts"]))
    nobody = sum(null for null, columns in zip(opened.null_cost, opened.columns_of_lot, strict=True) if not columns)
    findings.say("gap", gap=cost - found, percent=_percent(cost - found, cost - nobody), nobody=nobody)
    findings.leave("optimal-not-proved" if cost > found else "facts-not-proved")


def _percent(gap: int, cost: int) -> str:
    return f"{10_000 * gap // cost / 100:.2f}" if cost > 0 else "?"
