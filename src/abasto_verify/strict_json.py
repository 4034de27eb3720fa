"""JSON of which there is one way to write each value: keys sorted, no blanks, no floats, no key twice, NFC text.

Whoever may write the same thing in two ways may show two people two things under one name.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .findings import Refused, Unreadable

MOST_BYTES = 1 << 30


def read(path: str) -> tuple[bytes, Any]:
    """The bytes of a file and what they say; not yet whether they are canonical. Raises `Unreadable`, `Refused`.

    Of a key twice the last value is read; the bytes are then not canonical.
    """
    try:
        if Path(path).stat().st_size > MOST_BYTES:
            raise Refused("file-too-large", file=path, most=MOST_BYTES)
        data = Path(path).read_bytes()
    except OSError as error:
        raise Unreadable("no-file", file=path, why=error.strerror or "") from None
    try:
        text = data.decode("utf-8")
        value = json.loads(text, parse_float=_no_float, parse_constant=_no_float)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Unreadable("no-json", file=path, why=str(error)) from None
    except ValueError:  # Python reads no number of more than 4,300 digits.
        raise Refused("number-too-long", file=path) from None
    except RecursionError:
        raise Refused("too-deep", file=path) from None
    except Refused as refused:
        raise refused.of_file(path) from None
    if not unicodedata.is_normalized("NFC", text):
        raise Refused("text-not-nfc", file=path)
    return data, value


def read_as(path: str, wanted: str, checker: Callable[[Any], None]) -> tuple[bytes, Any]:
    """Read a file of one format and shape. Raises `Unreadable` when it is no such document, else `Refused`."""
    data, value = read(path)
    found = value.get("format") if type(value) is dict else None
    if found != wanted:
        raise Unreadable("other-format", file=path, found=ascii(found)[:60], wanted=wanted)
    in_file(path, checker, value)
    return data, value


def in_file(path: str, checker: Callable[[Any], None], value: Any) -> None:
    """Run a checker; what it refuses names the file."""
    try:
        checker(value)
    except Refused as refused:
        raise refused.of_file(path) from None
    except RecursionError:
        raise Refused("too-deep", file=path) from None


def canonical(value: Any) -> str:
    """The one text of a value."""
    return _write(value)


def canonical_each(values: list[Any]) -> list[str]:
    """The one text of each value, with one call of the encoder: a line feed, as text of its own, stands between them.

    Inside a text of JSON a quote has a backslash before it, so that no value holds what is split at.
    """
    whole = canonical([part for value in values for part in ("\n", value)])
    return whole[len('["\\n",') : -1].split(',"\\n",') if values else []


def require_canonical(data: bytes, text: str, path: str) -> None:
    """Raises `Refused` where the bytes are not those of the canonical text; says the key twice or the first place."""
    own = text.encode("utf-8", "replace")
    if data != own:
        in_file(path, _require_keys_once, data)
        place = next((i for i, (a, b) in enumerate(zip(data, own, strict=False)) if a != b), min(len(data), len(own)))
        raise Refused("not-canonical", file=path, byte=place)


_write = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


def _require_keys_once(data: bytes) -> None:
    json.loads(data.decode("utf-8"), object_pairs_hook=_no_key_twice)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        times = Counter(key for key, _ in pairs)
        raise Refused("key-twice", key=next(key for key in times if times[key] > 1))
    return found


def _no_float(text: str) -> None:
    raise Refused("no-whole-number", number=text[:40])
