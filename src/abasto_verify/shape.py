"""What a value must look like before anything is computed from it: exact keys, types, ranges, plain ids, honest text.

A checker is a function of the value that raises `Refused`; the ones that hold others add where it happened.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from .findings import Refused

Checker = Callable[[Any], None]
ID = re.compile(r"[!-~]{1,200}")
COUNTRY = re.compile(r"[A-Z]{2}")
HEX = re.compile(r"[0-9a-f]{64}")
PERCENT = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]{0,8}[1-9])?")
FRACTION = re.compile(r"(0|[1-9][0-9]{0,39})(/[1-9][0-9]{0,39})?")
MOST_LETTERS = 2000
MOST = 10**40 - 1


def whole(least: int = 0, most: int = MOST) -> Checker:
    """A whole number in a range, of 40 digits at most; true and false are none."""

    def check(value: Any) -> None:
        if type(value) is not int:
            raise Refused("not-a-number", value=_shown(value))
        if not least <= value <= most:
            raise Refused("out-of-range", value=_shown(value), least=least, most=most)

    return check


def wholes(value: Any) -> None:
    """A list of whole numbers, none negative."""
    if type(value) is not list:
        raise Refused("not-a-list", value=_shown(value))
    if value and (set(map(type, value)) != {int} or min(value) < 0 or max(value) > MOST):
        each(whole())(value)


def boolean(value: Any) -> None:
    if type(value) is not bool:
        raise Refused("not-true-or-false", value=_shown(value))


def text(pattern: re.Pattern[str], code: str) -> Checker:
    def check(value: Any) -> None:
        if type(value) is not str or not pattern.fullmatch(value):
            raise Refused(code, value=_shown(value))

    return check


def one_of(*values: object) -> Checker:
    def check(value: Any) -> None:
        if not any(type(value) is type(one) and value == one for one in values):
            raise Refused("not-one-of", value=_shown(value), allowed=" ".join(map(str, values)))

    return check


ident = text(ID, "not-an-id")
country = text(COUNTRY, "not-a-country")
digest = text(HEX, "not-a-digest")
percent = text(PERCENT, "not-a-percent")
fraction = text(FRACTION, "not-a-fraction")


def words(value: Any) -> None:
    """Text for people: letters of one script, no invisible or control characters, no blank but the common one."""
    if type(value) is not str or len(value) > MOST_LETTERS:
        raise Refused("not-text", value=_shown(value))
    if value.isascii() and value.isprintable():
        return
    scripts = {unicodedata.name(char, "?").split(" ")[0] for char in value if char.isalpha() and char not in "ªº"}
    strange = [char for char in value if unicodedata.category(char)[0] in "CZM" and char != " "]
    if strange or len(scripts) > 1:
        raise Refused("text-that-misleads", value=value.encode("unicode_escape").decode()[:80])


def each(checker: Checker, least: int = 0, most: int | None = None) -> Checker:
    def check(value: Any) -> None:
        if type(value) is not list:
            raise Refused("not-a-list", value=_shown(value))
        if len(value) < least or (most is not None and len(value) > most):
            raise Refused("list-length", value=len(value), least=least, most="" if most is None else most)
        done = 0
        try:
            for one in value:
                checker(one)
                done += 1
        except Refused as refused:
            raise _at(refused, f"[{done}]") from None

    return check


def pair(*checkers: Checker) -> Checker:
    """A list with one checker for each place."""

    def check(value: Any) -> None:
        if type(value) is not list or len(value) != len(checkers):
            raise Refused("not-a-list", value=_shown(value))
        for checker, one in zip(checkers, value, strict=True):
            checker(one)

    return check


def maybe(checker: Checker) -> Checker:
    def check(value: Any) -> None:
        if value is not None:
            checker(value)

    return check


def record(checkers: dict[str, Checker]) -> Checker:
    """An object with exactly these keys."""
    keys, items = checkers.keys(), list(checkers.items())

    def check(value: Any) -> None:
        if type(value) is not dict:
            raise Refused("not-an-object", value=_shown(value))
        if value.keys() != keys:
            raise Refused(
                "other-keys", extra=" ".join(sorted(value.keys() - keys)), lacking=" ".join(sorted(keys - value.keys()))
            )
        key = ""
        try:
            for key, checker in items:
                checker(value[key])
        except Refused as refused:
            raise _at(refused, f".{key}") from None

    return check


def unique(name: str, values: list[Any]) -> None:
    """Raises `Refused` when one of the values occurs twice."""
    seen: set[Any] = set()
    for value in values:
        if value in seen:
            raise Refused("twice", where=name, id=value)
        seen.add(value)


def _at(refused: Refused, place: str) -> Refused:
    return type(refused)(refused.code, **{**refused.values, "where": place + str(refused.values.get("where", ""))})


def _shown(value: object) -> str:
    """The start of a value; a number of thousands of digits is not written out."""
    return "a number of more than 40 digits" if type(value) is int and abs(value) > MOST else repr(value)[:60]
