"""What became of a round, and what it saved. Sums are made by the database, in exact centavos."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, CharField, Count, F, FilteredRelation, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from ..award.models import Award, LotDecision
from ..award.reasons import EVERY_LOT_REASON
from ..contracts.models import Contract
from ..needs.models import ConsolidatedNeed
from ..openness.files.result import ReasonTally, RoundResult, SupplierTally, Tally
from ..people.visibility import Sight
from ..rounds.models import Participation, Round
from ..supply.models import SupplierFill
from ..tender.models import Bid
from ..watch.models import StockLine
from .models import Saving

MEXICO = ZoneInfo("America/Mexico_City")
TOP_SUPPLIERS = 10
NOTHING = Tally(0, 0, 0)
MEDIAN = Coalesce(F("price__median_centavos"), 0, output_field=BigIntegerField())


def round_result(of: Round) -> RoundResult:
    """Everything that happened to what was asked for. Not filtered: what a viewer may not see, the door leaves out."""
    asked, decided = _asked(of), _decided(of)
    awarded, at_reference = _awarded(of)
    not_awarded = tuple(
        ReasonTally(reason, decided["not-awarded", reason])
        for reason in EVERY_LOT_REASON
        if ("not-awarded", reason) in decided
    )
    left_in_part = decided.get(("awarded-in-part", ""), NOTHING)
    suppliers = _suppliers(of)
    return RoundResult(
        code=of.code,
        name_es=of.name_es,
        name_en=of.name_en,
        phase=of.phase,
        clock=of.clock.astimezone(MEXICO).isoformat(),
        seed=of.seed,
        is_synthetic=of.is_synthetic,
        source=of.source,
        buyers=Participation.objects.filter(round=of, is_buyer=True).count(),
        asked=asked,
        awarded=awarded,
        awarded_at_reference_centavos=at_reference,
        left_in_part=left_in_part,
        not_awarded=not_awarded,
        undecided=_less(asked, replace(awarded, centavos=at_reference), left_in_part, not_awarded),
        suppliers_awarded=len(suppliers),
        top_suppliers=tuple(suppliers[:TOP_SUPPLIERS]),
        codes_at_risk=_distinct(StockLine.objects.filter(round=of, is_at_risk=True), "item"),
        suppliers_bidding=_distinct(Bid.objects.filter(lot__procedure__round=of), "supplier"),
        **_executed(of),
        **_saved(of),
    )


def _executed(of: Round) -> dict[str, int]:
    return {
        **Contract.objects.filter(round=of).aggregate(
            contracts=Count("pk"), contract_lines=Sum("lines_count", default=0)
        ),
        **SupplierFill.objects.filter(round=of).aggregate(
            due_pieces=Sum("due_pieces", default=0), received_pieces=Sum("received_pieces", default=0)
        ),
    }


def _saved(of: Round) -> dict[str, int]:
    return Saving.objects.filter(award__lot__procedure__round=of).aggregate(
        saving_awarded_centavos=Sum("awarded_centavos", default=0),
        saving_delivered_centavos=Sum("delivered_centavos", default=0),
        saving_baseline_centavos=Sum(F("baseline_centavos") * F("award__maximum_pieces"), default=0),
    )


def _distinct(rows: QuerySet[Any], column: str) -> int:
    count: int = rows.aggregate(count=Count(column, distinct=True))["count"]
    return count


def _asked(of: Round) -> Tally:
    needs = ConsolidatedNeed.objects.filter(round=of, maximum_pieces__gt=0)
    return _tally(_priced(needs, "item", of), F("maximum_pieces"))


def _awarded(of: Round) -> tuple[Tally, int]:
    """Codes, pieces, money at the prices awarded; and the money of the same pieces at the reference median."""
    awards = _priced(Award.objects.filter(lot__procedure__round=of), "lot__item", of)
    sums = awards.aggregate(
        codes=Count("lot__item", distinct=True),
        pieces=Sum("maximum_pieces", default=0),
        centavos=Sum(F("maximum_pieces") * F("price_centavos"), default=0),
        at_reference=Sum(F("maximum_pieces") * MEDIAN, default=0),
    )
    return Tally(sums["codes"], sums["pieces"], sums["centavos"]), sums["at_reference"]


def _decided(of: Round) -> dict[tuple[str, str], Tally]:
    """What was not awarded, by state of the code and, of those without any award, reason.

    A code counts once, whatever procedures it went through: what the first asked for less what all of them awarded.
    """
    decisions = _priced(LotDecision.objects.filter(lot__procedure__round=of), "lot__item", of)
    rows = decisions.order_by("lot__procedure__position").values_list(
        "lot__item", "needed_pieces", "awarded_pieces", "reason", MEDIAN
    )
    codes: dict[int, tuple[int, str, int]] = {}
    for item, needed, awarded, reason, median in rows.iterator(chunk_size=5000):
        left, before, _ = codes.get(item, (needed, "", 0))
        codes[item] = (left - awarded, reason or before, median)
    is_awarded = set(Award.objects.filter(lot__procedure__round=of).values_list("lot__item", flat=True))
    found: dict[tuple[str, str], Tally] = {}
    for item, (left, reason, median) in codes.items():
        key = (("awarded-in-part" if left else "awarded"), "") if item in is_awarded else ("not-awarded", reason)
        told = found.get(key, NOTHING)
        found[key] = Tally(told.codes + 1, told.pieces + left, told.centavos + left * median)
    return found


def _priced(rows: QuerySet[Any], item: str, of: Round) -> QuerySet[Any]:
    """Rows with the reference price of their item in this round as `price`, null where there is none."""
    relation = f"{item}__referenceprice"
    priced: QuerySet[Any] = rows.annotate(price=FilteredRelation(relation, condition=Q(**{f"{relation}__round": of})))
    return priced


def _tally(rows: QuerySet[Any], pieces: F) -> Tally:
    sums = rows.aggregate(codes=Count("item"), pieces=Sum(pieces, default=0), centavos=Sum(pieces * MEDIAN, default=0))
    return Tally(sums["codes"], sums["pieces"], sums["centavos"])


def _less(asked: Tally, awarded: Tally, left_in_part: Tally, not_awarded: Sequence[ReasonTally]) -> Tally:
    """What is left of the asked; the codes awarded in part count once, as awarded."""
    parts = [awarded, replace(left_in_part, codes=0), *(one.tally for one in not_awarded)]
    return Tally(
        codes=asked.codes - sum(part.codes for part in parts),
        pieces=asked.pieces - sum(part.pieces for part in parts),
        centavos=asked.centavos - sum(part.centavos for part in parts),
    )


def _suppliers(of: Round) -> list[SupplierTally]:
    """Every supplier with an award, the largest amount first, then by code."""
    fills = {
        supplier: (due, received)
        for supplier, due, received in SupplierFill.objects.filter(round=of).values_list(
            "supplier__code", "due_pieces", "received_pieces"
        )
    }
    rows = (
        Award.objects.filter(lot__procedure__round=of)
        .order_by()
        .values_list("bid__supplier__code", "bid__supplier__name")
        .annotate(
            codes=Count("lot__item", distinct=True),
            pieces=Sum("maximum_pieces"),
            centavos=Sum(F("maximum_pieces") * F("price_centavos"), output_field=BigIntegerField()),
        )
    )
    ordered = sorted(rows, key=lambda row: (-row[4], row[0]))
    return [
        SupplierTally(name, Tally(codes, pieces, centavos), *fills.get(code, (0, 0)))
        for code, name, codes, pieces, centavos in ordered
    ]


@dataclass(frozen=True)
class SavingLine:
    """What a code, a category or all of it saved, in centavos; the delivered side is None where it may not be seen."""

    key: str
    description: str
    awards: int
    awarded_pieces: int
    cost_centavos: int
    saved_centavos: int
    delivered_pieces: int | None
    delivered_saved_centavos: int | None

    @property
    def baseline_centavos(self) -> int:
        """What the awarded pieces would have cost at the stated baseline."""
        return self.cost_centavos + self.saved_centavos

    @property
    def per_piece_centavos(self) -> int | None:
        """Saving per awarded piece in whole centavos, rounded half to even, for people only."""
        return round(Fraction(self.saved_centavos, self.awarded_pieces)) if self.awarded_pieces else None

    @property
    def share_saved(self) -> float | None:
        """Saving as a fraction of the baseline's cost, for people only."""
        return self.saved_centavos / self.baseline_centavos if self.baseline_centavos else None


