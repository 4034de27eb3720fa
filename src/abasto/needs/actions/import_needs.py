"""Saves the need lines of a file, with their provenance, their monthly split, and the problems found in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...base.problem import Problem
from ...base.refusal import Refused
from ...catalogue.models import Item
from ...ledger.actions.record import record
from ...people.models import Organisation
from ...problems.actions.list_problems import list_problems
from ...rounds.models import Round
from ..consolidate import equal_months
from ..models import NeedImport, NeedLine

CHUNK = 3000
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
    minimum_by_month = equal_months(rows.minimum_pieces[kept], of.months)
    maximum_by_month = equal_months(rows.maximum_pieces[kept], of.months)
    NeedLine.objects.bulk_create(
        (
            NeedLine(
                round=of,
                item=items[rows.claves[at]],
                buyer=buyers[rows.buyers[at]],
                minimum_pieces=int(rows.minimum_pieces[at]),
                maximum_pieces=int(rows.maximum_pieces[at]),
                minimum_by_month=minimum_by_month[place],
                maximum_by_month=maximum_by_month[place],
                origin=rows.origins[at],
                rule=rows.rules[at],
                need_import=saved,
                place=rows.places[at],
            )
            for place, at in enumerate(kept.tolist())
        ),
        batch_size=CHUNK,
    )
    list_problems("needs", of.code, ROLE, source.file_name, problems, of.clock)
    told = {"lines": len(kept), "pieces": pieces, "problems": len(problems)}
    record("needs-imported", of.code, actor, of.clock, {**told, "sha256": source.sha256}, of.code)
    return told
