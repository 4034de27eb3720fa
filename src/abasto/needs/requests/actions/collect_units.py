"""Collects what the units below a buyer submitted into the buyer's own lines."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import transaction

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....ledger.models import Event
from ....people.roles import Viewer
from ....rounds.models import Round
from ..cells import Cells, Conflict
from ..entry.collecting import changes_to_collect
from ..entry.filling import packed, unpacked
from ..entry.queries import withdrawn_claves
from ..entry.units.queries import submitted_sums, units_below
from ..models import RequestLine
from ..queries import Asker, cells_of
from .save_cells import may_write, save_cells

COLLECTED = "units-collected"
METHOD = "collected"


@dataclass(frozen=True)
class Collected:
    """Codes and cells that changed, what the buyer typed otherwise, lines past editing, units not in yet."""

    codes: int
    cells: int
    conflicts: tuple[Conflict, ...]
    closed: int
    missing: tuple[str, ...]


def collect_units(
    of: Round,
    buyer: Asker,
    viewer: Viewer,
    actor: str,
    at: datetime,
    overwrites: Collection[str] = (),
) -> Collected:
    """Write the sums of the submitted lines of the units into the buyer's lines, month by month.

    overwrites: claves whose own figures give way to the sum, all others keep what the buyer typed. Refuses
    `not-a-buyer`, `nothing-to-collect`, and what `save_cells` refuses.
    """
    may_write(of, buyer.organisation, viewer, at)
    if not buyer.is_buyer:
        raise Refused("not-a-buyer", "", {"institution": str(buyer.organisation)})
    with transaction.atomic():
        units = units_below(of, buyer)
        gone = withdrawn_claves(of)
        sums = {clave: cells for clave, cells in submitted_sums(of, units).items() if clave not in gone}
        lines = RequestLine.objects.filter(round=of, organisation=buyer.organisation).order_by()
        current, before = cells_of(lines), last_collected(of, buyer)
        chosen = {clave: cells for clave, cells in sums.items() if clave in overwrites}
        others = {clave: cells for clave, cells in sums.items() if clave not in overwrites}
        changes = changes_to_collect(chosen, before, current, overwrites=True) if overwrites else []
        changes += [] if overwrites else changes_to_collect(others, before, current, overwrites=False)
        if not changes:
            raise Refused("nothing-to-collect", "", {})
        saved = save_cells(of, buyer.organisation, viewer, actor, changes, at, "collect")
        equal = [clave for clave, cells in cells_of(lines).items() if clave in sums
                 and np.array_equal(cells, sums[clave])]  # fmt: skip
        for start in range(0, len(equal), 500):
            lines.filter(item__clave__in=equal[start : start + 500]).update(method=METHOD)
        missing = tuple(one.organisation.code for one in units if not one.submitted)
        claves = sorted(sums)
        told = {
            "units": [one.organisation.code for one in units if one.submitted], "missing": list(missing),
            "cells": saved.applied, "conflicts": len(saved.conflicts), "claves": claves, "months": of.months,
            "sums": packed([sums[clave] for clave in claves]), "overwrites": sorted(overwrites),
        }  # fmt: skip
        record(COLLECTED, f"{of.code}/{buyer.organisation.code}", actor, at, told, of.code)
    return Collected(saved.lines, saved.applied, saved.conflicts, len(saved.closed), missing)


def last_collected(of: Round, buyer: Asker) -> dict[str, Cells]:
    """Cells by clave as they were collected last; empty where they never were."""
    subject = f"{of.code}/{buyer.organisation.code}"
    last = Event.objects.filter(kind=COLLECTED, subject=subject).order_by("-pk").first()
    if last is None:
        return {}
    body = json.loads(last.body)
    return dict(zip(body["claves"], unpacked(body["sums"], len(body["claves"])), strict=True))
