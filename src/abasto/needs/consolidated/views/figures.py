"""The need of a round as matrices, and its sums by code, group, institution, state, category and month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
NATIONAL = ""
"""The state of a buyer that works in all of them."""


@dataclass(frozen=True)
class CodeOf:
    """A code of the round; generic_name and dosage_form "" where the description does not tell them."""

    item_id: int
    clave: str
    description: str
    unit: str
    category: str
    generic_name: str
    dosage_form: str


@dataclass(frozen=True)
class BuyerOf:
    """A buyer: its own code and name, those of the institution at the top of the tree, its state (INEGI key)."""

    code: str
    name: str
    top_code: str
    top_name: str
    state: str


@dataclass(frozen=True, eq=False)
class Figures:
    """What is asked for: minimum and maximum of shape (codes, buyers), by_month of shape (buyers, categories, months).

    categories: those of by_month, in order. source: "locked" (need lines) or "accepted" (lines not locked yet), with
    the number of the version, 0 for none; is_stated: from request lines, whose months were stated.
    """

    codes: tuple[CodeOf, ...]
    buyers: tuple[BuyerOf, ...]
    minimum: Ints
    maximum: Ints
    categories: tuple[str, ...]
    by_month: Ints
    source: str
    version: int
    is_stated: bool

    @property
    def months(self) -> int:
        return int(self.by_month.shape[2])

    def of_buyers(self, is_shown: Callable[[BuyerOf], bool]) -> "Figures":
        """The same figures over some of the buyers."""
        kept = [at for at, buyer in enumerate(self.buyers) if is_shown(buyer)]
        return Figures(
            self.codes, tuple(self.buyers[at] for at in kept), self.minimum[:, kept], self.maximum[:, kept],
            self.categories, self.by_month[kept], self.source, self.version, self.is_stated,
        )  # fmt: skip


@dataclass(frozen=True)
class Sum:
    """The need of a part: codes with pieces, buyers with pieces, minimum and maximum pieces; before: last round's."""

    key: str
    name: str
    codes: int
    buyers: int
    minimum: int
    maximum: int
    before: int | None = None

    @property
    def change(self) -> int | None:
        return None if self.before is None else self.maximum - self.before


def by_institution(now: Figures, before: Figures | None) -> list[Sum]:
    """A sum per institution at the top of the tree, the largest first."""
    return _over_buyers(now, before, lambda buyer: (buyer.top_code, buyer.top_name))


def by_state(now: Figures, before: Figures | None) -> list[Sum]:
    """A sum per state, in the order of its key; buyers that work in all of them stand under `NATIONAL`."""
    found = _over_buyers(now, before, lambda buyer: (buyer.state, buyer.state))
    return sorted(found, key=lambda one: (one.key == NATIONAL, one.key))


def by_category(now: Figures, before: Figures | None) -> list[Sum]:
    """A sum per category, the largest first."""
    return _over_codes(now, before, lambda code: (code.category, code.category))


def by_group(now: Figures, before: Figures | None) -> list[Sum]:
    """A sum per therapeutic group: codes of one category with one generic name, as the compendium's text tells it.

    A code whose text names none stands by itself.
    """
    return _over_codes(now, before, group_of)


def group_of(code: CodeOf) -> tuple[str, str]:
    """Key and name of the group of a code."""
    name = " ".join(code.generic_name.split())
    return (f"{code.category}|{name.casefold()}", name) if name else (code.clave, code.clave)


def by_month(now: Figures) -> Ints:
    """Maximum pieces of shape (months, categories)."""
    return np.asarray(now.by_month.sum(axis=0).T, dtype=np.int64)


def totals(now: Figures) -> Sum:
    """The whole."""
    return _sum("", "", now.minimum, now.maximum, None)


def _over_buyers(now: Figures, before: Figures | None, of: Callable[[BuyerOf], tuple[str, str]]) -> list[Sum]:
    was: dict[str, int] = {}
    if before is not None:
        for pieces, buyer in zip(before.maximum.sum(axis=0).tolist(), before.buyers, strict=True):
            was[of(buyer)[0]] = was.get(of(buyer)[0], 0) + pieces
    places = _places([of(buyer) for buyer in now.buyers])
    found = [
        _sum(*key, now.minimum[:, at], now.maximum[:, at], None if before is None else was.get(key[0], 0))
        for key, at in places.items()
    ]
    return sorted(found, key=lambda one: (-one.maximum, one.key))


def _over_codes(now: Figures, before: Figures | None, of: Callable[[CodeOf], tuple[str, str]]) -> list[Sum]:
    was: dict[str, int] = {}
    if before is not None:
        for pieces, code in zip(before.maximum.sum(axis=1).tolist(), before.codes, strict=True):
            was[of(code)[0]] = was.get(of(code)[0], 0) + pieces
    found = [
        _sum(*key, now.minimum[at], now.maximum[at], None if before is None else was.get(key[0], 0))
        for key, at in _places([of(code) for code in now.codes]).items()
    ]
    return sorted((one for one in found if one.maximum or one.before), key=lambda one: (-one.maximum, one.key))


def _places(keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    found: dict[str, tuple[tuple[str, str], list[int]]] = {}
    for at, key in enumerate(keys):
        found.setdefault(key[0], (key, []))[1].append(at)
    return dict(found.values())


def _sum(key: str, name: str, minimum: Ints, maximum: Ints, before: int | None) -> Sum:
    asked = maximum > 0
    return Sum(
        key, name, int(asked.any(axis=1).sum()), int(asked.any(axis=0).sum()), int(minimum.sum()),
        int(maximum.sum()), before,
    )  # fmt: skip


def summed(figures: Figures) -> Figures:
    """The same need as of one buyer, for whoever may see the sums but not whose they are."""
    everyone = (BuyerOf("", "", "", "", ""),)
    return Figures(
        figures.codes, everyone, figures.minimum.sum(axis=1, keepdims=True), figures.maximum.sum(axis=1, keepdims=True),
        figures.categories, figures.by_month.sum(axis=0, keepdims=True), figures.source, figures.version,
        figures.is_stated,
    )  # fmt: skip
