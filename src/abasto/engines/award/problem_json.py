"""An award problem as its one canonical JSON file, and back: what is hashed, solved and verified.

The format is docs/award-problem.md: keys sorted by code point, no blanks, whole numbers of at most 64 bits, NFC text.
"""

import hashlib
import json
from typing import Any

import orjson

from abasto.base.refusal import Refused
from abasto.engines.award.problem import FORMAT, VERSION, Problem
from abasto.engines.award.problem_shape import (
    FORMAT_RULE,
    HEADER,
    LISTS,
    REBATE_KEYS,
    read_list,
    read_row,
    require_keys,
)


def problem_to_json(problem: Problem) -> bytes:
    """The canonical bytes. Raises `Refused` where a number does not fit in 64 bits or a text is no Unicode text."""
    value: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    value |= {key: getattr(problem, key) for key in HEADER}
    value |= {key: [vars(row) for row in getattr(problem, key)] for key in LISTS if key != "rebates"}
    value["rebates"] = [{key: getattr(row, key) for key in REBATE_KEYS[row.kind]} for row in problem.rebates]
    return _canonical(value)


def problem_sha256(problem: Problem) -> str:
    """The problem's name: SHA-256 of its canonical bytes, 64 hex digits."""
    return hashlib.sha256(problem_to_json(problem)).hexdigest()


def problem_from_json(data: bytes) -> Problem:
    """The problem of canonical bytes. Raises `Refused` with list, index (from 0), id and field of what is wrong."""
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Refused("award-problem-not-json", FORMAT_RULE, {"found": str(error)}) from None
    problem = problem_from_value(value)
    canonical = _canonical(value)
    if canonical != data:
        _refuse_other_bytes(data, canonical)
    return problem


def problem_from_value(value: Any) -> Problem:
    """The problem of what JSON says (objects, lists, text, whole numbers); shape and types are checked, no more."""
    if type(value) is not dict or value.get("format") != FORMAT:
        raise Refused("award-problem-other-format", FORMAT_RULE, {"found": _shown_format(value), "wanted": FORMAT})
    if type(value.get("version")) is not int or value["version"] != VERSION:
        raise Refused("award-problem-other-version", FORMAT_RULE, {"found": value.get("version"), "wanted": VERSION})
    require_keys("header", 0, value, {"format", "version", *HEADER, *LISTS})
    header = read_row("header", 0, {key: value[key] for key in HEADER}, HEADER)
    lists: dict[str, Any] = {name: read_list(name, value[name]) for name in LISTS}
    return Problem(**header, **lists)


def _shown_format(value: Any) -> str:
    return repr(value.get("format"))[:60] if type(value) is dict else repr(value)[:60]


def _canonical(value: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise Refused("award-problem-not-writable", FORMAT_RULE, {"found": str(error)}) from None


def _refuse_other_bytes(data: bytes, canonical: bytes) -> None:
    """Say why bytes that read well are not canonical: a key twice, or the first byte that differs."""
    json.loads(data, object_pairs_hook=_no_key_twice)
    pairs = enumerate(zip(data, canonical, strict=False))
    place = next((index for index, (found, wanted) in pairs if found != wanted), min(len(data), len(canonical)))
    found = data[place : place + 20].decode("utf-8", "replace")
    raise Refused("award-problem-not-canonical", FORMAT_RULE, {"byte": place, "found": found})


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Refused("award-problem-key-twice", FORMAT_RULE, {"field": key, "id": found.get("id", "")})
        found[key] = value
    return found
