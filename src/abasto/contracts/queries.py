"""Reads of contracts and their lines."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from django.db.models import Q, QuerySet

from ..award.models import Award
from ..base.quantity import split_largest_remainder
from ..base.refusal import Refused
from ..base.series import Months
from ..people.models import Organisation
from ..people.queries import codes_below, points_of
from ..people.visibility import Sight
from ..rounds.models import Round
from .lines import ContractSeen
from .models import Contract, ContractLine
from .points import weight_of

SEEN_FIELDS = (
    "pk", "number", "legal_entity__code", "legal_entity__name", "supplier__code", "supplier__name", "state",
    "minimum_centavos", "maximum_centavos", "maximum_pieces", "guarantee_centavos", "lines_count",
)  # fmt: skip
LINE_FIELDS = (
    "pk", "award__lot__item__clave", "award__lot__item__description", "buyer__code", "buyer__name", "minimum_pieces",
    "maximum_pieces", "price_centavos", "ordered_by_month",
)  # fmt: skip


def visible_to(sight: Sight, of: Round) -> QuerySet[Contract]:
    """The contracts of the round: all, or those in which the viewer's organisation signs, supplies or receives."""
    contracts = Contract.objects.filter(round=of)
    if sight.sees_all("contract"):
        return contracts
    if not sight.sees_own("contract"):
        return contracts.none()
    own = sight.viewer.own
    receiving = ContractLine.objects.filter(contract__round=of, buyer__code__in=own)
    return contracts.filter(
        Q(legal_entity__code__in=own) | Q(supplier__code__in=own) | Q(pk__in=receiving.values("contract"))
    )


def lines_visible_to(sight: Sight, of: Round) -> QuerySet[ContractLine]:
    """The contract lines of the round: all, or those of the viewer's organisation on either side."""
    lines = ContractLine.objects.filter(contract__round=of)
    if sight.sees_all("contract"):
        return lines
    if not sight.sees_own("contract"):
        return lines.none()
    own = sight.viewer.own
    return lines.filter(
        Q(contract__legal_entity__code__in=own) | Q(contract__supplier__code__in=own) | Q(buyer__code__in=own)
    )


def contracts_seen(sight: Sight, of: Round, supplier: str = "") -> list[ContractSeen]:
    """Every contract the viewer may see, or those of one supplier (code), the largest first."""
    contracts = visible_to(sight, of)
    if supplier:
        contracts = contracts.filter(supplier__code=supplier)
    rows = contracts.order_by("-maximum_centavos", "number").values_list(*SEEN_FIELDS)
    return [ContractSeen(*row) for row in rows.iterator(chunk_size=5000)]


def codes_in(sight: Sight, of: Round, contracts: Collection[int] | None = None) -> int:
    """How many different codes these contracts (ids) hold; None is all of them."""
    lines = lines_visible_to(sight, of)
    if contracts is not None:
        lines = lines.filter(contract__in=contracts)
    return Award.objects.filter(pk__in=lines.values("award")).values("lot__item").distinct().count()


def contract_numbered(sight: Sight, of: Round, number: str) -> Contract:
    """One contract; refuses `not-found`, also where the viewer may not know of it."""
    for contract in visible_to(sight, of).filter(number=number).select_related("legal_entity", "supplier", "procedure"):
        return contract
    raise Refused("not-found", "", {"what": "contract", "value": number})


@dataclass(frozen=True)
class LineSeen:
    """A line of a contract: what one buyer may order of one code, in pieces; price in centavos per piece."""

    pk: int
    clave: str
    description: str
    buyer_code: str
    buyer: str
    minimum_pieces: int
    maximum_pieces: int
    price_centavos: int
    ordered_by_month: Months


def lines_of(sight: Sight, of: Round, contract: Contract) -> list[LineSeen]:
    """The lines of a contract by clave and buyer."""
    rows = lines_visible_to(sight, of).filter(contract=contract).order_by("award__lot__item__clave", "buyer__code")
    return [LineSeen(*row) for row in rows.values_list(*LINE_FIELDS)]


def ordered_by_month(lines: list[LineSeen], months: int) -> list[int]:
    """Pieces of all lines by month, shape (months,)."""
    summed = np.zeros(months, dtype=np.int64)
    for line in lines:
        summed += line.ordered_by_month
    pieces: list[int] = summed.tolist()
    return pieces


@dataclass(frozen=True)
class ContractOfCode:
    """A contract that holds a code: its parties, and the pieces and price of that code."""

    number: str
    entity: str
    supplier: str
    pieces: int
    price_centavos: int


def contracts_of_code(sight: Sight, of: Round, clave: str) -> list[ContractOfCode]:
    """The contracts that hold a code, by number."""
    found: dict[str, ContractOfCode] = {}
    fields = (
        "contract__number",
        "contract__legal_entity__name",
        "contract__supplier__name",
        "maximum_pieces",
        "price_centavos",
    )
    rows = lines_visible_to(sight, of).filter(award__lot__item__clave=clave).order_by("contract__number", "pk")
    for number, entity, supplier, pieces, price in rows.values_list(*fields):
        before = found[number].pieces if number in found else 0
        found[number] = ContractOfCode(number, entity, supplier, before + pieces, price)
    return list(found.values())


@dataclass(frozen=True)
class PointPart:
    """A delivery point with its derived part of the pieces."""

    code: str
    name: str
    state: str
    municipality: str
    size_class: str
    pieces: int


def points_with_pieces(buyer: Organisation, pieces: int) -> list[PointPart]:
    """The pieces of a buyer over its delivery points, derived by class of staff; empty where no point is known."""
    points = list(points_of(codes_below(buyer)).order_by("code"))
    parts = split_largest_remainder(pieces, [weight_of(point.size_class) for point in points])
    return [
        PointPart(point.code, point.name, point.state, point.municipality, point.size_class, part)
        for point, part in zip(points, parts, strict=True)
    ]
