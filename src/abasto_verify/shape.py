"""What a value must look like before anything is computed from it: tables of shapes, and what reads and applies them.

A checker is a function of the value that raises `Refused`; those that hold others add where it happened. A line of a
table is a name and: `1..9`, a range; words, of which it is one; `{key:type ...}`, an object with exactly these keys
(`~` for `:`, the key may be absent); `(type ...)`, a list of these places; `|kind`, the shape `name.KIND` by the value
of that key or place; `?key`, the shape `name+key` of an object with the key, else `name-key`.
After a type: `[]` a list of it, `[+]` not empty, `{}` an object of it, any keys, `?` or null.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from .findings import Refused

Checker = Callable[[Any], None]
MOST = 10**40 - 1
TEXTS = {
    "id": r"[!-~]{1,200}",
    "id-or-nothing": r"[!-~]{0,200}",
    "row": r"[!-~]{1,900}",
    "country": r"[A-Z]{2}",
    "country-or-nothing": r"([A-Z]{2})?",
    "digest": r"[0-9a-f]{64}",
    "percent": r"(0|[1-9][0-9]{0,8})(\.[0-9]{0,8}[1-9])?",
    "fraction": r"(0|[1-9][0-9]{0,39})(/[1-9][0-9]{0,39})?",
    "pattern": r"[1-9][0-9]{0,2}(/[1-9][0-9]?){0,4}",
}


def whole(least: int, most: int) -> Checker:
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
        _each(whole(0, MOST))(value)


def boolean(value: Any) -> None:
    if type(value) is not bool:
        raise Refused("not-true-or-false", value=_shown(value))


def words(value: Any) -> None:
    """Text for people: letters of one script, no invisible or control characters, no blank but the common one."""
    if type(value) is not str or len(value) > 2000:
        raise Refused("not-text", value=_shown(value))
    if value.isascii() and value.isprintable():
        return
    scripts = {unicodedata.name(char, "?").split(" ")[0] for char in value if char.isalpha() and char not in "ªº"}
    if len(scripts) > 1 or any(unicodedata.category(char)[0] in "CZM" and char != " " for char in value):
        raise Refused("text-that-misleads", value=_shown(value))


def _text(name: str, pattern: str) -> Checker:
    matches = re.compile(pattern).fullmatch

    def check(value: Any) -> None:
        if type(value) is not str or not matches(value):
            raise Refused("not-written-as", value=_shown(value), kind=name)

    return check


def _one_of(allowed: Iterable[str]) -> Checker:
    def check(value: Any) -> None:
        if type(value) is not str or value not in allowed:
            raise Refused("not-one-of", value=_shown(value), allowed=" ".join(allowed))

    return check


def _each(checker: Checker, least: int = 0) -> Checker:
    def check(value: Any) -> None:
        if type(value) is not list or len(value) < least:
            raise Refused("not-a-list", value=_shown(value))
        done = 0
        try:
            for one in value:
                checker(one)
                done += 1
        except Refused as refused:
            raise refused.at(f"[{done}]") from None

    return check


def _places(checkers: list[Checker]) -> Checker:
    def check(value: Any) -> None:
        if type(value) is not list or len(value) != len(checkers):
            raise Refused("not-a-list", value=_shown(value))
        for checker, one in zip(checkers, value, strict=True):
            checker(one)

    return check


def _object(checkers: dict[str, Checker], optional: set[str]) -> Checker:
    keys = checkers.keys()

    def check(value: Any) -> None:
        if type(value) is not dict:
            raise Refused("not-an-object", value=_shown(value))
        if value.keys() != keys and not keys - optional <= value.keys() <= keys:
            extra, lacking = sorted(value.keys() - keys), sorted(keys - optional - value.keys())
            raise Refused("other-keys", extra=" ".join(extra), lacking=" ".join(lacking))
        key = ""
        try:
            for key, one in value.items():
                checkers[key](one)
        except Refused as refused:
            raise refused.at(f".{key}") from None

    return check


def _map(checker: Checker) -> Checker:
    def check(value: Any) -> None:
        if type(value) is not dict:
            raise Refused("not-an-object", value=_shown(value))
        for one in value.values():
            checker(one)

    return check


class Shapes:
    """Checkers by name, made from the lines of a text."""

    def __init__(self, text: str) -> None:
        self._lines = dict(line.split(None, 1) for line in text.strip().splitlines())
        self._made: dict[str, Checker] = {name: _text(name, pattern) for name, pattern in TEXTS.items()}
        self._made |= {
            "wholes": wholes,
            "whole": whole(0, MOST),
            "any": whole(-MOST, MOST),
            "words": words,
            "boolean": boolean,
        }

    def checker(self, name: str) -> Checker:
        """The checker of a type; shapes that hold themselves are looked up when they are met."""
        if name.endswith("?"):
            inner = self.checker(name[:-1])
            return lambda value: None if value is None else inner(value)
        if name.endswith("]"):
            return _each(self.checker(name[: name.rindex("[")]), name.count("+", name.rindex("[")))
        if name.endswith("{}"):
            return _map(self.checker(name[:-2]))
        if name not in self._made:
            self._made[name] = self._later(name)
            self._made[name] = self._of_line(name, self._lines[name])
        return self._made[name]

    def _later(self, name: str) -> Checker:
        def check(value: Any) -> None:
            self._made[name](value)

        return check

    def _of_line(self, name: str, line: str) -> Checker:
        if line[0] == "{":
            fields = [re.split("[:~]", field) for field in line.strip("{}").split()]
            return _object({key: self.checker(kind) for key, kind in fields}, set(re.findall(r"(\w+)~", line)))
        if line[0] == "(":
            return _places([self.checker(kind) for kind in line.strip("()").split()])
        if line[0] == "|":
            kinds = {one.split(".")[1]: self.checker(one) for one in self._lines if one.startswith(f"{name}.")}
            return _by_kind(line[1:], kinds)
        if line[0] == "?":
            with_key, without = self.checker(f"{name}+{line[1:]}"), self.checker(f"{name}-{line[1:]}")
            return lambda value: (with_key if type(value) is dict and line[1:] in value else without)(value)
        if ".." in line:
            return whole(*map(int, line.split("..")))
        return _one_of([word.strip('"') for word in line.split()])


def _by_kind(key: str, kinds: dict[str, Checker]) -> Checker:
    """key: that of an object, or 0 for the first place of a list."""
    is_one_of = _one_of(kinds)

    def check(value: Any) -> None:
        kind = value.get(key) if type(value) is dict else value[0] if type(value) is list and value else None
        is_one_of(kind)
        kinds[str(kind)](value)

    return check


def unique(name: str, values: Iterable[Any]) -> None:
    """Raises `Refused` when one of the values occurs twice."""
    seen: set[Any] = set()
    for value in values:
        if value in seen:
            raise Refused("twice", where=name, id=value)
        seen.add(value)


def _shown(value: object) -> str:
    """The start of a value; a number of thousands of digits is not written out."""
    return "a number of more than 40 digits" if type(value) is int and abs(value) > MOST else ascii(value)[:60]
