"""A passbook: from what is authorised every line draws its maximum, of which its minimum is owed whatever happens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FUNDS = (
    "ramo-12", "fassa", "fonsabi", "ramo-47", "ramo-50", "ramo-51", "own-resources", "state", "other",
)  # fmt: skip
"""Sources of funds, closed so that they add up across institutions; their words are in `screens/words`."""
NONE = ""
"""The lines whose source nobody has said yet."""


@dataclass(frozen=True)
class LineCost:
    """A line with its source of funds, pieces, and the expected price of one (None where nobody knows one)."""

    clave: str
    funds: str
    minimum_pieces: int
    maximum_pieces: int
    price_centavos: int | None

    @property
    def minimum_centavos(self) -> int:
        return self.minimum_pieces * (self.price_centavos or 0)

    @property
    def maximum_centavos(self) -> int:
        return self.maximum_pieces * (self.price_centavos or 0)


@dataclass(frozen=True)
class Account:
    """One source of funds: centavos authorised and drawn; unpriced: lines that draw nothing for want of a price."""

    funds: str
    authorised: int
    minimum: int
    maximum: int
    lines: int
    unpriced: int

    @property
    def balance(self) -> int:
        return self.authorised - self.maximum

    @property
    def is_overdrawn(self) -> bool:
        return self.balance < 0

    @property
    def cannot_pay_minimum(self) -> bool:
        return self.minimum > self.authorised


@dataclass(frozen=True)
class Entry:
    """A line of the passbook with the balance after it."""

    line: LineCost
    balance: int


def accounts(lines: Sequence[LineCost], authorised: Mapping[str, int]) -> list[Account]:
    """An account per source that has money or lines; the overdrawn first, then as the sources are listed."""
    found = {funds: [line for line in lines if line.funds == funds] for funds in (NONE, *FUNDS)}
    every = [
        Account(
            funds,
            authorised.get(funds, 0),
            sum(line.minimum_centavos for line in own),
            sum(line.maximum_centavos for line in own),
            len(own),
            sum(line.price_centavos is None for line in own),
        )
        for funds, own in found.items()
        if own or funds in authorised
    ]
    return sorted(every, key=lambda one: (not one.is_overdrawn, one.balance if one.is_overdrawn else 0))


def entries(lines: Sequence[LineCost], authorised: int) -> list[Entry]:
    """The lines in their order, each with the balance after it; those that find no money left stand first."""
    balance, booked = authorised, []
    for line in lines:
        balance -= line.maximum_centavos
        booked.append(Entry(line, balance))
    return sorted(booked, key=lambda one: one.balance >= 0 or not one.line.maximum_centavos)
