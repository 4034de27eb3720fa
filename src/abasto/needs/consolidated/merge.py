"""Applies adopted mergers to the lines of a version: pieces of one code become pieces of another, and it is told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .rows import Ints, Line, VersionRows, arranged
from .split import converted, split_rows

DERIVED = "derived"
SYNTHETIC = "synthetic"


@dataclass(frozen=True)
class Merger:
    """One piece of `from_clave` is worth numerator / denominator pieces of `to_clave`."""

    number: int
    from_clave: str
    to_clave: str
    numerator: int
    denominator: int


def merged(rows: VersionRows, mergers: Sequence[Merger]) -> VersionRows:
    """The lines with every merger applied, in the order of their numbers.

    The pieces of a merged code are converted for all buyers together (`split.converted`), their months by largest
    remainder, the minimum likewise and capped by the maximum. The line that takes them says what it was made of:
    figures before, figures of the merged code, factor; taking the merger back gives the lines as they were.
    """
    if not mergers:
        return rows
    gone = {one.from_clave for one in mergers}
    touched = gone | {one.to_clave for one in mergers}
    place = {clave: at for at, clave in enumerate(rows.claves)}
    held = np.isin(rows.code_of, [place[clave] for clave in touched if clave in place])
    lines = {(line.clave, line.buyer): line for line in _lines(rows, np.flatnonzero(held))}
    for merger in sorted(mergers, key=lambda one: one.number):
        _apply(lines, merger)
    kept = np.flatnonzero(~held)
    changed = [line for line in lines.values() if line.clave not in gone]
    return _with(rows, kept, changed)


def _apply(lines: dict[tuple[str, str], Line], merger: Merger) -> None:
    sources = sorted((line for line in lines.values() if line.clave == merger.from_clave), key=lambda one: one.buyer)
    if not sources:
        return
    factor = (merger.numerator, merger.denominator)
    maximum = converted(np.array([line.maximum for line in sources], dtype=np.int64), *factor)
    minimum = converted(np.array([line.minimum for line in sources], dtype=np.int64), *factor)
    months = split_rows(maximum, np.array([line.months for line in sources], dtype=np.int64))
    capped = np.minimum(minimum, maximum)
    for source, least, most, by_month in zip(sources, capped.tolist(), maximum.tolist(), months, strict=True):
        target = lines.get((merger.to_clave, source.buyer))
        lines[merger.to_clave, source.buyer] = _joined(source, target, merger, Line(
            merger.to_clave, source.buyer, least, most, by_month, source.origin))  # fmt: skip


def _joined(source: Line, target: Line | None, merger: Merger, more: Line) -> Line:
    told = json.loads(target.merged_from) if target and target.merged_from else []
    before = [0, 0] if target is None else [target.minimum, target.maximum]
    told.append({
        "merger": merger.number, "from": source.clave, "factor": [merger.numerator, merger.denominator],
        "pieces": [source.minimum, source.maximum], "became": [more.minimum, more.maximum], "before": before,
    })  # fmt: skip
    origins = {source.origin, target.origin if target else source.origin}
    months = more.months if target is None else target.months + more.months
    return Line(
        more.clave, more.buyer, before[0] + more.minimum, before[1] + more.maximum, months,
        SYNTHETIC if SYNTHETIC in origins else DERIVED,
        json.dumps(told, separators=(",", ":"), sort_keys=True),
    )  # fmt: skip


def _lines(rows: VersionRows, places: Ints) -> list[Line]:
    return [
        Line(
            rows.claves[rows.code_of[at]], rows.buyers[rows.buyer_of[at]], int(rows.minimum[at]),
            int(rows.maximum[at]), rows.months[at], rows.origins[at], rows.merged_from[at],
        )
        for at in places.tolist()
    ]  # fmt: skip


def _with(rows: VersionRows, kept: Ints, more: Sequence[Line]) -> VersionRows:
    """The kept lines and some more, in their order."""
    places = kept.tolist()
    months = np.array([line.months for line in more], dtype=np.int64).reshape(len(more), rows.months.shape[1])
    return arranged(
        rows.round_code,
        [rows.claves[rows.code_of[at]] for at in places] + [line.clave for line in more],
        [rows.buyers[rows.buyer_of[at]] for at in places] + [line.buyer for line in more],
        np.concatenate([rows.minimum[kept], np.array([line.minimum for line in more], dtype=np.int64)]),
        np.concatenate([rows.maximum[kept], np.array([line.maximum for line in more], dtype=np.int64)]),
        np.concatenate([rows.months[kept], months]),
        [rows.origins[at] for at in places] + [line.origin for line in more],
        [rows.merged_from[at] for at in places] + [line.merged_from for line in more],
    )
