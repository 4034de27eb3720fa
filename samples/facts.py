"""What is known of each round besides its figures: names, source, calendar. Written into round.yaml."""

from dataclasses import dataclass

GUIDELINES = "Lineamientos, DOF 7 Aug 2025"
# Windows of the 2027-2028 guidelines: phase, starts, ends, who acts.
CALENDAR_2027 = (
    ("diagnosis", "2025-09-01", "2025-11-30", "salud"),
    ("needs", "2025-12-01", "2026-01-31", "institutions"),
    ("market", "2026-02-01", "2026-03-16", "birmex"),
    ("tender", "2026-04-01", "2026-06-30", "birmex"),
    ("supply", "2027-01-01", "2028-12-31", "institutions"),
)
ANNEX_URL = "https://github.com/armjorge/public_pharmaceutical_market_2027_2028/tree/72d73f5/source_files"
PUBLISHER = "Secretaría de Salud, ComprasMX"
PUBLIC_ANNEX = "annex of an official public procedure; facts, reused with the source named"


@dataclass(frozen=True)
class Facts:
    """One round; `workbook` is the years in the file name of its annex, `moved` how many years its calendar is moved.

    Procedure and date of the annexes of 2023-24 and 2025-26 are inferred from their number of codes.
    """

    code: str
    workbook: str
    name_es: str
    name_en: str
    first_year: int
    title: str
    date: str
    moved: int = 0
    is_excerpt: bool = False
    is_derived_split: bool = False


ROUNDS = (
    Facts(
        "mx-2027-2028",
        "2027-2028",
        "Compra consolidada 2027-2028",
        "Consolidated purchase 2027-2028",
        2027,
        "Apéndice de demanda, proyecto de bases 2027-2028 (hoja ApendiceVF22dic)",
        "2025-12-22",
    ),
    Facts(
        "mx-2025-2026",
        "2025-2026",
        "Compra consolidada 2025-2026, alcance anunciado",
        "Consolidated purchase 2025-2026, announced scope",
        2025,
        "Anexo de 3,900 partidas (licitación LA-12-NEF-012NEF001-I-1-2025)",
        "2024-12",
        moved=2,
        is_derived_split=True,
    ),
    Facts(
        "mx-2023-2024",
        "2023-2024",
        "Compra consolidada 2023-2024",
        "Consolidated purchase 2023-2024",
        2023,
        "Apéndice 1, demanda de medicamento 2023 (licitación LA-012N7B997-E115-2022)",
        "2022",
        moved=4,
    ),
    Facts(
        "mx-mini",
        "2027-2028",
        "Extracto de prueba de 2027-2028",
        "Test excerpt of 2027-2028",
        2027,
        "Apéndice de demanda, proyecto de bases 2027-2028 (hoja ApendiceVF22dic)",
        "2025-12-22",
        is_excerpt=True,
    ),
)


def calendar_of(facts: Facts) -> list[dict[str, str]]:
    """The calendar of a round; only that of 2027-28 is published, the others are the same windows moved back."""
    published = facts.moved == 0
    return [
        {
            "phase": phase,
            "starts": _moved(starts, facts.moved),
            "ends": _moved(ends, facts.moved),
            "owner": owner,
            "origin": "published" if published else "derived",
            "citation": GUIDELINES if published else f"{GUIDELINES}, moved back {facts.moved} years",
        }
        for phase, starts, ends, owner in CALENDAR_2027
    ]


def _moved(day: str, years: int) -> str:
    return f"{int(day[:4]) - years}{day[4:]}"
