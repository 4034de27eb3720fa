"""Every way of cheating with an award across lots that we could think of, each refused for its own reason.

Who cheats may compute every hash anew, and does: the substance must refuse it. Only the rows on hashes leave them.
"""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from abasto_verify.findings import Findings, Refused
from abasto_verify.optimised import check_optimised

from . import small_problem
from .split_tampering import SPLITS
from .tampering import Change, drop, more, plus, put, swap

M, AW = "claim.tree.multipliers", "claim.awards"

TAMPERINGS: dict[str, tuple[Change, str]] = {
    # The bound
    "the bound is one too high": (put("claim.bound_e4_centavos", plus(1)), "bound-differs"),
    "the bound is the cost": (
        lambda files: files["claim"].update(bound_e4_centavos=files["claim"]["cost_e4_centavos"]),
        "bound-differs",
    ),
    "the bound is one too low": (put("claim.bound_e4_centavos", plus(-1)), "bound-differs"),
    "a negative multiplier": (put(f"{M}.4.1", lambda value: -value), "multiplier-negative"),
    "a multiplier of minus one in a leaf": (
        more("claim.tree.no.multipliers", ["rule:share-s4", -1]),
        "multiplier-negative",
    ),
    "a multiplier twice": (put(M, lambda some: [*some[:5], some[4], some[5]]), "multipliers-not-sorted"),
    "multipliers out of order": (put(M, swap), "multipliers-not-sorted"),
    "a multiplier for a row that is not there": (more(M, ["rule:unknown", 1 << 60]), "multiplier-unknown-row"),
    "a multiplier for a cut that is not there": (put(f"{M}.0.0", "cut:7"), "multiplier-unknown-row"),
    "a multiplier for the value of a lump rebate": (
        put(f"{M}.3.0", "rebate:volume-s2:value"),
        "multiplier-unknown-row",
    ),
    "a multiplier for a link of an at-least rule by lot": (
        put(f"{M}.1.0", "link:some-winners:S1:L1"),
        "multiplier-unknown-row",
    ),
    "a soft rule priced higher than going beyond it costs": (put(f"{M}.5.1", 2 << 40), "soft-without-bound"),
    "a leaf left out": (drop("claim.tree.yes"), "other-keys"),
    "the multipliers of the root left out": (put("claim.tree.multipliers", []), "bound-differs"),
    "the leaves no and yes changed over": (
        lambda files: files["claim"]["tree"].update(no=files["claim"]["tree"]["yes"], yes=files["claim"]["tree"]["no"]),
        "bound-differs",
    ),
    "a branch that does not cover: it is given a third way": (
        put("claim.tree.maybe", {"multipliers": []}),
        "other-keys",
    ),
    "a branch on a bid that is not there": (put("claim.tree.branch.1", "B99"), "branch-unknown"),
    "a branch on a rebate that is not there": (put("claim.tree.yes.branch.1", "volume-s9"), "branch-unknown"),
    "a branch on the winner of a rule on money": (put("claim.tree.yes.yes.branch.1", "cap-s1"), "branch-unknown"),
    "a branch of an unknown kind": (put("claim.tree.branch.0", "lot"), "not-one-of"),
    "a branch on a share above 100": (put("claim.tree.yes.no.branch.2", 160), "out-of-range"),
    "the same rebate decided twice on a path": (
        put("claim.tree.yes.yes.branch", ["rebate", "volume-s2"]),
        "branch-twice",
    ),
    "a leaf with two lists of multipliers": (put("claim.tree.no.more", []), "other-keys"),
    "other fixed-point bits": (put("claim.multiplier_bits", 39), "out-of-range"),
    "a multiplier of forty-one digits": (put(f"{M}.4.1", 10**40), "out-of-range"),
    "a multiplier of five thousand digits": (put(f"{M}.4.1", "DIGITS"), "number-too-long"),
    "a multiplier as text": (put(f"{M}.4.1", "5"), "not-a-number"),
    "a multiplier that is true": (put(f"{M}.4.1", True), "not-a-number"),
    # Cuts
    "a cover that is none: its measures fit under the limit": (put("claim.cuts.0.2.1.1", 5_000_000), "cover-too-small"),
    "a cover with a lot twice": (put("claim.cuts.0.2.1.0", "L1"), "cut-lots"),
    "a cover with a lot that is not there": (put("claim.cuts.0.2.1.0", "L9"), "cut-lots"),
    "a cover with a least of zero": (put("claim.cuts.0.2.1.1", 0), "out-of-range"),
    "a cover on a soft rule": (put("claim.cuts.0.1", "budget-a"), "cut-without-rule"),
    "a cover on an at-least rule": (put("claim.cuts.0.1", "some-winners"), "cut-without-rule"),
    "a cover on a percent rule": (put("claim.cuts.0.1", "share-s4"), "cut-without-rule"),
    "a cover on a rule on winners": (put("claim.cuts.0.1", "few-winners"), "cut-without-rule"),
    "a threshold without rest": (put("claim.cuts.1.2", ["L1", "L2", "L5"]), "threshold-without-rest"),
    "a threshold with a lot twice": (put("claim.cuts.1.2", ["L1", "L1"]), "cut-lots"),
    "a threshold on a bundle": (put("claim.cuts.1.1", "both-s1"), "cut-without-rule"),
    "a threshold on a rule": (put("claim.cuts.1.1", "cap-s1"), "cut-without-rule"),
    "a value cut on a lump rebate": (put("claim.cuts.2.1", "volume-s2"), "cut-without-rule"),
    "a value cut with a lot twice": (put("claim.cuts.2.2", ["L1", "L1"]), "cut-lots"),
    "a reach with a rate that proves nothing": (put("claim.cuts.3.2", 1000), "threshold-without-rest"),
    "a reach with a rate of zero": (put("claim.cuts.3.2", 0), "out-of-range"),
    "a reach with a part twice": (put("claim.cuts.3.3.1", ["B02", 40, 1]), "cut-parts"),
    "a reach with the part of another supplier": (put("claim.cuts.3.3.0", ["B01", 60, 30_000]), "cut-parts"),
    "a reach with a share that is not legal": (put("claim.cuts.3.3.0.1", 41), "cut-parts"),
    "a reach with a negative weight": (put("claim.cuts.3.3.0.2", -1), "out-of-range"),
    "a reach with a weight of 10^30": (put("claim.cuts.3.3.0.2", 10**30), "out-of-range"),
    "a reach on a bundle": (put("claim.cuts.3.1", "both-s1"), "cut-without-rule"),
    "a divert that makes no room needed": (put("claim.cuts.4.2.1", 5_000_000), "threshold-without-rest"),
    "a divert with its first lot among the others": (put("claim.cuts.4.4.0.0", "L1"), "cut-lots"),
    "a divert of a lot that is not there": (put("claim.cuts.4.4.0.0", "L9"), "cut-lots"),
    "a divert on a soft rule": (put("claim.cuts.4.1", "budget-a"), "cut-without-rule"),
    "a divert on a percent rule": (put("claim.cuts.4.1", "share-s4"), "cut-without-rule"),
    "a divert with a negative weight": (put("claim.cuts.4.4.0.1.0.1", -1), "out-of-range"),
    "a divert with a rate of zero": (put("claim.cuts.4.3", 0), "out-of-range"),
    **SPLITS,
    "a cut of an unknown kind": (put("claim.cuts.0.0", "clique"), "not-one-of"),
    "cuts in another order, so that their multipliers meet others": (put("claim.cuts", swap), "bound-differs"),
    "a cut left out": (drop("claim.cuts.0"), "multiplier-unknown-row"),
    # The cost
    "the cost is one too low": (put("claim.cost_e4_centavos", plus(-1)), "cost-differs"),
    "the cost is one too high": (put("claim.cost_e4_centavos", plus(1)), "cost-differs"),
    "a rebate claimed and not earned": (put("claim.cost_e4_centavos", plus(-10_000 * 8000)), "cost-differs"),
    "a rebate earned and not taken": (put("claim.cost_e4_centavos", plus(10_000 * 3000)), "cost-differs"),
    "the cost of pieces nobody supplies is left out": (
        put("claim.cost_e4_centavos", plus(-2_000_000_000)),
        "cost-differs",
    ),
    "the cost is text": (put("claim.cost_e4_centavos", str), "not-a-number"),
    "the cost is a float": (put("claim.cost_e4_centavos", float), "no-whole-number"),
    "the cost is not a number": (put("claim.cost_e4_centavos", float("nan")), "no-whole-number"),
    # The award
    "a bid of another lot wins": (put(f"{AW}.0.1.0.0", "B07"), "award-foreign-bid"),
    "a bid that is not there wins": (put(f"{AW}.0.1.0.0", "B99"), "award-foreign-bid"),
    "a bid with a look-alike letter wins": (put(f"{AW}.0.1.0.0", "\u0412" + "01"), "not-written-as"),
    "a bid above the ceiling wins": (put(f"{AW}.0.1", [["B03", 100]]), "price-above-ceiling"),
    "a bid above the ceiling wins an unawarded lot": (
        put(AW, lambda some: [*some[:3], ["L4", [["B10", 100]]], some[3]]),
        "price-above-ceiling",
    ),
    "a lot that is not there is awarded": (put(f"{AW}.0.0", "L9"), "award-unknown-lot"),
    "a lot is awarded twice": (put(AW, lambda some: [some[0], *some]), "award-lot-order"),
    "lots in another order": (put(AW, swap), "award-lot-order"),
    "bids of a lot in another order": (put(f"{AW}.0.1", swap), "award-bid-order"),
    "a bid wins twice": (put(f"{AW}.0.1", [["B01", 60], ["B01", 40]]), "award-bid-order"),
    "a share off by one": (put(f"{AW}.0.1.0.1", 61), "shares-not-a-pattern"),
    "shares that add up to more than 100": (put(f"{AW}.0.1.1.1", 60), "shares-not-a-pattern"),
    "a part of the pattern alone": (put(f"{AW}.0.1", [["B01", 60]]), "shares-not-a-pattern"),
    "the larger share at the higher price": (put(f"{AW}.0.1", [["B01", 40], ["B02", 60]]), "larger-share-dearer"),
    "a winner outside the spread": (put(f"{AW}.0.1", [["B01", 60], ["B04", 40]]), "outside-the-spread"),
    "one origin where two are asked": (put(f"{AW}.1.1", [["B05", 60], ["B07", 40]]), "no-second-origin"),
    "a joint bid beside its own member": (put(f"{AW}.3.1", [["B11", 50], ["B12", 30], ["B14", 20]]), "supplier-twice"),
    "a bid beyond its capacity": (put(f"{AW}.2.1", [["B09", 100]]), "capacity-exceeded"),
    "a bid below its smallest quantity": (put(f"{AW}.3.1", [["B11", 50], ["B13", 30], ["B12", 20]]), "award-bid-order"),
    "a bid below its smallest quantity, in order": (
        put(f"{AW}.3.1", [["B11", 50], ["B12", 20], ["B13", 30]]),
        "pieces-below-minimum",
    ),
    "a lot awarded to nobody": (put(f"{AW}.0.1", []), "not-a-list"),
    "a hard rule broken": (put(f"{AW}.3.1", [["B11", 100]]), "rule-broken"),
    # Another problem
    "a lower price after the fact": (put("raw.bids.0.prices.0.1", 1), "cost-differs"),
    "a negative price": (put("raw.bids.0.prices.0.1", -1000), "out-of-range"),
    "a price of zero": (put("raw.bids.0.prices.0.1", 0), "price-not-positive"),
    "a price of 10^60": (put("raw.bids.0.prices.0.1", 10**60), "out-of-range"),
    "the ceiling raised": (put("raw.lots.3.ceiling_centavos", 2000), "bound-differs"),
    "a soft rule made hard": (put("raw.rules.2.soft_centavos", None), "rule-broken"),
    "a rule taken away": (drop("raw.rules.0"), "cut-without-rule"),
    "a cheap bid that did not win taken away": (drop("raw.bids.4"), "branch-unknown"),
    "a bid that won taken away": (drop("raw.bids.5"), "award-foreign-bid"),
    "a bid written twice": (lambda files: files["raw"]["bids"].append(files["raw"]["bids"][0]), "twice"),
    "a supplier written twice": (lambda files: files["raw"]["suppliers"].append(files["raw"]["suppliers"][0]), "twice"),
    "a supplier that is not there": (put("raw.bids.0.suppliers.0", "S9"), "unknown-name"),
    "a supplier twice in one bid": (put("raw.bids.0.suppliers", ["S1", "S1"]), "twice"),
    "an institution counted twice in a budget": (put("raw.rules.2.institutions", ["A", "A"]), "twice"),
    "a rule about a supplier that is not there": (put("raw.rules.0.suppliers", ["S9"]), "unknown-name"),
    "a rule with two limits": (put("raw.rules.0.limit_percent", 50), "rule-ill-formed"),
    "a rule without limit": (put("raw.rules.0.limit", None), "rule-ill-formed"),
    "a rule on winners with origins": (put("raw.rules.5.origins", ["MX"]), "rule-ill-formed"),
    "a rule of both institutions and periods": (put("raw.rules.1.institutions", ["A"]), "rule-ill-formed"),
    "pieces moved so that the two sums differ": (put("raw.lots.0.pieces_by_institution.0", 61), "pieces-sums"),
    "a negative number of pieces": (put("raw.lots.0.pieces_by_period", [150, -50]), "out-of-range"),
    "a list of pieces too long": (put("raw.lots.0.pieces_by_period", [50, 50, 0]), "pieces-lists"),
    "a pattern above 100": (put("raw.lots.0.share_patterns_percent.1", [60, 60]), "pattern-unlawful"),
    "a pattern that rises": (put("raw.lots.0.share_patterns_percent.1", [40, 60]), "pattern-unlawful"),
    "price tiers that fall": (put("raw.bids.7.prices", [[1, 850], [1, 800]]), "tiers-not-rising"),
    "an extra key": (put("raw.lots.0.note", "x"), "other-keys"),
    "a key lacking": (drop("raw.lots.0.region"), "other-keys"),
    "a lot renamed so that two rows share a name": (
        lambda files: files["raw"]["rules"].append(files["raw"]["rules"][0] | {"id": "few-winners"}),
        "twice",
    ),
    "two rows of one name by a colon in an id": (
        lambda files: files["raw"]["rebates"].extend(
            [files["raw"]["rebates"][1] | {"id": "x"}, files["raw"]["rebates"][0] | {"id": "x:value"}]
        ),
        "row-name-twice",
    ),
    "text in place of a number": (put("raw.lots.0.unserved_centavos", "2000"), "not-a-number"),
    "true in place of a number": (put("raw.lots.0.unserved_centavos", True), "not-a-number"),
    "a title that mixes scripts": (put("raw.title", "Compr\u0430 consolidada"), "text-that-misleads"),
    "a title with an invisible character": (put("raw.title", "Compra\u200b consolidada"), "text-that-misleads"),
    "a title written from right to left": (put("raw.title", "Compra \u202eadadilosnoc"), "text-that-misleads"),
    "a title that is not NFC": (put("raw.title", "Problema sinte\u0301tico"), "text-not-nfc"),
    "a title with half a character": (put("raw.title", "SURROGATE"), "text-that-misleads"),
    "a supplier's id with a look-alike letter": (put("raw.suppliers.0.id", "\u0405" + "1"), "not-written-as"),
    "a supplier's id with a blank": (put("raw.suppliers.0.id", "S1 "), "not-written-as"),
    "a study that calls itself an award": (put("claim.format", "abasto-award"), "other-format"),
    "a version from the future": (put("claim.version", 2), "out-of-range"),
}


