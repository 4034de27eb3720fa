"""Pieces against boxes: two figures of a code that differ by what a box of it holds."""

NEAR_PERCENT = 20
LEAST_PACK = 4
POWERS_OF_TEN = (10, 100, 1000)


def is_by_pack(larger: int, smaller: int, pack: int | None) -> bool:
    """Whether two figures differ by the content of a box (`pack` pieces, None where the description does not tell).

    A box of ten, a hundred or a thousand tells nothing: a slipped decimal point looks the same.
    """
    if pack is None or pack < LEAST_PACK or pack in POWERS_OF_TEN:
        return False
    return abs(larger - smaller * pack) * 100 <= larger * NEAR_PERCENT
