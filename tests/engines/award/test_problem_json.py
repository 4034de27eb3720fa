"""The canonical JSON of an award problem, and what is refused when it is read."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from instances.small import small

from abasto.base.refusal import Refused
from abasto.engines.award.problem_json import problem_from_json, problem_sha256, problem_to_json

PROBLEM = small(3, 8)
BYTES = problem_to_json(PROBLEM)


def written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    value = json.loads(BYTES)
    change(value)
    return written(value)


def refusal(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        problem_from_json(data)
    return caught.value


@pytest.mark.parametrize("seed", range(30))
def test_a_problem_comes_back_as_it_was_written(seed: int) -> None:
    problem = small(seed, 1 + seed % 12)
    assert problem_from_json(problem_to_json(problem)) == problem


def test_the_bytes_are_those_any_canonical_writer_makes() -> None:
    assert written(json.loads(BYTES)) == BYTES


def test_the_name_of_a_problem_changes_with_any_number_in_it() -> None:
    lot = replace(PROBLEM.lots[0], unserved_centavos=PROBLEM.lots[0].unserved_centavos + 1)
    other = replace(PROBLEM, lots=(lot, *PROBLEM.lots[1:]))
    assert problem_sha256(PROBLEM) != problem_sha256(other)


@pytest.mark.parametrize("wrong", [1.0, 1.5, True, "7", None, 2**64, [1]])
def test_what_is_no_whole_number_is_refused_with_its_place(wrong: object) -> None:
    refused = refusal(changed(lambda value: value["bids"][2].update(minimum_pieces=wrong)))
    assert refused.code == "award-problem-not-whole-number"
    place = {key: refused.values[key] for key in ("list", "index", "id", "field")}
    assert place == {"list": "bids", "index": 2, "id": PROBLEM.bids[2].id, "field": "minimum_pieces"}


CHANGES: dict[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
    "a key too many": ("award-problem-key-unknown", lambda v: v["lots"][0].update(colour="red")),
    "a key too few": ("award-problem-key-missing", lambda v: v["lots"][0].pop("code")),
    "no title": ("award-problem-key-missing", lambda v: v.pop("title")),
    "a list too many": ("award-problem-key-unknown", lambda v: v.update(notes=[])),
    "a second spelling": ("award-problem-text-not-nfc", lambda v: v.update(title="Nin\u0303o")),
    "a number as text": ("award-problem-not-text", lambda v: v["suppliers"][0].update(id=7)),
    "a size of its own": ("award-problem-not-one-of", lambda v: v["suppliers"][0].update(size="tiny")),
    "one for true": ("award-problem-not-yes-or-no", lambda v: v["lots"][0].update(shares_follow_price=1)),
    "text for a list": ("award-problem-not-list", lambda v: v["lots"][0].update(preferred_origins="MX")),
    "no list of bids": ("award-problem-not-list", lambda v: v.update(bids={})),
    "a bid that is no object": ("award-problem-not-object", lambda v: v["bids"].append(["x"])),
    "a fraction among pieces": (
        "award-problem-not-whole-number",
        lambda v: v["lots"][0]["pieces_by_period"].append(0.5),
    ),
    "a tier of three": ("award-problem-not-a-tier", lambda v: v["bids"][0]["prices"].append([1, 2, 3])),
    "another format": ("award-problem-other-format", lambda v: v.update(format="lots")),
    "another version": ("award-problem-other-version", lambda v: v.update(version=2)),
    "true as version": ("award-problem-other-version", lambda v: v.update(version=True)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_problem_of_another_shape_is_refused(name: str) -> None:
    code, change = CHANGES[name]
    assert refusal(changed(change)).code == code


def test_a_rebate_carries_the_keys_of_its_kind_only() -> None:
    problem = next(p for p in (small(seed, 8) for seed in range(99)) if any(r.kind == "lump" for r in p.rebates))
    value = json.loads(problem_to_json(problem))
    lump = next(row for row in value["rebates"] if row["kind"] == "lump")
    assert sorted(lump) == ["id", "kind", "lots", "measure", "rebate_centavos", "supplier", "threshold"]
    lump["percent"] = 3
    assert refusal(written(value)).code == "award-problem-key-unknown"


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"1e400", b"-"])
def test_what_json_does_not_know_as_a_number_is_refused(number: bytes) -> None:
    data = BYTES.replace(b'"nondelivery_weight_permyriad":', b'"nondelivery_weight_permyriad":' + number + b",", 1)
    assert refusal(data).code == "award-problem-not-json"


def test_a_key_twice_is_refused_by_its_name() -> None:
    refused = refusal(BYTES.replace(b'"currency":', b'"currency":"USD","currency":', 1))
    assert (refused.code, refused.values["field"]) == ("award-problem-key-twice", "currency")


@pytest.mark.parametrize("data", [BYTES + b"\n", b" " + BYTES, json.dumps(json.loads(BYTES)).encode()])
def test_bytes_in_another_order_or_with_blanks_are_refused(data: bytes) -> None:
    assert refusal(data).code == "award-problem-not-canonical"


def test_a_number_beyond_64_bits_cannot_be_written() -> None:
    rule = replace(PROBLEM.rules[0], limit=2**64, limit_percent=None)
    with pytest.raises(Refused, match="award-problem-not-writable"):
        problem_to_json(replace(PROBLEM, rules=(rule,)))
