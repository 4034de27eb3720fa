"""How the tests change a place of a file: small functions that take the JSON values by name."""

from collections.abc import Callable
from typing import Any

Files = dict[str, Any]
Change = Callable[[Files], None]


def put(path: str, value: Any) -> Change:
    """Set a place such as "claim.awards.0.1"; a value that can be called gets what was there."""

    def change(files: Files) -> None:
        at, last = _place(files, path)
        at[last] = value(at[last]) if callable(value) else value

    return change


def drop(path: str) -> Change:
    def change(files: Files) -> None:
        at, last = _place(files, path)
        del at[last]

    return change


def more(path: str, value: Any) -> Change:
    return put(path, lambda some: [*some, value])


def both(*changes: Change) -> Change:
    def change(files: Files) -> None:
        for one in changes:
            one(files)

    return change


def plus(number: int) -> Callable[[int], int]:
    return lambda value: value + number


def swap(some: list[Any]) -> list[Any]:
    return [some[1], some[0], *some[2:]]


def _place(files: Files, path: str) -> tuple[Any, Any]:
    *keys, last = path.split(".")
    at: Any = files
    for key in keys:
        at = at[int(key)] if isinstance(at, list) else at[key]
    return at, int(last) if isinstance(at, list) else last
