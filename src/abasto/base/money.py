"""Money: a Decimal with its currency outside, integer centavos inside the engines."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, order=True)
class Money:
    """An amount in a currency (ISO 4217), exact to the centavo."""

    amount: Decimal
    currency: str = "MXN"

    @property
    def centavos(self) -> int:
        return int((self.amount * 100).to_integral_value(ROUND_HALF_UP))


def from_centavos(centavos: int, currency: str = "MXN") -> Money:
    """Money from integer centavos; exact."""
    return Money(Decimal(centavos).scaleb(-2), currency)


def share_of_centavos(centavos: int, percent: Decimal) -> int:
    """`percent` of an amount in centavos, rounded half up to the centavo."""
    return int((Decimal(centavos) * percent / 100).to_integral_value(ROUND_HALF_UP))
