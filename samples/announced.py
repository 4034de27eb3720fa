"""2025-26: the announced scope of 4,498 codes and 26 institutions, from real totals and the other rounds.

Published: 3,882 codes with their totals over two years (the annex has no split). Derived: the split, and
580 codes of other rounds. Synthetic: 36 vaccines. No random number: ties go to the smaller clave.
"""

from collections import defaultdict
from pathlib import Path

from annexes import clean, legal_entities, lots_of_2025, published_round
from contents import Contents, ItemRow, NeedRow
from tree import members_2025, members_2027

from abasto.base.quantity import split_largest_remainder
from abasto.catalogue.category import category_of

COMPLETED = {"medicine": 548, "supply": 18, "laboratory": 14}
VACCINES = (
    "BCG", "hepatitis B", "hexavalente", "pentavalente", "neumocócica conjugada", "rotavirus", "triple viral",
    "doble viral", "DPT", "Td", "Tdpa", "virus del papiloma humano", "influenza estacional", "varicela",
    "hepatitis A", "rabia", "fiebre amarilla", "meningocócica",
)  # fmt: skip
PACKS = ("1 jeringa prellenada con una dosis de 0.5 mL", "10 frascos ámpula con una dosis de 0.5 mL")
SUCCESSOR = {"insabi": "imss-bienestar"}
RULES = {
    "own-shares": "the published total of the code, split by its own maxima per institution in 2023-24 and 2027-28",
    "category-shares": "the published total of the code, split by the maxima per institution of its whole category",
    "medicine-shares": "the total of the code, split by the maxima per institution of all medicines",
    "need-of-2027-2028": "a code of 2027-28 added to reach the announced scope, with its figures of that round",
    "need-of-2023-2024": "a code of 2023-24 added to reach the announced scope, with its figures of that round",
    "synthetic-vaccine": "an invented code; its total is that of a real medicine of the round (the k-th of 37 parts)",
}
Shares = dict[str, int]
Figures = dict[str, tuple[int, int]]


def announced_round(shared: Path) -> Contents:
    """4,498 items and their needs by institution; every published total is conserved, maxima and minima."""
    order = [member.organisation.code for member in members_2025() if member.is_buyer]
    rounds = {years: published_round(shared, years) for years in ("2027-2028", "2023-2024")}
    figures = {years: _by_institution(contents, order) for years, contents in rounds.items()}
    own, of_category = _shares(figures, order)
    lots = [lot for lot in lots_of_2025(shared) if category_of(lot["clave"]) != "instrument"]
    items, needs = [], []
    for lot in lots:
        items.append(ItemRow(lot["clave"], lot["partida"], clean(lot["descripcion"]), "", lot["cucop"]))
        minimum = int(lot["min_2025"]) + int(lot["min_2026"])
        maximum = int(lot["max_2025"]) + int(lot["max_2026"])
        shares, rule = _shares_for(lot["clave"], own, of_category)
        needs += _split(lot["clave"], (minimum, maximum), shares, "derived", rule)
    added_items, added_needs = _completed({item.clave for item in items}, rounds, figures, order)
    vaccine_items, vaccine_needs = _vaccines(lots, of_category["medicine"])
    return Contents([*items, *added_items, *vaccine_items], [*needs, *added_needs, *vaccine_needs], RULES)


def _by_institution(contents: Contents, order: list[str]) -> dict[str, Figures]:
    """Minimum and maximum per clave and institution of 2025-26; who takes no part in it is left out."""
    entity = legal_entities(members_2027()) | SUCCESSOR
    entity |= {code: "imss-bienestar" for code in entity if code.startswith("hrae-")}
    sums: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for need in contents.needs:
        institution = entity.get(need.institution, need.institution)
        if institution in order and need.maximum_pieces > 0:
            cell = sums[need.clave][institution]
            cell[0] += need.minimum_pieces
            cell[1] += need.maximum_pieces
    return {clave: {code: (cell[0], cell[1]) for code, cell in row.items()} for clave, row in sums.items()}


