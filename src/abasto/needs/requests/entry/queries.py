"""Reads for the grid of what is asked for: a row per code of the round, and what changed since it was read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Count, QuerySet, Sum

from ....base.refusal import Refused
from ....catalogue.models import RoundItem
from ....people.models import DeliveryPoint, Organisation
from ....people.queries import points_of
from ....people.roles import Viewer
from ....people.visibility import Sight
from ....rounds.models import Round
from ....rounds.queries import sight as sight_of
from ...queries import earlier_pieces, earlier_round
from ..models import PointRequest, RequestLine
from ..queries import Asker, own_askers, visible_to
from ..states import DRAFT

ANNOUNCED_AFTER = "announced after "


def asker_chosen(sight: Sight, of: Round, code: str) -> Asker:
    """The organisation asked for among those the viewer may state needs for, the first of them where code is "".

    Refuses `not-allowed` where there is none, and `not-found` for another's.
    """
    own = own_askers(sight, of)
    if not own:
        raise Refused("not-allowed", "", {"what": "request"})
    for one in own:
        if code in ("", one.organisation.code):
            return one
    raise Refused("not-found", "", {"what": "organisation", "value": code})


@dataclass(frozen=True)
class Entry:
    """A code of the round with what is asked for of it; nothing asked is an empty draft of version 0.

    months: maximum pieces by month, zeros where not read; withdrawn_on: the day the code left the round, or None.
    """

    item_id: int
    clave: str
    description: str
    unit: str
    withdrawn_on: date | None
    state: str
    version: int
    maximum: int
    minimum: int
    months: list[int]


def entries(
    sight: Sight,
    of: Round,
    organisation: Organisation,
    claves: Collection[str] | None = None,
    with_months: bool = True,
) -> list[Entry]:
    """Every code of the round, in its order, or those named, with the organisation's line."""
    lines = visible_to(sight, of).filter(organisation=organisation).order_by()
    items = RoundItem.objects.filter(round=of).order_by("position")
    if claves is not None:
        lines, items = lines.filter(item__clave__in=claves), items.filter(item__clave__in=claves)
    told: tuple[str, ...] = ("item_id", "state", "version", "maximum_pieces", "minimum_pieces")
    if with_months:
        told += ("maximum_by_month",)
    asked = {row[0]: row for row in lines.values_list(*told).iterator(chunk_size=5000)}
    nothing = (0, DRAFT, 0, 0, 0)
    empty = [0] * of.months
    found = []
    fields = ("item_id", "item__clave", "description", "unit", "withdrawn_on")
    for item_id, clave, description, unit, withdrawn in items.values_list(*fields).iterator(chunk_size=5000):
        _id, state, version, maximum, minimum, *months = asked.get(item_id, nothing)
        by_month = months[0].tolist() if months else empty
        found.append(Entry(item_id, clave, description, unit, withdrawn, state, version, maximum, minimum, by_month))
    return found


def mark_of(of: Round, organisation: Organisation) -> int:
    """A number that changes with every change of a line of the organisation: the sum of versions, and the count."""
    lines = RequestLine.objects.filter(round=of, organisation=organisation).order_by()
    told = lines.aggregate(Sum("version"), Count("pk"))
    return int(told["version__sum"] or 0) + int(told["pk__count"])


def versions_of(sight: Sight, of: Round, organisation: Organisation) -> dict[str, int]:
    """Version by clave of the lines there are."""
    lines = visible_to(sight, of).filter(organisation=organisation).order_by()
    return dict(lines.values_list("item__clave", "version"))


@dataclass(frozen=True)
class LineNow:
    """A line after a change."""

    clave: str
    version: int
    state: str
    maximum: int
    minimum: int


def lines_now(of: Round, organisation: Organisation, claves: Iterable[str]) -> list[LineNow]:
    """How the named lines stand."""
    wanted = set(claves)
    lines = RequestLine.objects.filter(round=of, organisation=organisation).order_by("item__clave")
    if len(wanted) <= 500:
        lines = lines.filter(item__clave__in=wanted)
    told = ("item__clave", "version", "state", "maximum_pieces", "minimum_pieces")
    return [LineNow(*row) for row in lines.values_list(*told) if row[0] in wanted]


def withdrawn_claves(of: Round) -> frozenset[str]:
    """Codes that left the round after it was announced."""
    return frozenset(
        RoundItem.objects.filter(round=of).exclude(withdrawn_on=None).values_list("item__clave", flat=True)
    )


def round_before(of: Round) -> Round | None:
    """The round that an announced one follows; for another, the newest before it that has needs."""
    if of.source.startswith(ANNOUNCED_AFTER):
        return Round.objects.filter(code=of.source.removeprefix(ANNOUNCED_AFTER)).first()
    return earlier_round(of)


def last_maximum(viewer: Viewer, before: Round, organisation: Organisation) -> Mapping[int, int]:
    """Maximum pieces by item id that the organisation asked for in the round before; empty for a unit."""
    return earlier_pieces(sight_of(viewer, before), before, [organisation.code])


def line_of(sight: Sight, of: Round, organisation: Organisation, clave: str) -> RequestLine | None:
    """The organisation's line of one code, None where nothing was asked for yet."""
    return visible_to(sight, of).filter(organisation=organisation, item__clave=clave).first()


def parts_of(line: RequestLine) -> QuerySet[PointRequest]:
    """The line by delivery point."""
    return PointRequest.objects.filter(line=line).select_related("point").order_by("point__code")


def adds_up(line: RequestLine) -> bool:
    """Whether the delivery points are still those of the line, which may have changed since; no split adds up."""
    parts = [one.maximum_by_month for one in parts_of(line)]
    return not parts or bool(np.array_equal(np.sum(parts, axis=0), line.maximum_by_month))


def points_near(asker: Asker) -> QuerySet[DeliveryPoint]:
    """Where the organisation's pieces can be delivered: its own points; for a unit without any, its buyer's."""
    own = points_of({asker.organisation.code})
    return own if own.exists() else points_of({asker.buyer.code})
