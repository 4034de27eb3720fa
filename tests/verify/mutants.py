"""Mutants of a file, by a seed: of its bytes, or of its JSON value, where whoever cheats writes it well again."""

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

TOKENS = [
    b"0",
    b"-1",
    b"1e9",
    b"1.5",
    b"NaN",
    b"true",
    b"null",
    b'""',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\\u0000",
    b"\xff",
]
NUMBERS = [0, 1, -1, 2, 100, 101, 10**6, 2**53 + 1, 2**63, 10**39, 10**40, 10**60]


def of_bytes(data: bytes, random: Random) -> bytes:
    """One to four changes: flips, deletions, insertions, doublings, tokens, digits."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        at, length = random.randrange(len(data)), random.choice((1, 1, 2, 8, 40))
        kind = random.randrange(6)
        if kind == 0:
            data = data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :]
        elif kind == 1:
            data = data[:at] + data[at + length :]
        elif kind == 2:
            data = data[:at] + random.choice(TOKENS) + data[at:]
        elif kind == 3:
            data = data[:at] + data[at : at + length] + data[at:]
        elif kind == 4:
            other = random.randrange(len(data))
            data = data[:at] + data[other : other + length] + data[at + length :]
        else:
            digits = [place for place in range(at, min(at + 400, len(data))) if data[place : place + 1].isdigit()]
            place = random.choice(digits or [at])
            data = data[:place] + str(random.randrange(10)).encode() + data[place + 1 :]
        if not data:
            return b"0"
    return data


def of_value(value: Any, random: Random) -> None:
    """Change one to three places of a JSON value."""
    for _ in range(random.choice((1, 1, 2, 3))):
        places = list(_places(value))
        _change(*random.choice(places), random, [at[key] for at, key in places])


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def _change(at: Any, key: Any, random: Random, every: list[Any]) -> None:
    old = at[key]
    if isinstance(old, int) and not isinstance(old, bool) and random.random() < 0.9:
        at[key] = random.choice([old + 1, old - 1, 2 * old, -old, old // 2, *NUMBERS])
    elif isinstance(old, bool):
        at[key] = not old
    elif isinstance(old, list) and old and random.random() < 0.9:
        place, other = random.randrange(len(old)), random.randrange(len(old))
        kind = random.randrange(3)
        if kind == 0:
            old[place], old[other] = old[other], old[place]
        elif kind == 1:
            del old[place]
        else:
            old.insert(place, deepcopy(old[other]))
    elif random.random() < 0.15:
        del at[key]
    else:
        same = [one for one in every if type(one) is type(old)]
        at[key] = deepcopy(random.choice(same if random.random() < 0.8 else every))
