"""A series is a place and a code, as one integer: the place's number in the round, and the digits of the clave."""

CLAVE_BITS = 40
TWELVE_DIGITS = 10**10
"""Claves of twelve digits begin with 010 or more, so none of them is as small as the largest of ten."""


def number_of_clave(clave: str) -> int:
    """The digits of a dotted clave."""
    return int(clave.replace(".", ""))


def clave_of_number(number: int) -> str:
    """The dotted clave of its digits."""
    digits = f"{number:012d}" if number >= TWELVE_DIGITS else f"{number:010d}"
    return ".".join(part for part in (digits[:3], digits[3:6], digits[6:10], digits[10:]) if part)


def series_of(place: int, clave: str) -> int:
    """The key of a place's series of a code."""
    return place << CLAVE_BITS | number_of_clave(clave)


def place_and_clave(series: int) -> tuple[int, str]:
    """The place's number, and the dotted clave."""
    return series >> CLAVE_BITS, clave_of_number(series & ((1 << CLAVE_BITS) - 1))
