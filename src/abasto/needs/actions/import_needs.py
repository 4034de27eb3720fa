"""Saves the need lines of a file, with their provenance, their monthly split, and the problems found in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from ...base.fields import insert_rows
from ...base.problem import Problem
from ...base.refusal import Refused
from ...base.series import to_bytes
from ...catalogue.models import Item
from ...ledger.actions.record import record
from ...people.models import Organisation
from ...problems.actions.list_problems import list_problems
from ...rounds.models import Round
from ..consolidate import equal_months
from ..models import NeedImport, NeedLine

COLUMNS = (
    "round_id", "item_id", "buyer_id", "minimum_pieces", "maximum_pieces", "minimum_by_month", "maximum_by_month",
    "origin", "rule", "need_import_id", "place",
)  # fmt: skip
ROLE = "planner"
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class NeedSource:
    """The file the lines came from."""

    file_name: str
    sha256: str
    layout: str


@dataclass(frozen=True)
class NeedRows:
    """Lines as columns of one length: code, buyer, pieces, origin, rule of derivation, place in the file."""

    claves: Sequence[str]
    buyers: Sequence[str]
    minimum_pieces: Ints
    maximum_pieces: Ints
    origins: Sequence[str]
    rules: Sequence[str]
    places: Sequence[str]


def import_needs(
    of: Round,
    source: NeedSource,
    rows: NeedRows,
    items: Mapping[str, Item],
    buyers: Mapping[str, Organisation],
    problems: Sequence[Problem],
    actor: str,
) -> dict[str, int]:
    """Save every line whose maximum is above zero; refuses a second import of the same file into the round."""
    if NeedImport.objects.filter(round=of, sha256=source.sha256).exists():
        raise Refused("already-imported", "", {"file": source.file_name})
    kept = np.flatnonzero((rows.maximum_pieces > 0) | (rows.minimum_pieces > 0))
    pieces = int(rows.maximum_pieces.sum())
    saved = NeedImport.objects.create(
        round=of,
        file_name=source.file_name,
        sha256=source.sha256,
        layout=source.layout,
        codes=len(set(rows.claves)),
        maximum_pieces=pieces,
    )
    insert_rows(NeedLine, COLUMNS, _lines(of, saved, rows, kept, items, buyers))
    list_problems("needs", of.code, ROLE, source.file_name, problems, of.clock)
    told = {"lines": len(kept), "pieces": pieces, "problems": len(problems)}
    record("needs-imported", of.code, actor, of.clock, {**told, "sha256": source.sha256}, of.code)
    return told


def _lines(
    of: Round,
    saved: NeedImport,
    rows: NeedRows,
    kept: Ints,
    items: Mapping[str, Item],
    buyers: Mapping[str, Organisation],
) -> Iterable[tuple[object, ...]]:
    """The kept lines in the order of COLUMNS."""
    item_ids = {clave: item.pk for clave, item in items.items()}
    buyer_ids = {code: buyer.pk for code, buyer in buyers.items()}
    places = kept.tolist()
    return zip(
        repeat(of.pk),
        (item_ids[rows.claves[at]] for at in places),
        (buyer_ids[rows.buyers[at]] for at in places),
        rows.minimum_pieces[kept].tolist(),
        rows.maximum_pieces[kept].tolist(),
        map(to_bytes, equal_months(rows.minimum_pieces[kept], of.months)),
        map(to_bytes, equal_months(rows.maximum_pieces[kept], of.months)),
        (rows.origins[at] for at in places),
        (rows.rules[at] for at in places),
        repeat(saved.pk),
        (rows.places[at] for at in places),
        strict=False,
    )