def _shares(figures: dict[str, dict[str, Figures]], order: list[str]) -> tuple[dict[str, Shares], dict[str, Shares]]:
    """Maxima per institution over both rounds, in their order: of each clave, and of each category."""
    own: dict[str, Shares] = defaultdict(lambda: dict.fromkeys(order, 0))
    of_category: dict[str, Shares] = defaultdict(lambda: dict.fromkeys(order, 0))
    for round_figures in figures.values():
        for clave, row in round_figures.items():
            for institution, (_, maximum) in row.items():
                own[clave][institution] += maximum
                of_category[category_of(clave)][institution] += maximum
    return own, of_category


def _shares_for(clave: str, own: dict[str, Shares], of_category: dict[str, Shares]) -> tuple[Shares, str]:
    if clave in own:
        return own[clave], "own-shares"
    category = category_of(clave)
    if category in of_category:
        return of_category[category], "category-shares"
    return of_category["medicine"], "medicine-shares"


def _split(clave: str, total: tuple[int, int], shares: Shares, origin: str, rule: str) -> list[NeedRow]:
    """Split a minimum and a maximum by largest remainder; a tie goes to the institution that stands first.

    The minimum follows the maximum, so it never passes it. Cells without pieces are left out.
    """
    maxima = split_largest_remainder(total[1], list(shares.values()))
    minima = split_largest_remainder(total[0], maxima)
    cells = zip(shares, minima, maxima, strict=True)
    return [NeedRow(clave, code, low, high, origin, rule) for code, low, high in cells if high]


def _completed(
    present: set[str], rounds: dict[str, Contents], figures: dict[str, dict[str, Figures]], order: list[str]
) -> tuple[list[ItemRow], list[NeedRow]]:
    """The codes of other rounds with most pieces, as many of each category as the scope lacks."""
    years_of: dict[str, str] = {}
    for years, round_figures in figures.items():
        for clave in round_figures:
            if clave not in present:
                years_of.setdefault(clave, years)
    pieces = {clave: sum(high for _, high in figures[years][clave].values()) for clave, years in years_of.items()}
    ranked = sorted(pieces, key=lambda clave: (-pieces[clave], clave))
    chosen = sorted(
        clave
        for category, wanted in COMPLETED.items()
        for clave in [clave for clave in ranked if category_of(clave) == category][:wanted]
    )
    listed = {(years, item.clave): item for years, contents in rounds.items() for item in contents.items}
    items, needs = [], []
    for number, clave in enumerate(chosen, start=3901):
        years = years_of[clave]
        item, rule = listed[years, clave], f"need-of-{years}"
        items.append(ItemRow(clave, str(number), item.description, item.unit, "", "derived", rule))
        row = figures[years][clave]
        needs += [NeedRow(clave, code, *row[code], "derived", rule) for code in order if code in row]
    return items, needs


def _vaccines(lots: list[dict[str, str]], shares: Shares) -> tuple[list[ItemRow], list[NeedRow]]:
    """36 invented vaccines: 18 kinds in 2 packs, in a range of claves that the compendium does not use."""
    medicines = [lot for lot in lots if category_of(lot["clave"]) == "medicine"]
    totals = sorted(int(lot["max_2025"]) + int(lot["max_2026"]) for lot in medicines)
    items, needs = [], []
    for number in range(1, 37):
        kind, pack = VACCINES[(number - 1) // 2], PACKS[(number - 1) % 2]
        clave = f"020.000.99{number:02d}.00"
        words = f"VACUNA SINTÉTICA {number:02d} ({kind}). SUSPENSIÓN INYECTABLE. Código inventado. Envase con {pack}."
        first_lot = 3900 + sum(COMPLETED.values())
        items.append(ItemRow(clave, str(first_lot + number), words, "", "", "synthetic", "synthetic-vaccine"))
        maximum = totals[len(totals) * number // 37]
        minimum = -(-4 * maximum // 10)
        needs += _split(clave, (minimum, maximum), shares, "synthetic", "synthetic-vaccine")
    return items, needs
