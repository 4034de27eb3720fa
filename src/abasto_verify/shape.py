"""What a value must look like before anything is computed from it: tables of shapes, and what reads and applies them.

A checker looks at many values at once, which is quick, and raises `Refused` where one of them is wrong; those that hold
others then ask again, one by one, to say where. A line of a table is a name and: `1..9`, a range; words, of which it is
one; `{key:type ...}`, an object with exactly these keys (`~` for `:`, the key may be absent); `(type ...)`, a list of
these places; `|kind`, the shape `name.KIND` by the value of that key or place; `?key`, the shape `name+key` of an
object with the key, else `name-key`.
After a type: `[]` a list of it, `[+]` not empty, `{}` an object of it, any keys, `?` or null.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from itertools import chain
from typing import Any

from .findings import Refused

Checker = Callable[[list[Any]], None]
MOST = 10**40 - 1
PLAIN = {"id": (1, 200), "id-or-nothing": (0, 200), "row": (1, 900)}
"""Printable ASCII without blanks: the fewest and the most characters."""
TEXTS = {
    "country": r"[A-Z]{2}",
    "country-or-nothing": r"([A-Z]{2})?",
    "digest": r"[0-9a-f]{64}",
    "percent": r"(0|[1-9][0-9]{0,8})(\.[0-9]{0,8}[1-9])?",
    "fraction": r"(0|[1-9][0-9]{0,39})(/[1-9][0-9]{0,39})?",
    "pattern": r"[1-9][0-9]{0,2}(/[1-9][0-9]?){0,4}",
}


def _all_are(kind: type, values: list[Any], code: str) -> None:
    """Of exactly this type: to Python `True` is a whole number too."""
    if not set(map(type, values)) <= {kind}:
        raise Refused(code, value=_shown(next(value for value in values if type(value) is not kind)))


def whole(least: int, most: int) -> Checker:
    def check(values: list[Any]) -> None:
        _all_are(int, values, "not-a-number")
        for value in (min(values, default=least), max(values, default=most)):
            if not least <= value <= most:
                raise Refused("out-of-range", value=_shown(value), least=least, most=most)

    return check


def boolean(values: list[Any]) -> None:
    _all_are(bool, values, "not-true-or-false")


def words(values: list[Any]) -> None:
    """Text for people: letters of one script, no invisible or control characters, no blank but the common one."""
    _all_are(str, values, "not-text")
    for value in set(values):
        if len(value) > 2000:
            raise Refused("not-text", value=_shown(value))
        if value.isascii() and value.isprintable():
            continue
        scripts = {unicodedata.name(char, "?").split(" ")[0] for char in value if char.isalpha() and char not in "ªº"}
        if len(scripts) > 1 or any(unicodedata.category(char)[0] in "CZM" and char != " " for char in value):
            raise Refused("text-that-misleads", value=_shown(value))


def _plain(name: str, least: int, most: int) -> Checker:
    def are_plain(values: list[str]) -> bool:
        text, lengths = "".join(values), set(map(len, values))
        return text.isascii() and text.isprintable() and " " not in text and lengths <= set(range(least, most + 1))

    def check(values: list[Any]) -> None:
        if not (set(map(type, values)) <= {str} and are_plain(values)):
            wrong = next(value for value in values if type(value) is not str or not are_plain([value]))
            raise Refused("not-written-as", value=_shown(wrong), kind=name)

    return check


def _text(name: str, pattern: str) -> Checker:
    matches = re.compile(pattern).fullmatch

    def check(values: list[Any]) -> None:
        if not (set(map(type, values)) <= {str} and all(map(matches, set(values)))):
            wrong = next(value for value in values if type(value) is not str or not matches(value))
            raise Refused("not-written-as", value=_shown(wrong), kind=name)

    return check


def _one_of(allowed: Iterable[str]) -> Checker:
    known = set(allowed)

    def check(values: list[Any]) -> None:
        if not (set(map(type, values)) <= {str} and set(values) <= known):
            wrong = next(value for value in values if type(value) is not str or value not in known)
            raise Refused("not-one-of", value=_shown(wrong), allowed=" ".join(allowed))

    return check


def _each(checker: Checker, least: int = 0) -> Checker:
    def check(values: list[Any]) -> None:
        _all_are(list, values, "not-a-list")
        if least and not all(values):
            raise Refused("not-a-list", value="[]")
        try:
            checker(list(chain.from_iterable(values)))
        except Refused:
            if len(values) == 1:
                _say_where(checker, values[0])
            raise

    return check


def _say_where(checker: Checker, values: list[Any]) -> None:
    for place, one in enumerate(values):
        try:
            checker([one])
        except Refused as refused:
            raise refused.at(f"[{place}]") from None


def _places(checkers: list[Checker]) -> Checker:
    def check(values: list[Any]) -> None:
        _all_are(list, values, "not-a-list")
        if not set(map(len, values)) <= {len(checkers)}:
            raise Refused("not-a-list", value=_shown(next(value for value in values if len(value) != len(checkers))))
        for checker, column in zip(checkers, zip(*values, strict=True), strict=bool(values)):
            checker(list(column))

    return check


def _object(checkers: dict[str, Checker], optional: set[str]) -> Checker:
    keys = checkers.keys()

    def check(values: list[Any]) -> None:
        _all_are(dict, values, "not-an-object")
        columns = {key: [one[key] for one in values if key in one] for key in keys}
        is_lacking = any(len(columns[key]) < len(values) for key in keys - optional)
        if is_lacking or sum(map(len, columns.values())) != sum(map(len, values)):
            wrong = next(one for one in values if not keys - optional <= one.keys() <= keys)
            extra, lacking = sorted(wrong.keys() - keys), sorted(keys - optional - wrong.keys())
            raise Refused("other-keys", extra=" ".join(extra), lacking=" ".join(lacking))
        key = ""
        try:
            for key in values[0] if len(values) == 1 else keys:
                checkers[key](columns[key])
        except Refused as refused:
            raise refused.at(f".{key}") from None

    return check


def _map(checker: Checker) -> Checker:
    def check(values: list[Any]) -> None:
        _all_are(dict, values, "not-an-object")
        checker([one for value in values for one in value.values()])

    return check


class Shapes:
    """Checkers by name, made from the lines of a text."""

    def __init__(self, text: str) -> None:
        self._lines = dict(line.split(None, 1) for line in text.strip().splitlines())
        self._made: dict[str, Checker] = {name: _text(name, pattern) for name, pattern in TEXTS.items()}
        self._made |= {name: _plain(name, *lengths) for name, lengths in PLAIN.items()}
        self._made |= {"words": words, "boolean": boolean}
        self._made |= {"whole": whole(0, MOST), "any": whole(-MOST, MOST)}
        self._made["wholes"] = _each(self._made["whole"])

    def of_one(self, name: str) -> Callable[[Any], None]:
        """The checker of one value of a type."""
        checker = self.checker(name)
        return lambda value: checker([value])

    def checker(self, name: str) -> Checker:
        """The checker of a type; shapes that hold themselves are looked up when they are met."""
        if name.endswith("?"):
            inner = self.checker(name[:-1])
            return lambda values: inner([value for value in values if value is not None])
        if name.endswith("]"):
            return _each(self.checker(name[: name.rindex("[")]), name.count("+", name.rindex("[")))
        if name.endswith("{}"):
            return _map(self.checker(name[:-2]))
        if name not in self._made:
            self._made[name] = self._later(name)
            self._made[name] = self._of_line(name, self._lines[name])
        return self._made[name]

    def _later(self, name: str) -> Checker:
        def check(values: list[Any]) -> None:
            if values:
                self._made[name](values)

        return check

    def _of_line(self, name: str, line: str) -> Checker:
        if line[0] == "{":
            fields = [re.split("[:~]", field) for field in line.strip("{}").split()]
            return _object({key: self.checker(kind) for key, kind in fields}, set(re.findall(r"(\w+)~", line)))
        if line[0] == "(":
            return _places([self.checker(kind) for kind in line.strip("()").split()])
        if line[0] == "|":
            kinds = {one.split(".")[1]: self.checker(one) for one in self._lines if one.startswith(f"{name}.")}
            return _by_kind(_kind_at(line[1:]), kinds)
        if line[0] == "?":
            kinds = {key: self.checker(f"{name}{key}{line[1:]}") for key in "+-"}
            return _by_kind(lambda value: "+" if type(value) is dict and line[1:] in value else "-", kinds)
        if ".." in line:
            return whole(*map(int, line.split("..")))
        return _one_of([word.strip('"') for word in line.split()])


def _kind_at(key: str) -> Callable[[Any], Any]:
    """The kind of a value. key: that of an object, or 0 for the first place of a list."""
    return lambda value: value.get(key) if type(value) is dict else value[0] if type(value) is list and value else None


def _by_kind(kind_of: Callable[[Any], Any], kinds: dict[str, Checker]) -> Checker:
    is_one_of = _one_of(kinds)

    def check(values: list[Any]) -> None:
        found = list(map(kind_of, values))
        is_one_of(found)
        for kind in set(found):
            kinds[kind]([value for value, one in zip(values, found, strict=True) if one == kind])

    return check


def unique(name: str, values: Collection[Any]) -> None:
    """Raises `Refused` when one of the values occurs twice."""
    seen: set[Any] = set()
    if len(set(values)) == len(values):
        return
    for value in values:
        if value in seen:
            raise Refused("twice", where=name, id=value)
        seen.add(value)


def _shown(value: object) -> str:
    """The start of a value; a number of thousands of digits is not written out."""
    return "a number of more than 40 digits" if type(value) is int and abs(value) > MOST else ascii(value)[:60]
