"""Reads the need of a round as matrices: from its need lines, or from the accepted lines while nothing is locked."""

from collections.abc import Sequence

import numpy as np
from django.db.models import BinaryField, Count, ExpressionWrapper, F

from ....catalogue.category import CATEGORIES
from ....catalogue.models import RoundItem
from ....people.models import DeliveryPoint
from ....people.visibility import Sight
from ....rounds.models import Participation, Round
from ....rounds.queries import participations
from ...models import NeedLine
from ..models import NeedVersion
from ..queries import rows_now
from ..states import LOCKED, OPEN
from .figures import BuyerOf, CodeOf, Figures, Ints, is_sum, summed

ACCEPTED = "accepted"
"""The source of figures that come from accepted lines, while nothing is locked."""
FIELDS = ("item__clave", "description", "unit", "item__category", "item__generic_name", "item__dosage_form")


def figures_of(of: Round) -> Figures:
    """Everything that is asked for in the round, before anyone's sight."""
    codes = _codes(of)
    buyers = _buyers(of)
    lines = NeedLine.objects.filter(round=of)
    if lines.exists():
        version = NeedVersion.objects.filter(round=of, state=LOCKED).values_list("number", flat=True).first()
        return _from_lines(of, codes, buyers, version or 0)
    return _from_requests(of, codes, buyers)


def _codes(of: Round) -> tuple[CodeOf, ...]:
    rows = RoundItem.objects.filter(round=of).order_by("position").values_list("item_id", *FIELDS)
    return tuple(CodeOf(*row) for row in rows.iterator(chunk_size=5000))


def _buyers(of: Round) -> tuple[tuple[int, BuyerOf], ...]:
    """Row id and facts of each buyer, in the round's order."""
    places = {place.pk: place for place in participations(of)}
    return tuple((place.organisation_id, _buyer(place, places)) for place in places.values() if place.is_buyer)


def _buyer(place: Participation, places: dict[int, Participation]) -> BuyerOf:
    top = place
    while top.parent_id is not None:
        top = places[top.parent_id]
    own, above = place.organisation, top.organisation
    return BuyerOf(own.code, str(own), above.code, str(above), own.state)


def _from_lines(of: Round, codes: Sequence[CodeOf], buyers: Sequence[tuple[int, BuyerOf]], version: int) -> Figures:
    raw = ExpressionWrapper(F("maximum_by_month"), output_field=BinaryField())
    lines = NeedLine.objects.filter(round=of).order_by().annotate(raw=raw)
    fields = ("item_id", "buyer_id", "minimum_pieces", "maximum_pieces", "raw")
    columns = list(zip(*lines.values_list(*fields).iterator(chunk_size=20_000), strict=True))
    row = {code.item_id: at for at, code in enumerate(codes)}
    column = {pk: at for at, (pk, _buyer) in enumerate(buyers)}
    months = np.frombuffer(b"".join(columns[4]), dtype="<i8").reshape(len(columns[0]), of.months).astype(np.int64)
    places = (_mapped(columns[0], row), _mapped(columns[1], column))
    numbers = (np.array(columns[2], dtype=np.int64), np.array(columns[3], dtype=np.int64), months)
    stated = version > 0
    return _figures(codes, [buyer for _pk, buyer in buyers], places, numbers, ("locked", version, stated))


def _from_requests(of: Round, codes: Sequence[CodeOf], buyers: Sequence[tuple[int, BuyerOf]]) -> Figures:
    rows = rows_now(of)
    row = {code.clave: at for at, code in enumerate(codes)}
    column = {buyer.code: at for at, (_pk, buyer) in enumerate(buyers)}
    code_at = np.array([row[clave] for clave in rows.claves], dtype=np.int64)
    buyer_at = np.array([column[buyer] for buyer in rows.buyers], dtype=np.int64)
    places = (code_at[rows.code_of], buyer_at[rows.buyer_of])
    numbers = (rows.minimum, rows.maximum, rows.months.reshape(rows.lines, of.months))
    open_one = NeedVersion.objects.filter(round=of, state=OPEN).values_list("number", flat=True).first()
    return _figures(codes, [buyer for _pk, buyer in buyers], places, numbers, (ACCEPTED, open_one or 0, True))


def _mapped(ids: Sequence[int], place: dict[int, int]) -> Ints:
    return np.fromiter(map(place.__getitem__, ids), np.int64, len(ids))


def _figures(
    codes: Sequence[CodeOf],
    buyers: Sequence[BuyerOf],
    places: tuple[Ints, Ints],
    numbers: tuple[Ints, Ints, Ints],
    source: tuple[str, int, bool],
) -> Figures:
    minimum, maximum = (np.zeros((len(codes), len(buyers)), dtype=np.int64) for _ in range(2))
    minimum[places], maximum[places] = numbers[0], numbers[1]
    category = np.array([CATEGORIES.index(code.category) for code in codes], dtype=np.int64)
    by_month = np.zeros((len(buyers), len(CATEGORIES), numbers[2].shape[1]), dtype=np.int64)
    np.add.at(by_month, (places[1], category[places[0]]), numbers[2])
    return Figures(tuple(codes), tuple(buyers), minimum, maximum, CATEGORIES, by_month, *source)


def as_seen(sight: Sight, figures: Figures) -> Figures | None:
    """What the viewer may see of the figures: all; the own buyers'; the sums without whose they are; or nothing."""
    if sight.sees_all("need"):
        return figures
    if sight.sees_all("consolidated_need"):
        return summed(figures)
    if sight.sees_own("need"):
        own = figures.of_buyers(lambda buyer: buyer.code in sight.viewer.own)
        return own if own.buyers else None
    return None


def points_by_state() -> dict[str, dict[str, int]]:
    """How many delivery points each organisation has in each state; public facts (INEGI, DENUE)."""
    found: dict[str, dict[str, int]] = {}
    rows = DeliveryPoint.objects.exclude(organisation=None).order_by().values_list("organisation__code", "state")
    for code, state, count in rows.annotate(Count("pk")):
        found.setdefault(code, {})[state] = count
    return found


def alike(sight: Sight, now: Figures | None, before: Figures | None) -> Figures | None:
    """The last round's figures over what the viewer sees of this one, so that the same is held against the same.

    While lines are still being accepted, only the buyers with accepted lines are compared.
    """
    if now is None or before is None:
        return None
    if is_sum(now):
        return before if is_sum(before) else summed(before)
    if is_sum(before):
        return None
    own = before if sight.sees_all("need") else before.of_buyers(lambda buyer: buyer.code in sight.viewer.own)
    if now.source == ACCEPTED:
        pieces = now.maximum.sum(axis=0).tolist()
        asking = {buyer.code for buyer, most in zip(now.buyers, pieces, strict=True) if most}
        own = own.of_buyers(lambda buyer: buyer.code in asking)
    return own if own.buyers else None
