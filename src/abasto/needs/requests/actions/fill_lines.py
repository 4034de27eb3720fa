"""Fills the months of many codes from another figure, and takes that back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import transaction
from django.db.models import QuerySet

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....ledger.models import Event
from ....people.models import Organisation
from ....people.roles import Viewer
from ....rounds.models import Round
from ..cells import CellChange, Cells
from ..entry.filling import Filling, changes_to, packed, totals_filled, unpacked
from ..entry.queries import withdrawn_claves
from ..models import RequestLine
from ..queries import cells_of
from ..states import EDITABLE
from .save_cells import may_write, save_cells

FILLED, UNFILLED = "request-filled", "request-unfilled"


@dataclass(frozen=True)
class Basis:
    """What is filled from: pieces by clave, over so many months."""

    pieces: Mapping[str, int]
    months: int


@dataclass(frozen=True)
class Filled:
    """The event that undoes it, how many codes and cells changed, and how many of the codes asked for did not."""

    event: int
    codes: int
    cells: int
    left: int


def fill_lines(
    of: Round,
    organisation: Organisation,
    viewer: Viewer,
    actor: str,
    claves: Sequence[str],
    filling: Filling,
    basis: Basis,
    at: datetime,
) -> Filled:
    """Write equal months into every code named that can be edited and has a figure to start from.

    Refuses `fill-without-source`, `nothing-to-fill`, and what `save_cells` refuses.
    """
    may_write(of, organisation, viewer, at)
    with transaction.atomic():
        current = _editable(of, organisation, claves)
        totals = totals_filled(filling, list(current), basis.pieces, of.months, basis.months)
        if current and not totals:
            raise Refused("fill-without-source", "", {})
        changes = changes_to(totals, current)
        if not changes:
            raise Refused("nothing-to-fill", "", {})
        saved = save_cells(of, organisation, viewer, actor, changes, at, "fill")
        touched = list(dict.fromkeys(one.clave for one in changes))
        after = cells_of(_lines(of, organisation).filter(item__clave__in=touched) if len(touched) <= 500
                         else _lines(of, organisation))  # fmt: skip
        told = {
            "source": filling.source, "change_tenths": filling.change_tenths, "yearly_pieces": filling.yearly_pieces,
            "claves": touched, "months": of.months, "before": packed([current[clave] for clave in touched]),
            "after": packed([after[clave][:-1] for clave in touched]),
        }  # fmt: skip
        event = record(FILLED, f"{of.code}/{organisation.code}", actor, at, told, of.code)
    return Filled(event.pk, len(touched), saved.applied, len(claves) - len(touched))


def unfill_lines(
    of: Round, organisation: Organisation, viewer: Viewer, actor: str, event: int, at: datetime
) -> tuple[int, int]:
    """Give the cells of that filling their former figures; those changed since stay: (cells given back, cells left).

    Refuses `nothing-to-undo` (no such event of this person), and what `save_cells` refuses.
    """
    may_write(of, organisation, viewer, at)
    with transaction.atomic():
        done = filling_event(of, organisation, actor, event)
        if done is None:
            raise Refused("nothing-to-undo", "", {"event": event})
        body = json.loads(done.body)
        pairs = zip(
            body["claves"],
            unpacked(body["before"], len(body["claves"])),
            unpacked(body["after"], len(body["claves"])),
            strict=True,
        )
        changes = [
            CellChange(clave, month, int(after[month]), int(before[month]))
            for clave, before, after in pairs
            for month in np.flatnonzero(before != after).tolist()
        ]
        saved = save_cells(of, organisation, viewer, actor, changes, at, "undo")
        if not saved.applied:
            raise Refused("nothing-to-undo", "", {"event": event})
        told = {"undoes": done.leaf_hash, "cells": saved.applied}
        record(UNFILLED, f"{of.code}/{organisation.code}", actor, at, told, of.code)
    return saved.applied, len(changes) - saved.applied


def filling_event(of: Round, organisation: Organisation, actor: str, event: int) -> Event | None:
    """The filling of that number, where it is this person's own and not undone."""
    found = Event.objects.filter(pk=event, kind=FILLED, subject=f"{of.code}/{organisation.code}", actor=actor).first()
    if found is None:
        return None
    undone = Event.objects.filter(kind=UNFILLED, subject=found.subject, body__contains=found.leaf_hash)
    return None if undone.exists() else found


def _lines(of: Round, organisation: Organisation) -> QuerySet[RequestLine]:
    return RequestLine.objects.filter(round=of, organisation=organisation).order_by()


def _editable(of: Round, organisation: Organisation, claves: Sequence[str]) -> dict[str, Cells]:
    """Months by clave of the codes named that can be written: in the round, and not past editing."""
    lines = _lines(of, organisation)
    there = {clave: months[:-1] for clave, months in cells_of(lines).items()}
    closed = set(lines.exclude(state__in=EDITABLE).values_list("item__clave", flat=True)) | withdrawn_claves(of)
    empty = np.zeros(of.months, dtype=np.int64)
    return {clave: there.get(clave, empty) for clave in claves if clave not in closed}
