"""mx-mini: 40 claves and 8 buyers of 2027-28, for tests that need a database or a browser."""

from collections import defaultdict

from contents import Contents
from tree import Member, members_2027

BUYERS = (
    "imss",
    "issste",
    "pemex",
    "hospital-infantil-de-mexico",
    "incan",
    "imss-bienestar-chiapas",
    "hrae-bajio",
    "censida",
)
# Paracetamol and propofol, known to all, and one of the five cells whose minimum is 0 beside a positive maximum.
ALWAYS = ("010.000.0104.00", "010.000.0246.00", "010.000.6268.00")
WANTED = {"010": 16, "030": 2, "040": 4, "060": 12, "080": 6}
PER_BUYER = 2
POINTS_PER_BUYER = 6


def members_of_excerpt() -> list[Member]:
    """The eight buyers and what stands above them, in the order of the round."""
    members = members_2027()
    parent = {member.organisation.code: member.parent for member in members}
    kept = set(BUYERS)
    for buyer in BUYERS:
        above = parent[buyer]
        while above:
            kept.add(above)
            above = parent[above]
    return [member for member in members if member.organisation.code in kept]


def excerpt(contents: Contents) -> Contents:
    """Fixed claves, the two largest of each buyer, then of each group those that most of the buyers ask for."""
    needs = [need for need in contents.needs if need.institution in BUYERS]
    asked: dict[str, int] = defaultdict(int)
    of_buyer: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for need in needs:
        asked[need.clave] += 1
        of_buyer[need.institution].append((-need.maximum_pieces, need.clave))
    largest = [clave for buyer in BUYERS for _, clave in sorted(of_buyer[buyer])[:PER_BUYER]]
    by_demand = sorted(asked, key=lambda clave: (-asked[clave], clave))
    chosen: dict[str, list[str]] = defaultdict(list)
    for clave in dict.fromkeys([*ALWAYS, *largest, *by_demand]):
        if len(chosen[clave[:3]]) < WANTED.get(clave[:3], 0):
            chosen[clave[:3]].append(clave)
    claves = {clave for group in chosen.values() for clave in group}
    items = [item for item in contents.items if item.clave in claves]
    return Contents(items, [need for need in needs if need.clave in claves])


def few_points(points: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The first six points of each institution, and the first six tied to nobody."""
    seen: dict[str, int] = defaultdict(int)
    kept = []
    for point in points:
        seen[point[2]] += 1
        if seen[point[2]] <= POINTS_PER_BUYER:
            kept.append(point)
    return kept
