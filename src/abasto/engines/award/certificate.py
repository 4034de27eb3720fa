"""An award and its certificate as canonical JSON: what anyone can verify.

The form is that of `docs/award-problem.md`, "The award and its proof".
"""

import json

from abasto.engines.award.branching import Node
from abasto.engines.award.linear import MULTIPLIER_BITS
from abasto.engines.award.problem import VERSION, Problem
from abasto.engines.award.problem_json import problem_sha256
from abasto.engines.award.solve import Award


def certificate(problem: Problem, award: Award) -> bytes:
    """The bytes of `certificate.json`."""
    proof = {
        "format": "abasto-award-certificate",
        "multiplier_bits": MULTIPLIER_BITS,
        "cuts": [cut.words for cut in award.cuts],
        "tree": _node(award.tree),
    }
    return _canonical(_award(problem, award) | proof)


def award_file(problem: Problem, award: Award) -> bytes:
    """The bytes of `award.json`: without the proof. A study says so in its format."""
    form = "abasto-award" if award.is_awardable else "abasto-award-study"
    return _canonical(_award(problem, award) | {"format": form})


def _award(problem: Problem, award: Award) -> dict[str, object]:
    return {
        "version": VERSION,
        "problem_sha256": problem_sha256(problem),
        "awards": [[lot, [list(part) for part in parts]] for lot, parts in award.awards],
        "cost_e4_centavos": award.cost_e4_centavos,
        "bound_e4_centavos": award.bound_e4_centavos,
    }


def _node(node: Node) -> dict[str, object]:
    held: dict[str, object] = {"multipliers": [list(row) for row in node.multipliers]}
    if node.branch is None or node.no is None or node.yes is None:
        return held
    return held | {"branch": list(node.branch), "no": _node(node.no), "yes": _node(node.yes)}


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
