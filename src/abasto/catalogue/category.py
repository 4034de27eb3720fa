"""The category of a clave, read from its group.

Source: Compendio Nacional de Insumos para la Salud (groups 010 to 080); IMSS families for instruments.
Group 020 counts as vaccine although one of its codes (vitamin A) is none.
"""

from ..base.refusal import Refused

CATEGORY_OF_PREFIX = {
    "010": "medicine",
    "020": "vaccine",
    "030": "medicine",
    "040": "medicine",
    "060": "supply",
    "070": "laboratory",
    "080": "laboratory",
    "130": "instrument",
    "5": "instrument",
}
CATEGORIES = ("medicine", "vaccine", "supply", "laboratory", "instrument")
CITATION = "Compendio Nacional de Insumos para la Salud"


def category_of(clave: str) -> str:
    """medicine, vaccine, supply, laboratory (radiological and laboratory) or instrument.

    `clave` is dotted, as `parse_clave` gives it. Refuses `category-unknown` for a group outside the table.
    """
    for prefix, category in CATEGORY_OF_PREFIX.items():
        if clave.startswith(prefix):
            return category
    raise Refused("category-unknown", CITATION, {"value": clave, "groups": list(CATEGORY_OF_PREFIX)})
