"""The need of a round as matrices, and its sums by code, group, institution, state, category and month."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....base.quantity import split_largest_remainder

Ints = NDArray[np.int64]
Numbers = NDArray[np.generic]
Key = tuple[str, str]
"""What rows are added by, and how people call it."""
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


@dataclass(frozen=True)
class Placed:
    """A state's need: pieces of buyers of that state, and of buyers of the whole country by their delivery points."""

    state: str
    own: int
    shared: int
    before: int | None

    @property
    def pieces(self) -> int:
        return self.own + self.shared


def by_state(now: Figures, before: Figures | None, points: Mapping[str, Mapping[str, int]]) -> list[Placed]:
    """The need of every state, by its key; what nobody can place stands under `NATIONAL`.

    points: delivery points by state, of buyers that work in several. Their pieces are split over the states by largest
    remainder, a point a share; one without points is not placed.
    """
    own, shared = _placed(now, points)
    was = None
    if before is not None:
        parts = _placed(before, points)
        was = {state: parts[0].get(state, 0) + parts[1].get(state, 0) for state in {*parts[0], *parts[1]}}
    return [
        Placed(state, own.get(state, 0), shared.get(state, 0), None if was is None else was.get(state, 0))
        for state in sorted({*own, *shared}, key=lambda one: (one == NATIONAL, one))
    ]


def _placed(figures: Figures, points: Mapping[str, Mapping[str, int]]) -> tuple[dict[str, int], dict[str, int]]:
    own: dict[str, int] = {}
    shared: dict[str, int] = {}
    for buyer, pieces in zip(figures.buyers, figures.maximum.sum(axis=0).tolist(), strict=True):
        spread = points.get(buyer.code, {}) if buyer.state == NATIONAL else {}
        states = sorted(spread)
        for state, part in zip(states, split_largest_remainder(pieces, [spread[one] for one in states]), strict=True):
            shared[state] = shared.get(state, 0) + part
        if not states:
            own[buyer.state] = own.get(buyer.state, 0) + pieces
    return own, shared


def by_category(now: Figures, before: Figures | None) -> list[Sum]:
    """A sum per category, the largest first."""
    return _over_codes(now, before, lambda code: (code.category, code.category))


def by_group(now: Figures, before: Figures | None) -> list[Sum]:
    """A sum per therapeutic group: codes of one category with one generic name, as the compendium's text tells it.

    A code whose text names none stands by itself.
    """
    return _over_codes(now, before, group_of)


def group_of(code: CodeOf) -> Key:
    """Key and name of the group of a code."""
    name = " ".join(code.generic_name.split())
    return (f"{code.category}|{name.casefold()}", name) if name else (code.clave, code.clave)


def by_month(now: Figures) -> Ints:
    """Maximum pieces of shape (months, categories)."""
    return np.asarray(now.by_month.sum(axis=0).T, dtype=np.int64)


def totals(now: Figures) -> Sum:
    """The whole."""
    asked = now.maximum > 0
    return Sum("", "", int(asked.any(axis=1).sum()), int(asked.any(axis=0).sum()), int(now.minimum.sum()),
               int(now.maximum.sum()))  # fmt: skip


def _over_buyers(now: Figures, before: Figures | None, of: Callable[[BuyerOf], Key]) -> list[Sum]:
    """A sum per key over the buyers; of the last round, only those whose key is asked about now."""
    keys, place = _keyed([of(buyer) for buyer in now.buyers])
    was = None
    if before is not None:
        was = dict.fromkeys((key for key, _name in keys), 0)
        for pieces, buyer in zip(before.maximum.sum(axis=0).tolist(), before.buyers, strict=True):
            if of(buyer)[0] in was:
                was[of(buyer)[0]] += pieces
    added = _added(now.maximum.T, place, len(keys))
    buyers = np.bincount(place, (now.maximum > 0).any(axis=0), len(keys))
    least = _added(now.minimum.sum(axis=0)[:, None], place, len(keys))[:, 0]
    return _sums(keys, (added > 0).sum(axis=1), buyers, least, added.sum(axis=1), was)


def _over_codes(now: Figures, before: Figures | None, of: Callable[[CodeOf], Key]) -> list[Sum]:
    """A sum per key over the codes; a code that only the last round asked for has its row too."""
    keys, place = _keyed([of(code) for code in now.codes])
    was = None
    if before is not None:
        was = dict.fromkeys((key for key, _name in keys), 0)
        for pieces, code in zip(before.maximum.sum(axis=1).tolist(), before.codes, strict=True):
            if of(code)[0] in was:
                was[of(code)[0]] += pieces
    added = _added(now.maximum, place, len(keys))
    codes = np.bincount(place, (now.maximum > 0).any(axis=1), len(keys))
    least = _added(now.minimum.sum(axis=1)[:, None], place, len(keys))[:, 0]
    found = _sums(keys, codes, (added > 0).sum(axis=1), least, added.sum(axis=1), was)
    return [one for one in found if one.maximum or one.before]


def _keyed(named: Sequence[Key]) -> tuple[list[Key], Ints]:
    """The distinct keys in their order, and the place of each row's."""
    places: dict[str, int] = {}
    keys: list[Key] = []
    for key in named:
        if key[0] not in places:
            places[key[0]] = len(keys)
            keys.append(key)
    return keys, np.array([places[key] for key, _name in named], dtype=np.int64)


def _added(matrix: Ints, place: Ints, size: int) -> Ints:
    """Rows of the same place added; exact, since `bincount` would add floats."""
    summed_rows = np.zeros((size, matrix.shape[1]), dtype=np.int64)
    np.add.at(summed_rows, place, matrix)
    return summed_rows


def _sums(
    keys: Sequence[Key], codes: Numbers, buyers: Numbers, least: Numbers, most: Numbers, was: Mapping[str, int] | None
) -> list[Sum]:
    found = [
        Sum(
            key, name, int(codes[at]), int(buyers[at]), int(least[at]), int(most[at]), None if was is None else was[key]
        )
        for at, (key, name) in enumerate(keys)
    ]
    return sorted(found, key=lambda one: (-one.maximum, one.key))


def is_sum(figures: Figures) -> bool:
    """Whether these are the sums without whose they are."""
    return len(figures.buyers) == 1 and not figures.buyers[0].code


def summed(figures: Figures) -> Figures:
    """The same need as of one buyer, for whoever may see the sums but not whose they are."""
    everyone = (BuyerOf("", "", "", "", ""),)
    return Figures(
        figures.codes, everyone, figures.minimum.sum(axis=1, keepdims=True), figures.maximum.sum(axis=1, keepdims=True),
        figures.categories, figures.by_month.sum(axis=0, keepdims=True), figures.source, figures.version,
        figures.is_stated,
    )  # fmt: skip