def visible_to(sight: Sight, of: Round) -> QuerySet[Saving]:
    """Savings of the round as the viewer may see them: a saving shows the price awarded and the baseline besides."""
    savings = Saving.objects.filter(award__lot__procedure__round=of)
    shown = ("saving", "award", "reference_price")
    return savings if all(sight.sees_all(field) for field in shown) else savings.none()


def savings_by_code(sight: Sight, of: Round, category: str = "") -> list[SavingLine]:
    """One line per code, of one category or all, the largest saving first, then by clave."""
    item = "award__lot__item"
    rows = visible_to(sight, of)
    chosen = rows.filter(award__lot__item__category=category) if category else rows
    return _lines(chosen.values_list(f"{item}__clave", f"{item}__description"), sight)


def savings_by_category(sight: Sight, of: Round) -> list[SavingLine]:
    """One line per category, the largest saving first."""
    rows = visible_to(sight, of).annotate(said=Value("", output_field=CharField()))
    return _lines(rows.values_list("award__lot__item__category", "said"), sight)


def savings_total(lines: Sequence[SavingLine]) -> SavingLine:
    """The sum of lines."""
    delivered = [line.delivered_pieces for line in lines if line.delivered_pieces is not None]
    delivered_saved = [line.delivered_saved_centavos for line in lines if line.delivered_saved_centavos is not None]
    return SavingLine(
        key="",
        description="",
        awards=sum(line.awards for line in lines),
        awarded_pieces=sum(line.awarded_pieces for line in lines),
        cost_centavos=sum(line.cost_centavos for line in lines),
        saved_centavos=sum(line.saved_centavos for line in lines),
        delivered_pieces=sum(delivered) if delivered else None,
        delivered_saved_centavos=sum(delivered_saved) if delivered else None,
    )


def _lines(groups: QuerySet[Any, Any], sight: Sight) -> list[SavingLine]:
    sums = groups.order_by().annotate(
        awards=Count("pk"),
        pieces=Sum("award__maximum_pieces"),
        cost=Sum(F("award__maximum_pieces") * F("award__price_centavos"), output_field=BigIntegerField()),
        saved=Sum("awarded_centavos"),
        delivered=Sum("delivered_pieces"),
        delivered_saved=Sum("delivered_centavos"),
    )
    sees_delivered = sight.sees_all("delivery")
    lines = [SavingLine(*row[:6], *(row[6:] if sees_delivered else (None, None))) for row in sums]
    return sorted(lines, key=lambda line: (-line.saved_centavos, line.key))
