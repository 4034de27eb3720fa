"""A contract as a row, the choice of rows a reader asks for, and their sum; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..page.totals import Totals


@dataclass(frozen=True)
class ContractSeen:
    """A contract: its parties, money in centavos, pieces at most, lines."""

    pk: int
    number: str
    entity_code: str
    entity: str
    supplier_code: str
    supplier: str
    state: str
    minimum_centavos: int
    maximum_centavos: int
    maximum_pieces: int
    guarantee_centavos: int
    lines: int


@dataclass(frozen=True)
class Delivered:
    """Pieces due so far, received, and received on time; fractions are None while nothing is due."""

    due_pieces: int
    received_pieces: int
    on_time_pieces: int

    @property
    def fill(self) -> float | None:
        return self.received_pieces / self.due_pieces if self.due_pieces else None

    @property
    def on_time(self) -> float | None:
        return self.on_time_pieces / self.due_pieces if self.due_pieces else None


@dataclass(frozen=True)
class ContractChoice:
    """Which contracts: a legal entity, a supplier, words of number or parties."""

    entity: str = ""
    supplier: str = ""
    words: str = ""


def chosen(contracts: Iterable[ContractSeen], choice: ContractChoice) -> list[ContractSeen]:
    """The contracts that meet every part of the choice; entity and supplier by code."""
    words = choice.words.casefold().split()
    return [
        one
        for one in contracts
        if (not choice.entity or one.entity_code == choice.entity)
        and (not choice.supplier or one.supplier_code == choice.supplier)
        and all(word in f"{one.number} {one.entity} {one.supplier}".casefold() for word in words)
    ]


def totals_of(contracts: Sequence[ContractSeen], codes: int) -> Totals:
    """Pieces and money at most of these contracts; `codes`: how many different codes they hold."""
    return Totals(codes, sum(one.maximum_pieces for one in contracts), sum(one.maximum_centavos for one in contracts))


def sum_of(delivered: Iterable[Delivered]) -> Delivered:
    """The deliveries of several contracts or lines in one."""
    every = list(delivered)
    return Delivered(
        sum(one.due_pieces for one in every),
        sum(one.received_pieces for one in every),
        sum(one.on_time_pieces for one in every),
    )
