"""The synthetic price of each clave, the same in every rehearsal: prices are facts of the world, not luck.

`synthetic_prices.csv` holds one price per clave of the published rounds, made once by `fitted_prices`: lognormal
within each block, cheaper where more is asked for, scaled so that the need of 2027-28 costs what was published
(411,412,981,091 MXN of medicines, 74,283 M MXN of the rest). A clave outside the book gets a draw of the same family
around the published mean price per piece, 110 and 33.4 MXN. A real price list with the same columns may replace it.
Source of the totals: `docs/decisions/0007-rehearsal-regime.md`.
"""

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from .luck import Floats, Integers, hashes_of, normals

MEDICINE_GROUPS = ("010", "020", "030", "040")
TARGET_CENTAVOS = {True: 41_141_298_109_100, False: 7_428_300_000_000}
MEAN_CENTAVOS = {True: 11_000, False: 3_340}
SPREAD = 1.0
ELASTICITY = {True: 0.50, False: 0.55}
BOOK_SEED = 2026
BOOK_FILE = "synthetic_prices.csv"


def is_medicine(clave: str) -> bool:
    """Medicines, vaccines and nutrition (groups 010 to 040) against supplies, laboratory and instruments."""
    return clave.startswith(MEDICINE_GROUPS)


def price_centavos(claves: Sequence[str]) -> Integers:
    """Centavos per piece of each clave, shape (claves,)."""
    book = _book()
    unknown = [clave for clave in claves if clave not in book]
    drawn = dict(zip(unknown, _drawn(unknown), strict=True))
    return np.array([book[clave] if clave in book else drawn[clave] for clave in claves], dtype=np.int64)


def fitted_prices(claves: Sequence[str], usual_pieces: Integers, target_pieces: Integers) -> Integers:
    """How the book was made: centavos per piece of each clave, shape (claves,).

    usual_pieces: the size by which a price falls (the largest known need); target_pieces: the need that costs it.
    """
    luck = normals(BOOK_SEED, "price-book", hashes_of(claves))
    medicine = np.array([is_medicine(clave) for clave in claves])
    elasticity = np.where(medicine, ELASTICITY[True], ELASTICITY[False])
    shape = np.exp(SPREAD * luck - elasticity * np.log(np.maximum(usual_pieces, 1)))
    scale = {
        block: TARGET_CENTAVOS[block] / (shape * target_pieces)[medicine == block].sum() for block in (True, False)
    }
    return whole_centavos(shape * np.where(medicine, scale[True], scale[False]))


def _drawn(claves: Sequence[str]) -> list[int]:
    mean = np.array([MEAN_CENTAVOS[is_medicine(clave)] for clave in claves], dtype=np.float64)
    luck = normals(BOOK_SEED, "price-book", hashes_of(claves))
    prices: list[int] = whole_centavos(mean * np.exp(SPREAD * luck - SPREAD**2 / 2)).tolist()
    return prices


def whole_centavos(prices: Floats) -> Integers:
    """Prices in whole centavos, at least one."""
    return np.maximum(np.rint(prices).astype(np.int64), np.int64(1))


@cache
def _book() -> dict[str, int]:
    text = files(__package__).joinpath(BOOK_FILE).read_text(encoding="utf-8")
    return {row["clave"]: int(row["price_centavos"]) for row in csv.DictReader(text.splitlines())}
