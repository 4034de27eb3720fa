"""What the open data say in words, in their one language (Spanish), and the codes of OCDS behind them."""

from .facts import OrganisationFacts

PUBLISHER = "Abasto (ensayo con mercado sintético)"
PROCURING_ENTITY = OrganisationFacts("birmex", "Laboratorios de Biológicos y Reactivos de México")
KINDS = {
    "tender": "Licitación pública electrónica",
    "second-tender": "Segunda licitación pública electrónica",
    "invitation": "Invitación a cuando menos tres personas",
    "direct-award": "Adjudicación directa",
}
CHARACTERS = {
    "national": "nacional",
    "treaties": "internacional bajo la cobertura de tratados",
    "open": "internacional abierta",
}
CRITERIA = {
    "binary": "Criterio binario: cada clave por separado al precio solvente más bajo, en las proporciones de la "
    "convocatoria y hasta la capacidad que declara cada licitante",
    "points": "Puntos y porcentajes: cada clave por separado a la oferta solvente con más puntos técnicos y económicos",
    "cost-benefit": "Costo-beneficio: cada clave por separado a la oferta solvente con mayor beneficio neto",
}
CRITERIA_CODES = {"binary": "priceOnly", "points": "ratedCriteria", "cost-benefit": "ratedCriteria"}
"""OCDS list awardCriteria."""


def method_details(kind: str, character: str) -> str:
    """Kind and character of a procedure, as the law names them."""
    return f"{KINDS[kind]} {CHARACTERS[character]}"