def codes(folder: Path, problem: bytes, claim: bytes) -> list[str]:
    """The code of every fault."""
    (folder / "problem.json").write_bytes(problem)
    (folder / "certificate.json").write_bytes(claim)
    findings = Findings(all_faults=True)
    try:
        check_optimised(str(folder / "problem.json"), str(folder / "certificate.json"), None, findings)
    except Refused as refused:
        return [*(fault.code for fault in findings.faults), refused.code]
    return [fault.code for fault in findings.faults]


def as_bytes(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.replace('"DIGITS"', "1" * 5000).replace("SURROGATE", "\\ud800").encode()


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_refused(name: str, tmp_path: Path) -> None:
    change, code = TAMPERINGS[name]
    raw, claim = small_problem.made()
    before = as_bytes(raw), as_bytes(claim)
    change({"raw": raw, "claim": claim})
    assert (as_bytes(raw), as_bytes(claim)) != before
    claim["problem_sha256"] = sha256(as_bytes(raw)).hexdigest()
    assert code in codes(tmp_path, as_bytes(raw), as_bytes(claim))


def test_there_are_many_kinds_of_tampering() -> None:
    assert len(TAMPERINGS) > 150


def test_a_certificate_of_another_problem_is_refused(tmp_path: Path) -> None:
    raw, claim = small_problem.made()
    raw["title"] = "Otro problema"
    assert codes(tmp_path, as_bytes(raw), as_bytes(claim)) == ["other-problem"]


SAME_VALUES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a byte order mark": (lambda data: b"\xef\xbb\xbf" + data, "no-json"),
    "a line feed at the end": (lambda data: data + b"\n", "not-canonical"),
    "more after the end": (lambda data: data + b"{}", "no-json"),
    "blanks": (lambda data: data.replace(b":", b": ", 1), "not-canonical"),
    "a key twice": (lambda data: data.replace(b'"version":1', b'"version":2,"version":1', 1), "key-twice"),
    "keys in another order": (
        lambda data: b'{"version":1,' + data[1:].replace(b',"version":1', b"", 1),
        "not-canonical",
    ),
    "a letter escaped": (lambda data: data.replace(b'"L1"', b'"\\u004c1"', 1), "not-canonical"),
    "a number with an exponent": (lambda data: data.replace(b'"version":1', b'"version":1e0', 1), "no-whole-number"),
    "minus zero": (lambda data: re.sub(rb"(?<=[:,\[])0(?=[,\]}])", b"-0", data, count=1), "not-canonical"),
    "Infinity": (lambda data: data.replace(b'"version":1', b'"version":Infinity', 1), "no-whole-number"),
    "bytes that are not UTF-8": (lambda data: data.replace(b'"L1"', b'"L\xff"', 1), "no-json"),
    "UTF-16": (lambda data: data.decode().encode("utf-16"), "no-json"),
    "a zero byte": (lambda data: data[:50] + b"\0" + data[50:], "no-json"),
    "only its first half": (lambda data: data[: len(data) // 2], "no-json"),
    "nothing": (lambda data: b"", "no-json"),
    "brackets without end": (lambda data: b"[" * 200_000, "too-deep"),
    "a tree deeper than a person can follow": (
        lambda data: data[:-1] + b',"x":' + b'{"no":' * 1500 + b"1" + b"}" * 1500 + b"}",
        "too-deep",
    ),
}


@pytest.mark.parametrize("which", [0, 1], ids=["problem", "certificate"])
@pytest.mark.parametrize("name", SAME_VALUES)
def test_the_same_written_in_another_way_is_refused(name: str, which: int, tmp_path: Path) -> None:
    change, code = SAME_VALUES[name]
    files = [as_bytes(value) for value in small_problem.made()]
    changed = change(files[which])
    if changed == files[which]:
        pytest.skip("this file has no such place")
    files[which] = changed
    assert codes(tmp_path, files[0], files[1]) == [code]
