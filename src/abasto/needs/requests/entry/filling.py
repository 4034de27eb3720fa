"""Many codes at once from another figure: the last round, more or less of it, a yearly total, or the suggestion."""

import base64
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....base.refusal import Refused
from ....base.series import equal_split, from_bytes, to_bytes
from ..cells import CellChange
from .typed_number import read_pieces

LAST, LAST_CHANGED, YEARLY, SUGGESTED = "last", "last-changed", "yearly", "suggested"
SOURCES = (LAST, LAST_CHANGED, YEARLY, SUGGESTED)
PERCENT = re.compile(r"[+-]?\d{1,4}([.]\d)?")
LEAST_TENTHS, MOST_TENTHS = -1000, 10_000
MONTHS_OF_A_YEAR = 12
Months = NDArray[np.int64]


@dataclass(frozen=True)
class Filling:
    """Where the figures come from: one of SOURCES; tenths of a percent more or less; pieces a year."""

    source: str
    change_tenths: int = 0
    yearly_pieces: int = 0


def read_filling(source: str, percent: str, yearly: str) -> Filling:
    """The filling that a form asks for; refuses `fill-unknown`, `fill-percent-unfit`, `fill-without-pieces`."""
    if source not in SOURCES:
        raise Refused("fill-unknown", "", {"value": source[:40], "known": list(SOURCES)})
    if source == LAST_CHANGED:
        return Filling(source, change_tenths=_tenths(percent))
    if source == YEARLY:
        if not yearly.strip():
            raise Refused("fill-without-pieces", "", {})
        return Filling(source, yearly_pieces=read_pieces(yearly))
    return Filling(source)


def _tenths(percent: str) -> int:
    text = percent.strip().removesuffix("%").strip()
    if PERCENT.fullmatch(text) and text.isascii():
        whole, _, tenth = text.partition(".")
        sign = -1 if whole.startswith("-") else 1
        tenths = sign * (abs(int(whole)) * 10 + int(tenth or 0))
        if LEAST_TENTHS <= tenths <= MOST_TENTHS:
            return tenths
    raise Refused("fill-percent-unfit", "", {"value": percent[:40]})


def totals_filled(
    filling: Filling, claves: Sequence[str], basis: Mapping[str, int], months: int, basis_months: int
) -> dict[str, int]:
    """Pieces in all by clave; a code without a figure to start from is left out.

    basis: pieces by clave of the last round (over basis_months) or of the suggestion (over the same months). Rounded
    half up, as people do.
    """
    if filling.source == YEARLY:
        total = (filling.yearly_pieces * months * 2 + MONTHS_OF_A_YEAR) // (2 * MONTHS_OF_A_YEAR)
        return dict.fromkeys(claves, total)
    if filling.source == SUGGESTED:
        return {clave: basis[clave] for clave in claves if clave in basis}
    share, whole = (1000 + filling.change_tenths) * months, 1000 * basis_months
    return {clave: (2 * basis[clave] * share + whole) // (2 * whole) for clave in claves if clave in basis}


def changes_to(totals: Mapping[str, int], current: Mapping[str, Months]) -> list[CellChange]:
    """The cells that turn each line into equal months of its total; current: months by clave, each of one length."""
    changes = []
    for clave, total in totals.items():
        before = current[clave]
        after = equal_split(total, len(before))
        for month in np.flatnonzero(before != after).tolist():
            changes.append(CellChange(clave, month, int(before[month]), int(after[month])))
    return changes


def packed(series: Sequence[Months]) -> str:
    """Many series of one length as short text, for the record."""
    return base64.b64encode(zlib.compress(to_bytes(np.concatenate(series)), 6)).decode()


def unpacked(text: str, count: int) -> list[Months]:
    """The series that `packed` wrote."""
    return np.split(from_bytes(zlib.decompress(base64.b64decode(text))), count)
