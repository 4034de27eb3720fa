"""From awards to contracts: one per legal entity and supplier, a line per award and buyer, integers conserved.

The calendar of a line is derived: only the year is known, so its maximum is split equally over the months by largest
remainder, the earlier months first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from abasto.base.money import share_of_centavos
from abasto.base.refusal import Refused

Int64 = NDArray[np.int64]


@dataclass(frozen=True)
class AwardFacts:
    """One winner of one lot: its own price, and the pieces of each buyer in the order of `buyers`.

    awarded_pieces: what the decision says it was awarded; the lines must add up to it.
    """

    key: str
    supplier: str
    price_centavos: int
    awarded_pieces: int
    buyers: Sequence[str]
    minimum_by_buyer: Sequence[int] | Int64
    maximum_by_buyer: Sequence[int] | Int64


@dataclass(frozen=True)
class ContractLines:
    """Lines as arrays, sorted by contract, award key, buyer; a buyer without pieces has no line.

    contract_index, award_index (into the awards given), minimum_pieces, maximum_pieces, price_centavos: int64 (n,);
    buyers: n names; pieces_by_month: int64 (n, months), each row adds up to the maximum.
    """

    contract_index: Int64
    award_index: Int64
    buyers: tuple[str, ...]
    minimum_pieces: Int64
    maximum_pieces: Int64
    price_centavos: Int64
    pieces_by_month: Int64


@dataclass(frozen=True)
class ContractHead:
    """A contract with its totals; its lines are `first_line` up to, not including, `first_line + lines_count`."""

    number: str
    legal_entity: str
    supplier: str
    first_line: int
    lines_count: int
    minimum_pieces: int
    maximum_pieces: int
    minimum_centavos: int
    maximum_centavos: int
    guarantee_centavos: int


@dataclass(frozen=True)
class Contracts:
    """Contracts sorted by legal entity and supplier, and all their lines."""

    heads: tuple[ContractHead, ...]
    lines: ContractLines


def form_contracts(
    awards: Sequence[AwardFacts],
    legal_entity_of: Mapping[str, str],
    number_prefix: str,
    months: int,
    guarantee_percent: Decimal,
    first_month: int = 0,
) -> Contracts | Refused:
    """Group the pieces of every award and buyer into contracts.

    legal_entity_of: buyer -> who signs for it. number_prefix: business key of the procedure; a contract's number is
    prefix/legal entity/supplier, so it does not change when another contract does. guarantee_percent: of the maximum.
    first_month: of the round's months, the first in which may be delivered.
    Returns `Refused` instead where it may not be signed: "pieces-not-conserved", "contract-number-not-unique".
    """
    parties, lines = _lines(awards, legal_entity_of, (months, first_month))
    fault = pieces_not_conserved(awards, lines) or _number_not_unique(parties, number_prefix)
    return fault or Contracts(_heads(parties, lines, number_prefix, guarantee_percent), lines)


def _lines(
    awards: Sequence[AwardFacts], legal_entity_of: Mapping[str, str], months: tuple[int, int]
) -> tuple[list[tuple[str, str]], ContractLines]:
    """The parties of each contract, in order, and the lines."""
    rows = sorted(
        (legal_entity_of[buyer], award.supplier, award.key, buyer, at, int(minimum), int(maximum))
        for at, award in enumerate(awards)
        for buyer, minimum, maximum in zip(award.buyers, award.minimum_by_buyer, award.maximum_by_buyer, strict=True)
        if maximum or minimum
    )
    parties = sorted({row[:2] for row in rows})
    place = {party: at for at, party in enumerate(parties)}
    maximum_pieces = _column(row[6] for row in rows)
    award_index = _column(row[4] for row in rows)
    return parties, ContractLines(
        contract_index=_column(place[row[:2]] for row in rows),
        award_index=award_index,
        buyers=tuple(row[3] for row in rows),
        minimum_pieces=_column(row[5] for row in rows),
        maximum_pieces=maximum_pieces,
        price_centavos=_column(award.price_centavos for award in awards)[award_index],
        pieces_by_month=monthly_calendar(maximum_pieces, *months),
    )


def _column(values: Iterable[int]) -> Int64:
    return np.fromiter(values, dtype=np.int64)


def monthly_calendar(maximum_pieces: Int64, months: int, first_month: int = 0) -> Int64:
    """Shape (n, months): each maximum split equally over the months from `first_month` on, by largest remainder.

    The earlier months first; nothing before `first_month`.
    """
    base, left = np.divmod(maximum_pieces, months - first_month)
    running = np.arange(months) - first_month
    return np.asarray((running >= 0) * (base[:, None] + (running < left[:, None])), dtype=np.int64)


def pieces_not_conserved(awards: Sequence[AwardFacts], lines: ContractLines) -> Refused | None:
    """The first award whose pieces differ from its lines, or line whose months differ from it or whose minimum exceeds
    its maximum; None if every piece is where it was.
    """
    contracted = np.zeros(len(awards), dtype=np.int64)
    np.add.at(contracted, lines.award_index, lines.maximum_pieces)
    awarded = _column(award.awarded_pieces for award in awards)
    for at in np.flatnonzero(contracted != awarded)[:1].tolist():
        values = {"award": awards[at].key, "awarded": int(awarded[at]), "contracted": int(contracted[at])}
        return Refused("pieces-not-conserved", "", values)
    delivered = lines.pieces_by_month.sum(axis=1)
    is_faulty = (delivered != lines.maximum_pieces) | (lines.minimum_pieces > lines.maximum_pieces)
    for at in np.flatnonzero(is_faulty)[:1].tolist():
        return Refused("pieces-not-conserved", "", _place(awards, lines, at))
    return None


def _place(awards: Sequence[AwardFacts], lines: ContractLines, at: int) -> dict[str, object]:
    return {
        "award": awards[int(lines.award_index[at])].key,
        "buyer": lines.buyers[at],
        "minimum": int(lines.minimum_pieces[at]),
        "maximum": int(lines.maximum_pieces[at]),
        "months": int(lines.pieces_by_month[at].sum()),
    }


def contract_number(prefix: str, legal_entity: str, supplier: str) -> str:
    """A number from business keys: the same parties of the same procedure have the same number in every run."""
    return f"{prefix}/{legal_entity}/{supplier}"


def _number_not_unique(parties: Sequence[tuple[str, str]], prefix: str) -> Refused | None:
    numbers: dict[str, tuple[str, str]] = {}
    for party in parties:
        other = numbers.setdefault(contract_number(prefix, *party), party)
        if other != party:
            values: dict[str, object] = {"number": contract_number(prefix, *party), "parties": [other, party]}
            return Refused("contract-number-not-unique", "", values)
    return None


def _heads(
    parties: Sequence[tuple[str, str]], lines: ContractLines, prefix: str, guarantee_percent: Decimal
) -> tuple[ContractHead, ...]:
    bounds = np.searchsorted(lines.contract_index, np.arange(len(parties) + 1)).tolist()
    minimum_centavos = lines.minimum_pieces * lines.price_centavos
    maximum_centavos = lines.maximum_pieces * lines.price_centavos
    heads = []
    for (legal_entity, supplier), first, last in zip(parties, bounds[:-1], bounds[1:], strict=True):
        maximum = int(maximum_centavos[first:last].sum())
        heads.append(
            ContractHead(
                number=contract_number(prefix, legal_entity, supplier),
                legal_entity=legal_entity,
                supplier=supplier,
                first_line=first,
                lines_count=last - first,
                minimum_pieces=int(lines.minimum_pieces[first:last].sum()),
                maximum_pieces=int(lines.maximum_pieces[first:last].sum()),
                minimum_centavos=int(minimum_centavos[first:last].sum()),
                maximum_centavos=maximum,
                guarantee_centavos=share_of_centavos(maximum, guarantee_percent),
            )
        )
    return tuple(heads)
