"""Reads of needs: what each buyer asks for, and the sum."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, NullIf
from numpy.typing import NDArray

from ..catalogue.models import RoundItem
from ..people.visibility import Sight
from ..rounds.models import Round
from ..rounds.queries import participations
from .models import ConsolidatedNeed, NeedImport, NeedLine

MEASURES = ("maximum", "minimum")
ORIGINS = ("published", "stated", "derived", "synthetic")
Ints = NDArray[np.int64]


def visible_to(sight: Sight, of: Round) -> QuerySet[NeedLine]:
    """The need lines of the round that the viewer may see."""
    lines = NeedLine.objects.filter(round=of)
    if sight.sees_all("need"):
        return lines
    return lines.filter(buyer__code__in=sight.viewer.own) if sight.sees_own("need") else lines.none()


def consolidated_visible_to(sight: Sight, of: Round) -> QuerySet[ConsolidatedNeed]:
    """The sums by code, where the viewer may see them."""
    sums = ConsolidatedNeed.objects.filter(round=of).select_related("item")
    return sums if sight.sees_all("consolidated_need") else sums.none()


def need_rows(of: Round) -> Iterator[tuple[str, str, int, int]]:
    """(clave, buyer code, minimum, maximum) of every line, in pieces; for the steps of the process, not for pages."""
    lines = NeedLine.objects.filter(round=of).values_list(
        "item__clave", "buyer__code", "minimum_pieces", "maximum_pieces"
    )
    yield from lines.iterator(chunk_size=5000)


@dataclass(frozen=True)
class Buyer:
    """A column of the need: the buyer, and the institution at the top of the round's tree it belongs to."""

    id: int
    code: str
    name: str
    top_code: str
    top_name: str


def buyers_seen(sight: Sight, of: Round) -> tuple[Buyer, ...]:
    """The buyers whose needs the viewer may see, in the round's order."""
    every = {one.pk: one for one in participations(of)}
    found = []
    for one in every.values():
        if not one.is_buyer or not sight.sees("need", one.organisation.code):
            continue
        top = one
        while top.parent_id is not None:
            top = every[top.parent_id]
        found.append(Buyer(one.organisation_id, one.organisation.code, str(one.organisation),
                           top.organisation.code, str(top.organisation)))  # fmt: skip
    return tuple(found)


@dataclass(frozen=True)
class Code:
    """A code of the round as published there; `unit` is "" where it was not published."""

    item_id: int
    clave: str
    description: str
    unit: str
    category: str


def codes_of(of: Round) -> list[Code]:
    """The codes that the round lists, in its order; public, as the compendium is."""
    fields = ("item_id", "item__clave", "description", "unit", "item__category")
    rows = RoundItem.objects.filter(round=of).order_by("position").values_list(*fields)
    return [Code(*row) for row in rows.iterator(chunk_size=5000)]


@dataclass(frozen=True)
class CodeSum:
    """The need of one code over the buyers seen: pieces, how many buyers ask, and the weakest origin of a line."""

    minimum_pieces: int
    maximum_pieces: int
    buyers: int
    origin: str

    def pieces(self, measure: str) -> int:
        """The minimum or the maximum."""
        return self.minimum_pieces if measure == "minimum" else self.maximum_pieces


def sums_by_item(sight: Sight, of: Round) -> dict[int, CodeSum]:
    """The need by item id, over the buyers that the viewer may see."""
    lines = visible_to(sight, of).order_by()
    weakest = _weakest_origins(lines)
    if sight.sees_all("need") and sight.sees_all("consolidated_need"):
        rows = ConsolidatedNeed.objects.filter(round=of).values_list(
            "item_id", "minimum_pieces", "maximum_pieces", "buyers"
        )
        stored = {
            item: CodeSum(least, most, buyers, weakest.get(item, ORIGINS[0]))
            for item, least, most, buyers in rows.order_by()
        }
        if stored:
            return stored
    summed = lines.values_list("item_id").annotate(Sum("minimum_pieces"), Sum("maximum_pieces"), Count("pk"))
    return {item: CodeSum(least, most, buyers, weakest.get(item, ORIGINS[0])) for item, least, most, buyers in summed}


