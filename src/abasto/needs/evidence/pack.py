"""What a box of a code holds, read from its description."""

import re

PACK = re.compile(r"\b(?:envase|caja|frasco|paquete)s?\s+con\s+(\d{1,4})\b", re.IGNORECASE)
NEAR_PERCENT = 20
LEAST_PACK = 4


def pack_of(description: str) -> int:
    """Pieces in a box ("Envase con 20 tabletas": 20); 0 where the description does not tell."""
    found = PACK.search(description)
    return int(found[1]) if found and int(found[1]) >= LEAST_PACK else 0


def is_by_pack(larger: int, smaller: int, pack: int) -> bool:
    """Whether two figures differ by the content of a box, and not rather by ten, a hundred or a thousand."""
    if not pack or pack in (10, 100, 1000):
        return False
    return abs(larger - smaller * pack) * 100 <= larger * NEAR_PERCENT
