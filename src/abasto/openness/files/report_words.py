"""The words of the printed report in its two languages, and how it writes figures."""

from typing import Literal

Language = Literal["es", "en"]
NO_FIGURE = "–"

WORDS: dict[Language, dict[str, str]] = {
    "es": {
        "title": "Resultado de la compra consolidada",
        "synthetic": "DATOS SINTÉTICOS: ensayo con mercado simulado",
        "clock": "Fecha de la ronda",
        "phase": "Fase",
        "source": "Fuente de la demanda",
        "summary": "Resumen",
        "codes": "Claves",
        "pieces": "Piezas (máximos)",
        "amount": "Importe (MXN)",
        "amount_note": "Lo adjudicado, a su precio; lo demás, a la mediana de referencia de su clave "
        "(piezas no adjudicadas por mediana).",
        "asked": "Solicitado",
        "awarded": "Adjudicado",
        "left_in_part": "de ellas en parte: lo que faltó",
        "not_awarded": "No adjudicado",
        "undecided": "Sin resolver",
        "figures": "Otras cifras",
        "buyers": "Áreas requirentes",
        "at_reference": "Lo adjudicado, a la mediana de referencia (MXN)",
        "suppliers": "Proveedores que ofertaron / adjudicados",
        "contracts": "Contratos / renglones",
        "deliveries": "Piezas entregadas / exigibles",
        "saving_awarded": "Ahorro sobre lo adjudicado (MXN)",
        "saving_delivered": "Ahorro sobre lo entregado (MXN)",
        "codes_at_risk": "Claves en riesgo de desabasto",
        "reasons": "Claves no adjudicadas, por causa",
        "reason": "Causa",
        "top_suppliers": "Proveedores con mayor importe",
        "supplier": "Proveedor",
        "fill": "Cumplimiento",
        "page": "Página",
        "seed": "Semilla",
    },
    "en": {
        "title": "Result of the consolidated purchase",
        "synthetic": "SYNTHETIC DATA: rehearsal with a simulated market",
        "clock": "Date of the round",
        "phase": "Phase",
        "source": "Source of the demand",
        "summary": "Summary",
        "codes": "Codes",
        "pieces": "Pieces (maxima)",
        "amount": "Amount (MXN)",
        "amount_note": "Awarded at its own price; all else at the reference median of its code "
        "(pieces not awarded x median).",
        "asked": "Asked",
        "awarded": "Awarded",
        "left_in_part": "of them in part: what was left",
        "not_awarded": "Not awarded",
        "undecided": "Undecided",
        "figures": "Other figures",
        "buyers": "Buyers",
        "at_reference": "What was awarded, at the reference median (MXN)",
        "suppliers": "Suppliers that bid / won",
        "contracts": "Contracts / lines",
        "deliveries": "Pieces delivered / due",
        "saving_awarded": "Savings on what was awarded (MXN)",
        "saving_delivered": "Savings on what was delivered (MXN)",
        "codes_at_risk": "Codes at risk of shortage",
        "reasons": "Codes not awarded, by reason",
        "reason": "Reason",
        "top_suppliers": "Suppliers with the largest amounts",
        "supplier": "Supplier",
        "fill": "Fill rate",
        "page": "Page",
        "seed": "Seed",
    },
}


def grouped(number: int) -> str:
    """A whole number with commas between thousands, as Mexico and English write it."""
    return f"{number:,}"


def grouped_amount(centavos: int) -> str:
    """An amount with commas and two decimals, exact; the sign is the typographic minus."""
    sign = "−" if centavos < 0 else ""
    return f"{sign}{abs(centavos) // 100:,}.{abs(centavos) % 100:02d}"


def percent(part: int, whole: int) -> str:
    """A share with one decimal, rounded down so that 99.96 is not shown as 100; a dash where nothing was due."""
    if whole == 0:
        return NO_FIGURE
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10} %"