def _weakest_origins(lines: QuerySet[NeedLine]) -> dict[int, str]:
    """Items with a line that is not as published: the weakest of their origins."""
    found: dict[int, str] = {}
    for item, origin in lines.exclude(origin=ORIGINS[0]).values_list("item_id", "origin").distinct():
        found[item] = max(found.get(item, ORIGINS[0]), origin, key=ORIGINS.index)
    return found


def pieces_by_buyer(sight: Sight, of: Round, measure: str, codes: Sequence[Code], buyers: Sequence[Buyer]) -> Ints:
    """Pieces of shape (codes, buyers); 0 where a buyer asks for nothing."""
    matrix = np.zeros((len(codes), len(buyers)), dtype=np.int64)
    row_of = {code.item_id: at for at, code in enumerate(codes)}
    column_of = {buyer.id: at for at, buyer in enumerate(buyers)}
    lines = visible_to(sight, of).order_by()
    if len(column_of) < len(buyers_seen(sight, of)):
        lines = lines.filter(buyer_id__in=list(column_of))
    if len(codes) <= 100:
        lines = lines.filter(item_id__in=list(row_of))
    rows = lines.values_list("item_id", "buyer_id", f"{measure}_pieces")
    for item, buyer, pieces in rows.iterator(chunk_size=10_000):
        matrix[row_of[item], column_of[buyer]] = pieces
    return matrix


def earlier_round(of: Round) -> Round | None:
    """The newest round before this one that has needs."""
    earlier = Round.objects.filter(first_year__lt=of.first_year, needimport__isnull=False)
    return earlier.order_by("-first_year", "-code").first()


def earlier_pieces(sight: Sight, earlier: Round, buyer_codes: Sequence[str] | None) -> dict[int, int]:
    """Maximum pieces by item id in an earlier round, of all buyers or only of those named, as far as seen."""
    if buyer_codes is None and not sight.sees_all("need"):
        return {}
    lines = visible_to(sight, earlier).order_by()
    if buyer_codes is not None:
        lines = lines.filter(buyer__code__in=buyer_codes)
    return dict(lines.values_list("item_id").annotate(Sum("maximum_pieces")))


def data_version(of: Round) -> str:
    """What the needs of the round rest on: its consolidation's run, else the files imported."""
    run = ConsolidatedNeed.objects.filter(round=of).order_by().values_list("run_key", flat=True).first()
    files = NeedImport.objects.filter(round=of).order_by("pk").values_list("sha256", flat=True)
    return "+".join([run or "", *files])


@dataclass(frozen=True)
class NeedSeen:
    """One need line with where it came from; pieces by month of shape (months,)."""

    clave: str
    buyer_code: str
    buyer: str
    minimum_pieces: int
    maximum_pieces: int
    minimum_by_month: Ints
    maximum_by_month: Ints
    origin: str
    rule: str
    file_name: str
    layout: str
    place: str


NEED_FIELDS = (
    "item__clave", "buyer__code", "buyer_name", "minimum_pieces", "maximum_pieces", "minimum_by_month",
    "maximum_by_month", "origin", "rule", "need_import__file_name", "need_import__layout", "place",
)  # fmt: skip


def needs_of_code(sight: Sight, of: Round, clave: str, buyer_code: str = "") -> list[NeedSeen]:
    """The lines of one code, of all buyers seen or of one, the largest maximum first."""
    lines = visible_to(sight, of).filter(item__clave=clave)
    if buyer_code:
        lines = lines.filter(buyer__code=buyer_code)
    name = Coalesce(NullIf("buyer__short_name", Value("")), "buyer__name")
    ordered = lines.annotate(buyer_name=name).order_by("-maximum_pieces", "buyer__code")
    return [NeedSeen(*row) for row in ordered.values_list(*NEED_FIELDS)]


def consolidation_of(sight: Sight, of: Round, clave: str) -> ConsolidatedNeed | None:
    """The sum of one code, if it was made and may be seen."""
    return consolidated_visible_to(sight, of).filter(item__clave=clave).first()


def rounds_asking(clave: str) -> QuerySet[Round]:
    """Every round that lists a code, the newest first; which rounds list it is public."""
    return Round.objects.filter(items__item__clave=clave).order_by("-first_year", "code")
