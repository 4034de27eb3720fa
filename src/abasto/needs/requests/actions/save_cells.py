"""Saves what was typed, pasted or uploaded: the one writer of figures that are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import numpy as np
from django.db import connection, transaction

from ....base.refusal import Refused
from ....base.series import to_bytes
from ....law.reader import read_rule_set
from ....ledger.actions.record import record
from ....people.models import Organisation, User
from ....people.roles import Role, Viewer
from ....rounds.models import Round
from ....rounds.queries import refuse_after
from ...minimum import LEGAL_SHARE
from ...suggest.queries import verdicts_of
from ..cells import MINIMUM, CellChange, Cells, Conflict, merge
from ..minimum import minimum_after
from ..models import RequestLine
from ..queries import askers, codes_open
from ..states import DRAFT, EDITABLE, RETURNED

LARGEST_TOLD = 2_000


@dataclass(frozen=True)
class Saved:
    """What became of the changes: cells applied, lines changed, conflicts to decide, claves that cannot be changed."""

    applied: int
    lines: int
    conflicts: tuple[Conflict, ...]
    closed: Mapping[str, str]
    """State by clave of the lines that are past editing."""


def save_cells(
    of: Round,
    organisation: Organisation,
    viewer: Viewer,
    actor: str,
    changes: Sequence[CellChange],
    at: datetime,
    source: str = "grid",
) -> Saved:
    """Apply every change whose cell still holds what its author saw; the rest comes back, and nothing is half-saved.

    at: the moment of the round (`rounds.queries.now_in`). actor: for the event, a person only as hash.
    Refuses `not-allowed`, `round-not-announced`, `deadline-passed`, `institution-left`, and what `merge` refuses.
    """
    may_write(of, organisation, viewer, at)
    with transaction.atomic():
        lines = _locked_lines(of, organisation, changes)
        closed = {clave: line.state for clave, line in lines.items() if line.state not in EDITABLE}
        current = {clave: _cells(line) for clave, line in lines.items()}
        merged = merge(current, [one for one in changes if one.clave not in closed])
        if merged.cells:
            _write(of, organisation, lines, merged.cells, _writer(viewer))
            told = _told(changes, merged.conflicts, closed)
            body = {"source": source, "cells": merged.applied, "lines": len(merged.cells), **told}
            record("request-changed", f"{of.code}/{organisation.code}", actor, at, body, of.code)
    return Saved(merged.applied, len(merged.cells), merged.conflicts, closed)


def may_write(of: Round, organisation: Organisation, viewer: Viewer, at: datetime) -> None:
    """Refuse whoever may not state this organisation's needs now."""
    if viewer.role is not Role.PLANNER or organisation.code not in viewer.own:
        raise Refused("not-allowed", "", {"role": viewer.role.value, "asked": [Role.PLANNER.value]})
    if not of.is_announced:
        raise Refused("round-not-announced", "", {"round": of.code})
    place = next((one for one in askers(of) if one.organisation.pk == organisation.pk), None)
    if place is None:
        raise Refused("not-allowed", "", {"what": organisation.code})
    if place.has_left:
        raise Refused("institution-left", "", {"institution": str(organisation)})
    refuse_after(of, "needs", at)


def _locked_lines(of: Round, organisation: Organisation, changes: Sequence[CellChange]) -> dict[str, RequestLine]:
    """The lines the changes touch, held until the end; those nobody wrote before begin empty."""
    known = codes_open(of)
    wanted = list(dict.fromkeys(one.clave for one in changes))
    for clave in wanted:
        if clave not in known:
            raise Refused("code-not-in-round", "", {"clave": clave})
    lines = RequestLine.objects.filter(round=of, organisation=organisation)
    there = set(lines.values_list("item_id", flat=True))
    origin = "synthetic" if of.is_synthetic else "stated"
    empty = np.zeros(of.months, dtype=np.int64)
    RequestLine.objects.bulk_create(
        (
            RequestLine(
                round=of, organisation=organisation, item_id=known[clave], maximum_by_month=empty, origin=origin
            )
            for clave in wanted
            if known[clave] not in there
        ),
        batch_size=1000,
        ignore_conflicts=True,
    )
    clave_of = {item: clave for clave, item in known.items()}
    asked = {known[clave] for clave in wanted}
    held = lines.select_for_update() if len(wanted) > 500 else lines.filter(item_id__in=asked).select_for_update()
    return {clave_of[line.item_id]: line for line in held if line.item_id in asked}


def _cells(line: RequestLine) -> Cells:
    return np.append(line.maximum_by_month, line.minimum_pieces)


def _writer(viewer: Viewer) -> int | None:
    return User.objects.filter(username=viewer.username).values_list("pk", flat=True).first()


def _write(
    of: Round,
    organisation: Organisation,
    lines: Mapping[str, RequestLine],
    cells: Mapping[str, Cells],
    author: int | None,
) -> None:
    percent = read_rule_set(of.rule_set).value(LEGAL_SHARE, of.starts).decimal
    totals = {clave: int(after[:MINIMUM].sum()) for clave, after in cells.items()}
    verdicts = verdicts_of(of, organisation, totals)
    rows = [_row(lines[clave], after, totals[clave], verdicts.get(clave, ""), author, percent)
            for clave, after in cells.items()]  # fmt: skip
    table = connection.ops.quote_name(RequestLine._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET maximum_by_month = %s, maximum_pieces = %s, minimum_pieces = %s, verdict = %s, "
            "author_id = %s, state = %s, version = version + 1 WHERE id = %s",
            rows,
        )


def _row(
    line: RequestLine, after: Cells, maximum: int, verdict: str, author: int | None, percent: Decimal
) -> tuple[bytes | int | str | None, ...]:
    """A minimum nobody wrote follows its maximum; one typed in the same change stays as typed."""
    typed = int(after[MINIMUM])
    minimum = typed
    if typed == line.minimum_pieces:
        minimum = minimum_after(typed, line.maximum_pieces, maximum, percent)
    state = RETURNED if line.state == RETURNED else DRAFT
    return to_bytes(after[:MINIMUM]), maximum, minimum, verdict, author, state, line.pk


def _told(
    changes: Sequence[CellChange], conflicts: Sequence[Conflict], closed: Mapping[str, str]
) -> dict[str, list[list[object]]]:
    """Every cell of a change small enough to read in the log; a file is told by its hash in its own event."""
    left = {(one.clave, one.month) for one in conflicts}
    made = [[one.clave, one.month, one.before, one.after] for one in changes
            if one.clave not in closed and (one.clave, one.month) not in left]  # fmt: skip
    return {"changes": made} if len(made) <= LARGEST_TOLD else {}
