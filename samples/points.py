"""Delivery points: public general hospitals of INEGI's DENUE (November 2022), tied to a buyer by their name.

The place, the name and the size are published; the tie is derived from the name and the owner's name.
"""

import re
from pathlib import Path

from annexes import read_csv
from tree import STATE_BUYERS

from abasto.catalogue.words import folded

SOURCE = "data/mx_denue_hospitales/denue_hospitales_publicos_2022.csv"
COLUMNS = ("code", "name", "institution", "state", "municipality", "latitude", "longitude", "size_class", "origin")

# Hospitals that are a buyer of their own: state, then what the name must hold.
NAMED = (
    ("09", r"^hospital general de mexico", "hospital-general-de-mexico"),
    ("09", r"gea gonzalez", "hospital-gea-gonzalez"),
    ("09", r"infantil de mexico federico", "hospital-infantil-de-mexico"),
    ("09", r"hospital juarez de mexico", "hospital-juarez-de-mexico"),
    ("09", r"juarez (?:del )?centro", "hospital-juarez-del-centro"),
    ("09", r"nacional homeopatico", "hospital-nacional-homeopatico"),
    ("09", r"^hospital de la mujer", "hospital-de-la-mujer"),
    ("09", r"nacional de cancerologia", "incan"),
    ("09", r"nacional de cardiologia", "incar"),
    ("09", r"nacional de (?:ciencias medicas y )?nutricion", "incmnsz"),
    ("09", r"nacional de enfermedades respiratorias", "iner"),
    ("09", r"nacional de geriatria", "inger"),
    ("09", r"nacional de neurologia", "innn"),
    ("09", r"nacional de pediatria", "inp"),
    ("09", r"nacional de perinatologia", "inper"),
    ("09", r"nacional de psiquiatria", "inprf"),
    ("09", r"nacional de rehabilitacion", "inr"),
    ("07", r"^hospital de especialidades pediatricas", "hrae-especialidades-pediatricas"),
    ("07", r"alta especialidad ciudad salud", "hrae-ciudad-salud"),
    ("28", r"alta especialidad .*victoria", "hrae-ciudad-victoria"),
    ("15", r"alta especialidad .*ixtapaluca", "hrae-ixtapaluca"),
    ("31", r"alta especialidad de la peninsula", "hrae-yucatan"),
    ("20", r"alta especialidad de oaxaca", "hrae-oaxaca"),
    ("11", r"alta especialidad del bajio", "hrae-bajio"),
    ("07", r"comunitario de amatan", "hospital-amatan"),
    ("23", r"hospital general de chetumal", "hospital-chetumal"),
    ("24", r"graciano sanchez", "hospital-graciano-sanchez"),
    ("31", r"hospital general de tekax", "hospital-tekax"),
    ("20", r"ninez oaxaquena", "hospital-ninez-oaxaquena"),
)
# Owners, the first that fits: what name and owner must hold, and who that is ("" = known not to take part).
OWNERS = (
    (r"\bsedena\b|defensa nacional|\bmilitar\b", "sedena"),
    (r"\bsemar\b|secretaria de marina|\bnaval\b", "semar"),
    (r"\bpemex\b|petroleos mexicanos", "pemex"),
    (r"isss?te(?:cali|ch|son|leon|p|zac|esin)\b|issemym|issstey|municip|universi|\bdif\b|cruz (?:roja|verde)", ""),
    (r"trabajadores .*(?:poderes|del estado de|y municipios)|seguridad social del estado de", ""),
    (r"\bi\W?s\W?s?\W?s?\W?t\W?e\b|trabaja\w+ (?:al servicio )?del estado", "issste"),
    (r"imss.{0,4}(?:bienestar|op\w*rtunidades|prospera|solidaridad)", "rural"),
    (r"social (?:bienestar|oportunidades|prospera)|unidad medica rural|hospital rural|\bumr\b", "rural"),
    (r"\bimss\b|seguro social|medicina familiar|\bumf\b|\bumae\b|hospital general de (?:sub)?zona", "imss"),
    (r"medica de alta especialidad|\bhg[zrs]z?\b", "imss"),
    (r"federal", ""),
    (r"servicios? (?:estat\w* )?de salud|secretaria (?:estatal )?de (?:la )?salud|salud publica del estado", "state"),
    (
        r"servicios? de salud|\bisem\b|isesalud|indesalud|instituto de salud|centro de salud|gobierno del estado",
        "state",
    ),
    (r"basico comunitario|hospital comunitario|hospital integral|servicios estatales de salud|\bssa\b", "state"),
)


def owner_of(name: str, owner: str, state: str) -> str:
    """A buyer's code, "rural" (the programme IMSS-Bienestar), "state" (a state's health services), or ""."""
    spoken_name = " ".join(folded(name).split())
    for key, pattern, code in NAMED:
        if key == state and re.search(pattern, spoken_name):
            return code
    spoken = f"{spoken_name} | {' '.join(folded(owner).split())}"
    return next((code for pattern, code in OWNERS if re.search(pattern, spoken)), "")


def institution_in_round(owner: str, state: str, members: set[str]) -> str:
    """Who receives there in a round with these members; "" where nobody of the round does.

    States that joined IMSS-Bienestar: their own buyer where the round lists it, else IMSS-Bienestar, else INSABI.
    The rural programme was run by IMSS before IMSS-Bienestar took part on its own.
    """
    joined = STATE_BUYERS.get(state, "")
    heirs = {
        "state": (joined, "imss-bienestar", "insabi") if joined else (),
        "rural": (joined, "imss-bienestar", "imss"),
    }
    hospital_heirs = ("imss-bienestar", "insabi") if owner.startswith(("hrae-", "hospital-")) else ()
    candidates = heirs.get(owner, (owner, *hospital_heirs))
    return next((code for code in candidates if code and code in members), "")


def delivery_points(shared: Path, members: set[str]) -> list[tuple[str, ...]]:
    """Rows of delivery_points.csv in the order of their codes."""
    rows = []
    for place in read_csv(shared / SOURCE):
        name, state = " ".join(place["Nombre de la Unidad Económica"].split()), place["Clave entidad"].zfill(2)
        institution = institution_in_round(owner_of(name, place["Razón social"], state), state, members)
        rows.append(
            (
                f"denue-{int(place['ID']):08d}",
                name,
                institution,
                state,
                place["Municipio"].strip(),
                place["Latitud"],
                place["Longitud"],
                place["Descripcion estrato personal ocupado"],
                "derived" if institution else "published",
            )
        )
    return sorted(rows)
