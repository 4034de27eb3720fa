"""The sentences, Spanish and English: what was checked, what was not, and the frame of the answer."""

LANGUAGES = ("es", "en")

PLACES = {
    "file": ("archivo", "file"),
    "where": ("en", "at"),
    "lot": ("lote", "lot"),
    "bid": ("oferta", "bid"),
    "rule": ("regla", "rule"),
    "row": ("renglón", "row"),
    "cut": ("corte", "cut"),
    "buyer": ("comprador en el lugar", "buyer at place"),
}

ANSWERS = {
    "accepted": ("ACEPTADO", "ACCEPTED"),
    "refused": ("RECHAZADO", "REFUSED"),
    "unreadable": ("NO SE PUDO LEER", "COULD NOT BE READ"),
    "checked": ("Se comprobó", "Checked"),
    "unchecked": ("No se comprobó", "Not checked"),
    "faults": ("Faltas", "Faults"),
}

REMARKS = {
    "problem-read": (
        "el problema está bien escrito: {lots} lotes, {bids} ofertas, {rules} reglas, {rebates} descuentos",
        "the problem is well written: {lots} lots, {bids} bids, {rules} rules, {rebates} rebates",
    ),
    "study-not-awardable": (
        "ESTUDIO, NO ADJUDICABLE: las reglas de este problema no admiten adjudicar entre lotes; este resultado "
        "no es un fallo",
        "STUDY, NOT AWARDABLE: the rule set of this problem admits no award across lots; this result is not an award",
    ),
    "columns-enumerated": (
        "se formaron todas las adjudicaciones legales de cada lote: {columns}, con {parts} partes",
        "every legal award of each lot was enumerated: {columns}, of {parts} parts",
    ),
    "award-legal": (
        "la adjudicación es legal en {lots} de {of} lotes (los demás quedan sin adjudicar), cumple toda regla "
        "dura y cuesta "
        "exactamente {cost} (diezmilésimas de centavo)",
        "the award is legal in {lots} of {of} lots (the others stay unawarded), keeps every hard rule and costs "
        "exactly {cost} (ten-thousandths of a centavo)",
    ),
    "bound-holds": (
        "ninguna adjudicación legal cuesta menos de {bound}: {leaves} hojas ({empty} vacías) y {cuts} cortes "
        "comprobados",
        "no legal award costs less than {bound}: {leaves} leaves ({empty} empty) and {cuts} cuts checked",
    ),
    "gap": (
        "la adjudicación cuesta a lo más {gap} de más ({percent} % de lo adjudicable; {nobody} son lotes que "
        "nadie puede surtir)",
        "the award costs at most {gap} too much ({percent} % of what can be awarded; {nobody} are lots nobody "
        "can supply)",
    ),
    "optimal-not-proved": (
        "que no exista una adjudicación más barata: queda la brecha dicha; ni que las ofertas y cantidades sean "
        "ciertas",
        "that no cheaper award exists: the gap above stays open; nor that bids and quantities are true",
    ),
    "facts-not-proved": (
        "que los hechos sean ciertos (documentos, capacidad, cantidades): se comprueba lo decidido a partir de ellos",
        "that the facts are true (documents, capacity, quantities): only what was decided from them is checked",
    ),
    "problem-not-compared": (
        "que sea el problema publicado: compare usted su SHA-256, {found}, o repita con --sha256",
        "that it is the problem as published: compare its SHA-256, {found}, or repeat with --sha256",
    ),
    "root-not-compared": (
        "que sea la evidencia publicada: compare usted su raíz, {found}, o repita con --root",
        "that it is the evidence as published: compare its root, {found}, or repeat with --root",
    ),
    "evidence-read": (
        "la evidencia está bien escrita y su raíz es la de su contenido: {lots} lotes, {bids} ofertas, raíz {root}",
        "the evidence is well written and its root is that of its content: {lots} lots, {bids} bids, root {root}",
    ),
    "pieces-conserved": (
        "hay una decisión por lote ({lots}), un resultado por oferta, y ningún comprador ({buyers}) recibe más "
        "de lo que pidió",
        "there is one decision a lot ({lots}), one outcome a bid, and no buyer ({buyers}) gets more than it asked for",
    ),
    "openings-hold": (
        "{openings} aperturas son las comprometidas en la evidencia, que tiene {bids} ofertas",
        "{openings} openings are the ones committed to in the evidence, which has {bids} bids",
    ),
    "lots-decided-again": (
        "{lots} de {of} lotes se decidieron de nuevo y resultan iguales: ganadores, piezas, lugar y motivo de "
        "cada oferta",
        "{lots} of {of} lots were decided again and come out the same: winners, pieces, rank and reason of every bid",
    ),
    "own-bid": (
        "oferta {bid}, lote {lot}: lugar {rank}, motivo {reason}; de acuerdo con sus datos, hasta donde alcanzan",
        "bid {bid}, lot {lot}: rank {rank}, reason {reason}; agrees with its facts, as far as they reach",
    ),
    "bids-checked-alone": (
        "{bids} ofertas de lotes que no están abiertos por completo: sus motivos y su orden entre ellas no se "
        "contradicen",
        "{bids} bids of lots that are not wholly open: their reasons and the order among them do not contradict "
        "the facts",
    ),
    "lots-not-decided-again": (
        "{lots} lotes no se pudieron decidir de nuevo: faltan aperturas ({bids} ofertas cerradas, o datos del lote)",
        "{lots} lots could not be decided again: openings are lacking ({bids} closed bids, or facts of the lot)",
    ),
}
