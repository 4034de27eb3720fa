"""Scenarios side by side: the same figures in columns, with the difference from the first."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ....page.figures import money, percent, pieces
from ..clauses import clause_from
from ..models import Scenario
from .sentences import Names, sentence
from .table import Figures, gap_of, standing

MOST = 4
Cell = tuple[str, str]
"""(value, difference from the first column), as shown."""


def side_by_side(chosen: Sequence[Scenario], names: Names) -> dict[str, Any]:
    """Header, rows of words and rows of figures. The first column is the lawful award of the same call."""
    summaries: list[Figures] = [chosen[0].summary["lawful"], *(one.summary for one in chosen)]
    lists = [[sentence(clause_from(clause), names) for clause in one.clauses] for one in chosen]
    return {
        "heads": [_("Lawful award, lot by lot"), *(one.name for one in chosen)],
        "clauses": [[], *lists],
        "rows": [(label, _cells(summaries, read, write)) for label, read, write in _figures()],
        "words": [
            (_("At most above the best"), ["–", *(gap_of(one) for one in chosen)]),
            (_("Codes awarded differently"), ["–", *(pieces(one.summary["changed_lots"]) for one in chosen)]),
            (_("Certificate"), ["–", *(one.certificate_sha256[:16] for one in chosen)]),
            (_("Standing"), ["–", *(standing(one) for one in chosen)]),
        ],
    }


def _figures() -> Sequence[tuple[str, Callable[[Figures], int], Callable[[int], str]]]:
    return (
        (_("Cost with what is not served, MXN"), _read("total_centavos"), money),
        (_("Awarded, MXN"), _read("money_centavos"), money),
        (_("Cost of what is not served, MXN"), _read("left_centavos"), money),
        (_("Codes awarded"), _read("awarded"), pieces),
        (_("of them in part"), _read("in_part"), pieces),
        (_("Pieces awarded"), _read("pieces"), pieces),
        (_("Pieces not served"), _read("left_pieces"), pieces),
        (_("Winners"), _read("winners"), pieces),
        (_("Money to micro, small and medium firms"), _read("small_permyriad"), _permyriad),
        (_("Money to the largest supplier"), _read("first_permyriad"), _permyriad),
        (_("Money to the five largest"), _read("five_permyriad"), _permyriad),
        (_("Concentration (HHI, 0 to 10,000)"), _read("hhi"), pieces),
    )


def _read(name: str) -> Callable[[Figures], int]:
    return lambda summary: int(summary[name])


def _permyriad(value: int) -> str:
    return percent(value / 10_000)


def _cells(summaries: Sequence[Figures], read: Callable[[Figures], int], write: Callable[[int], str]) -> list[Cell]:
    values = [read(summary) for summary in summaries]
    return [(write(value), _signed(value - values[0], write) if place else "") for place, value in enumerate(values)]


def _signed(value: int, write: Callable[[int], str]) -> str:
    return f"+{write(value)}" if value > 0 else write(value)
