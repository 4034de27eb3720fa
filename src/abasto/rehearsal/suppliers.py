"""The firms of the synthetic market: how many, how large, what they sell, who is debarred, how they behave."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import regime
from .luck import Floats, Hashes, Integers, hashes_of, normals, uniforms

MOST_PER_CATEGORY = {"medicine": 165, "vaccine": 8, "supply": 150, "laboratory": 75, "instrument": 8}
FEWEST_PER_CATEGORY = 8
PLACE_BITS = 8
APPETITE_FALL = 5.5
SIZES = ("large", "medium", "small", "micro")
SIZE_STEPS = (0.12, 0.40, 0.75)
# The round is called under treaties, so goods come from home or from a country that a treaty covers.
COUNTRIES = ("MX", "US", "IE", "DE", "CH", "ES", "JP", "IT")
COUNTRY_STEPS = (0.66, 0.76, 0.84, 0.89, 0.93, 0.96, 0.98)


@dataclass(frozen=True)
class Suppliers:
    """Firms in columns, each of shape (suppliers,); ordered by category.

    debarred_from_day, debarred_until_day: days from the opening of bids (negative before it); both 0 when never.
    appetite, price_level, lapse: how readily a firm bids, its prices over the market's, its chance to miss a paper.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    sizes: tuple[str, ...]
    countries: tuple[str, ...]
    categories: tuple[str, ...]
    debarred_from_day: Integers
    debarred_until_day: Integers
    appetite: Floats
    price_level: Floats
    lapse: Floats

    @property
    def is_debarred(self) -> NDArray[np.bool_]:
        """Debarred on the day of the opening."""
        return (self.debarred_from_day <= 0) & (self.debarred_until_day > 0)


def make_suppliers(categories: Sequence[str], seed: int) -> Suppliers:
    """The firms for a round whose codes have these categories; a firm sells one category."""
    homes = [(category, rank) for category in MOST_PER_CATEGORY for rank in range(_count(category, categories))]
    keys = hashes_of([f"{category}/{rank}" for category, rank in homes])
    ranks = np.array([rank for _, rank in homes], dtype=np.int64)
    place = _places(ranks)
    is_careless = (uniforms(seed, "careless", keys) < regime.CARELESS_SUPPLIERS) & (place > regime.BUSIEST)
    starts, ends = _debarments(seed, keys, place)
    return Suppliers(
        codes=tuple(f"sup-{number:03}" for number in range(1, len(homes) + 1)),
        names=tuple(f"Proveedor sintético {number:03}, S.A. de C.V." for number in range(1, len(homes) + 1)),
        sizes=tuple(SIZES[step] for step in np.searchsorted(SIZE_STEPS, place)),
        countries=tuple(COUNTRIES[step] for step in np.searchsorted(COUNTRY_STEPS, uniforms(seed, "country", keys))),
        categories=tuple(category for category, _ in homes),
        debarred_from_day=starts,
        debarred_until_day=ends,
        appetite=np.exp(-APPETITE_FALL * place),
        price_level=np.exp(
            regime.SUPPLIER_SPREAD * normals(seed, "level", keys) + regime.SMALL_FIRM_MARKUP * (place - 0.3)
        ),
        lapse=np.where(is_careless, regime.CARELESS_LAPSE, regime.USUAL_LAPSE),
    )


def _count(category: str, categories: Sequence[str]) -> int:
    """Doubles as codes double, so that one code more almost never adds a firm."""
    codes = categories.count(category)
    if codes == 0:
        return 0
    doublings = max(codes // 16, 1).bit_length() - 1
    return min(MOST_PER_CATEGORY[category], FEWEST_PER_CATEGORY << doublings)


def _places(ranks: Integers) -> Floats:
    """Where each firm stands between the busiest (0) and the least busy (1), shape of `ranks`.

    The radical inverse (van der Corput 1935), so that eight firms cover the range as well as all of them do.
    """
    bits = (ranks[:, None] >> np.arange(PLACE_BITS)) & 1
    place: Floats = bits @ 0.5 ** np.arange(1, PLACE_BITS + 1) + 0.5 ** (PLACE_BITS + 1)
    return place


def _debarments(seed: int, keys: Hashes, place: Floats) -> tuple[Integers, Integers]:
    """Days from the opening at which each firm's debarment starts and ends: firms at even distances of busyness."""
    step = regime.DEBARRED_EVERY
    turn = (place + uniforms(seed, "debarred") * step) % step * 2 ** (PLACE_BITS - 1)
    spared = place < regime.BUSIEST
    running, ended = (turn < 1) & ~spared, (turn >= 1) & (turn < 2) & ~spared
    length = 90 + (uniforms(seed, "debarred-length", keys) * 640).astype(np.int64)
    elapsed = (uniforms(seed, "debarred-elapsed", keys) * length).astype(np.int64)
    starts = np.where(running, -elapsed, np.where(ended, -length - elapsed - 1, 0))
    return starts.astype(np.int64), np.where(running | ended, starts + length, 0).astype(np.int64)
