"""The one schema of evidence, and how its columns are called in real files."""

from collections.abc import Sequence

from ....base.refusal import Refused
from ...annexes.sheet import plain

REQUIRED = ("institution", "clave", "month", "consumption_pieces")
FIGURES = ("consumption_pieces", "stock_pieces", "received_pieces", "stock_out_days")
COLUMNS = (*REQUIRED, "unit", "stock_pieces", "received_pieces", "stock_out_days", "reported")
CALLED: dict[str, tuple[str, ...]] = {
    "institution": ("institution", "institucion", "buyer", "comprador"),
    "clave": ("clave", "code", "codigo"),
    "month": ("month", "mes", "periodo"),
    "consumption_pieces": ("consumption pieces", "consumption", "consumo", "consumo piezas"),
    "unit": ("unit", "unidad", "clues", "unidad de entrega"),
    "stock_pieces": ("stock pieces", "stock", "existencia", "existencias", "existencia piezas"),
    "received_pieces": ("received pieces", "received", "recibido", "entradas", "recibido piezas"),
    "stock_out_days": ("stock out days", "dias sin existencia", "dias de desabasto"),
    "reported": ("reported", "reportado"),
}
"""Column by column, the labels it is known by, as `plain` spells them."""


def named(labels: Sequence[str]) -> dict[str, str]:
    """The label in the file of each column of the schema that it has.

    Refuses `evidence-column-missing`, `column-twice`; labels that are no column are left aside.
    """
    found: dict[str, str] = {}
    for label in labels:
        for column, known in CALLED.items():
            if plain(label) in known:
                if column in found:
                    raise Refused("column-twice", "", {"label": label})
                found[column] = label
    missing = [column for column in REQUIRED if column not in found]
    if missing:
        raise Refused("evidence-column-missing", "", {"missing": ", ".join(missing), "found": ", ".join(labels)[:200]})
    return found
