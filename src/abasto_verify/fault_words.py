"""The sentence of every fault, Spanish and English. File, lot, bid, rule stand before it (`words.PLACES`)."""

FAULTS = {
    # Reading
    "no-file": ("no se puede abrir: {why}", "cannot be opened: {why}"),
    "no-json": ("no es JSON en UTF-8: {why}", "is no JSON in UTF-8: {why}"),
    "other-format": ("su formato es {found}, no {wanted}", "its format is {found}, not {wanted}"),
    "file-too-large": ("pasa de {most} bytes", "is larger than {most} bytes"),
    "number-too-long": ("hay un número de miles de cifras", "a number has thousands of digits"),
    "too-deep": ("está anidado a demasiada profundidad", "is nested too deep"),
    "text-not-nfc": ("hay texto que no está en Unicode NFC", "some text is not in Unicode NFC"),
    "key-twice": ("la clave {key} aparece dos veces en un objeto", "the key {key} occurs twice in an object"),
    "no-whole-number": ("{number} no es un número entero", "{number} is no whole number"),
    "not-canonical": (
        "no está escrito en la forma canónica (byte {byte}): claves en orden, sin espacios, nada después",
        "is not written in canonical form (byte {byte}): keys in order, no blanks, nothing after",
    ),
    # Shape
    "not-a-number": ("{value} no es un número entero", "{value} is no whole number"),
    "out-of-range": (
        "{value} está fuera de lo permitido ({least} a {most})",
        "{value} is out of range ({least} to {most})",
    ),
    "not-a-list": ("{value} no es la lista que debía ser", "{value} is not the list it should be"),
    "list-length": (
        "la lista tiene {value}, debe tener {least} a {most}",
        "the list has {value}, should have {least} to {most}",
    ),
    "not-true-or-false": ("{value} no es true ni false", "{value} is neither true nor false"),
    "not-one-of": ("{value} no es uno de: {allowed}", "{value} is none of: {allowed}"),
    "not-an-id": (
        "{value} no es un identificador (ASCII visible, sin espacios, hasta 200)",
        "{value} is no id (visible ASCII, no blanks, at most 200)",
    ),
    "not-a-country": ("{value} no es un país de dos letras", "{value} is no country of two letters"),
    "not-a-digest": ("{value} no es un SHA-256 en hexadecimal", "{value} is no SHA-256 in hex"),
    "not-a-percent": (
        "{value} no es un porcentaje escrito como se debe",
        "{value} is no percent as it must be written",
    ),
    "not-a-fraction": (
        "{value} no es una fracción escrita como se debe",
        "{value} is no fraction as it must be written",
    ),
    "not-a-pattern": ("{value} no es un reparto como 60/40", "{value} is no share pattern such as 60/40"),
    "not-text": ("{value} no es texto, o es demasiado largo", "{value} is no text, or too long"),
    "text-that-misleads": (
        "{value} mezcla alfabetos o tiene caracteres invisibles",
        "{value} mixes scripts or has invisible characters",
    ),
    "not-an-object": ("{value} no es un objeto", "{value} is no object"),
    "other-keys": ("sobran las claves [{extra}], faltan [{lacking}]", "keys too many [{extra}], lacking [{lacking}]"),
    "twice": ("{id} aparece dos veces", "{id} occurs twice"),
    "unknown-name": ("{id} no existe", "{id} does not exist"),
    # Problem
    "tiers-not-rising": ("los escalones de precio no suben desde 1", "the price tiers do not rise from 1"),
    "pieces-lists": ("las listas de piezas no tienen el largo debido", "the lists of pieces have not the right length"),
    "pieces-sums": (
        "las piezas por institución suman {first} y por periodo {second}; deben ser iguales y más que cero",
        "pieces by institution add up to {first}, by period to {second}; they must be equal and more than zero",
    ),
    "pattern-unlawful": ("el reparto {shares} sube o pasa de 100", "the pattern {shares} rises or exceeds 100"),
    "rule-ill-formed": (
        "debe tener un solo límite, y filtros propios de su clase",
        "must have exactly one limit, and only filters of its kind",
    ),
    "row-name-twice": ("dos renglones tienen el mismo nombre", "two rows have the same name"),
    "too-many-columns": (
        "hay más de {most} adjudicaciones legales por lote",
        "there are more than {most} legal columns",
    ),
    "other-problem-published": (
        "el SHA-256 publicado es {claimed}; el del archivo, {found}",
        "the SHA-256 as published is {claimed}; that of the file is {found}",
    ),
    "other-problem": (
        "el certificado es del problema {claimed}; este es {found}",
        "the certificate is of problem {claimed}; this one is {found}",
    ),
    # Award across lots
    "award-unknown-lot": ("el lote adjudicado no existe", "the lot awarded does not exist"),
    "award-lot-order": ("el lote está dos veces o fuera de orden", "the lot stands twice or out of order"),
    "award-foreign-bid": ("la oferta no es de este lote", "the bid is not of this lot"),
    "award-bid-order": ("las ofertas están dos veces o fuera de orden", "the bids stand twice or out of order"),
    "price-not-positive": ("gana con precio cero (parte {share} %)", "wins at a price of zero (share {share} %)"),
    "price-above-ceiling": (
        "gana con un precio mayor que el techo (parte {share} %)",
        "wins above the ceiling (share {share} %)",
    ),
    "share-below-minimum": (
        "su parte, {share} %, es menor que la mínima",
        "its share, {share} %, is below the minimum",
    ),
    "pieces-below-minimum": ("{share} % son menos piezas que su mínimo", "{share} % are fewer pieces than its minimum"),
    "capacity-exceeded": ("{share} % pasa de su capacidad en un periodo", "{share} % exceeds its capacity in a period"),
    "shares-not-a-pattern": ("el reparto {shares} no está permitido", "the shares {shares} are no pattern of the lot"),
    "supplier-twice": ("un proveedor gana dos veces: {suppliers}", "a supplier wins twice: {suppliers}"),
    "outside-the-spread": (
        "un precio evaluado de {claimed} pasa de {found}, el mayor dentro del diferencial",
        "an evaluated price of {claimed} exceeds {found}, the highest within the spread",
    ),
    "larger-share-dearer": (
        "la parte mayor no es del precio menor: {claimed} y {found}",
        "the larger share has not the lower price: {claimed} and {found}",
    ),
    "no-second-origin": ("todo viene de un solo origen, {origin}", "everything comes from one origin, {origin}"),
    "rule-broken": (
        "la regla ({sense}) no se cumple: hay {claimed}, el límite es {found} (unidades del renglón)",
        "the rule ({sense}) is broken: there is {claimed}, the limit is {found} (units of its row)",
    ),
    "cost-differs": ("dice costar {claimed}; cuesta {found}", "claims to cost {claimed}; it costs {found}"),
    # Bound
    "cut-without-rule": (
        "no se refiere a una regla o descuento que lo admita",
        "names no rule or rebate that admits it",
    ),
    "cut-lots": ("sus lotes no existen o se repiten", "its lots do not exist or are repeated"),
    "cut-parts": ("nombra partes que no existen o se repiten", "names parts that do not exist or are repeated"),
    "cover-too-small": (
        "los mínimos suman {claimed}; para excluirse deben pasar de {found}",
        "the least measures add up to {claimed}; to exclude each other they must exceed {found}",
    ),
    "threshold-without-rest": ("el resto es {found}, debe ser positivo", "the rest is {found}, it must be positive"),
    "multipliers-not-sorted": (
        "los multiplicadores se repiten o no están en orden",
        "multipliers are repeated or not in order",
    ),
    "multiplier-unknown-row": (
        "hay un multiplicador de un renglón que no existe",
        "a multiplier is of a row that does not exist",
    ),
    "multiplier-negative": ("el multiplicador es negativo: {found}", "the multiplier is negative: {found}"),
    "branch-unknown": ("la rama {branch} no nombra nada que exista", "the branch {branch} names nothing that exists"),
    "branch-twice": (
        "la rama {branch} se decide dos veces en un camino",
        "the branch {branch} is decided twice on a path",
    ),
    "soft-without-bound": (
        "el exceso de una regla blanda tiene costo reducido negativo ({found}): no hay cota",
        "the excess over a soft rule has a negative reduced cost ({found}): no bound",
    ),
    "bound-differs": (
        "dice que la cota es {claimed}; las hojas prueban {found}",
        "claims the bound {claimed}; the leaves prove {found}",
    ),
    "bound-above-cost": ("la cota {claimed} pasa del costo {found}", "the bound {claimed} exceeds the cost {found}"),
    # Evidence
    "bids-not-sorted": ("las ofertas no están en orden o se repiten", "the bids are not in order or repeated"),
    "lot-buyers": ("las listas de compradores y piezas no concuerdan", "the lists of buyers and pieces do not agree"),
    "lot-pieces": (
        "no pide piezas, o un mínimo pasa de su máximo",
        "asks for no pieces, or a minimum exceeds its maximum",
    ),
    "lot-shares": ("su reparto no es de los de la convocatoria", "its shares are no pattern of the call"),
    "tie-break": ("el desempate no termina en sorteo", "the tie-break does not end with a draw"),
    "weights-not-whole": (
        "los pesos {first} y {second} no suman 100",
        "the weights {first} and {second} do not add up to 100",
    ),
    "root-differs": (
        "la raíz dice {claimed}; el contenido da {found}",
        "the root says {claimed}; the content gives {found}",
    ),
    "other-root-published": (
        "la raíz publicada es {claimed}; la del archivo, {found}",
        "the root as published is {claimed}; that of the file is {found}",
    ),
    "decisions-not-of-lots": (
        "las decisiones no siguen a los lotes: {claimed} donde toca {found}",
        "the decisions do not follow the lots: {claimed} where {found} is due",
    ),
    "outcomes-not-of-bids": (
        "los resultados no siguen a las ofertas: {claimed} donde toca {found}",
        "the outcomes do not follow the bids: {claimed} where {found} is due",
    ),
    "ranks-not-in-row": ("los lugares no son 1, 2, 3...: {found}", "the ranks are not 1, 2, 3...: {found}"),
    "rank-against-reason": (
        "su lugar, {claimed}, no va con su motivo, «{found}»",
        "its rank, {claimed}, does not go with its reason, '{found}'",
    ),
    "winners-against-outcomes": (
        "ganan [{claimed}], pero los resultados dicen [{found}]",
        "the winners are [{claimed}], but the outcomes say [{found}]",
    ),
    "pieces-above-need": (
        "se le adjudican {claimed} piezas y pidió {found}",
        "{claimed} pieces are awarded to it, it asked for {found}",
    ),
    "undecided-with-award": (
        "no se pudo decidir y sin embargo decide algo",
        "could not be decided and yet decides something",
    ),
    "openings-of-another": (
        "las aperturas son de la raíz {claimed}, no de {found}",
        "the openings are of root {claimed}, not {found}",
    ),
    "openings-not-sorted": (
        "las aperturas no están en orden o se repiten",
        "the openings are not in order or repeated",
    ),
    "opening-unknown": (
        "la apertura no es de ninguna oferta ni lote de la evidencia",
        "the opening is of no bid or lot of the evidence",
    ),
    "opening-of-another": (
        "la apertura dice otro lote, proveedor o dato",
        "the opening names another lot, supplier or fact",
    ),
    "commitment-differs": (
        "el compromiso es {claimed}; la apertura da {found}",
        "the commitment is {claimed}; the opening gives {found}",
    ),
    "state-differs": ("su estado dice «{claimed}»; es «{found}»", "its state says '{claimed}'; it is '{found}'"),
    "reason-differs": ("su motivo dice «{claimed}»; es «{found}»", "its reason says '{claimed}'; it is '{found}'"),
    "bid-rank-differs": ("su lugar dice {claimed}; es {found}", "its rank says {claimed}; it is {found}"),
    "bid-reason-differs": ("su motivo dice «{claimed}»; es «{found}»", "its reason says '{claimed}'; it is '{found}'"),
    "winner-differs": (
        "de este ganador {what} dice {claimed}; es {found}",
        "of this winner {what} says {claimed}; it is {found}",
    ),
    "winners-count-differs": (
        "(ganadores, resultados) son {claimed}; deben ser {found}",
        "(winners, outcomes) are {claimed}; they should be {found}",
    ),
    "rank-against-price": (
        "va antes que {other} con peor precio o condición: {claimed} y {found}",
        "stands before {other} with a worse price or standing: {claimed} and {found}",
    ),
    "spread-differs": (
        "«{claimed}» no va con su precio, {found}, y el diferencial",
        "'{claimed}' does not go with its price, {found}, and the spread",
    ),
    "pieces-above-capacity": (
        "recibe {claimed} piezas y puede surtir {found}",
        "receives {claimed} pieces and can supply {found}",
    ),
}
