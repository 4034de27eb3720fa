"""Canonical JSON (RFC 8785): the same data gives the same bytes, so it can be hashed.

RFC 8785 writes numbers as doubles: money and other Decimals go in as strings, and integers stay within 2^53.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import rfc8785

from ..base.money import Money
from ..base.refusal import Refused

CITATION = "RFC 8785"


def canonical(value: object) -> bytes:
    """Canonical JSON of mappings, sequences, text, numbers, dates, Decimals and Money; refuses `not-canonical`."""
    try:
        return rfc8785.dumps(_plain(value))
    except rfc8785.CanonicalizationError as error:
        raise Refused("not-canonical", CITATION, {"found": str(error)}) from error


def canonical_text(value: object) -> str:
    """Canonical JSON as text."""
    return canonical(value).decode()


def sha256_of(value: object) -> str:
    """SHA-256 of the canonical JSON, lowercase hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def utc_text(at: datetime) -> str:
    """A moment in UTC with microseconds (RFC 3339); refuses `time-without-zone`."""
    if at.tzinfo is None:
        raise Refused("time-without-zone", "RFC 3339", {"value": at.isoformat()})
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: object) -> Any:
    """The value in JSON's own types; what is none of them is left for rfc8785 to refuse."""
    match value:
        case Mapping():
            return {_key(key): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case Money():
            return {"amount": _plain(value.amount), "currency": value.currency}
        case Decimal() | date():
            return _text(value)
        case _:
            return value


def _text(value: Decimal | date) -> str:
    match value:
        case Decimal():
            return format(value, "f")
        case datetime():
            return utc_text(value)
        case _:
            return value.isoformat()


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise Refused("not-canonical", CITATION, {"found": f"key {key!r} is no text"})
    return key
