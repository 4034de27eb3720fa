"""Who takes part in each round: codes, names, states, and the column of the annex that each one is.

A line of ORGANISATIONS: code | name | short name | state (INEGI) | column of 2023-24 | column of 2027-28.
The tree of a round is a list of (code, parent, kind, is_buyer, is_legal_entity). "Legal entity" here is the
one that signs its own contract: 25 in 2027-28, 26 in 2025-26, 34 in 2023-24.
"""

from dataclasses import dataclass

_ORGANISATIONS = """
imss | Instituto Mexicano del Seguro Social | IMSS | | IMSS | IMSS
issste | Instituto de Seguridad y Servicios Sociales de los Trabajadores del Estado | ISSSTE | | ISSSTE | ISSSTE
pemex | Petróleos Mexicanos | PEMEX | | | PEMEX
semar | Secretaría de Marina | SEMAR | | SEMAR |
sedena | Secretaría de la Defensa Nacional | SEDENA | | SEDENA |
guardia-nacional | Guardia Nacional | GN | | GUARDIA NACIONAL |
oadprs | Órgano Administrativo Desconcentrado Prevención y Readaptación Social | OADPRS | | OADPRS |
insabi | Instituto de Salud para el Bienestar | INSABI | | INSABI |
imss-bienestar | Servicios de Salud del IMSS para el Bienestar | IMSS-Bienestar | | |
imss-bienestar-estados | IMSS-Bienestar, entidades federativas adheridas | IMSS-B estados | | |
imss-bienestar-ex-insabi | IMSS-Bienestar, hospitales que fueron del INSABI | IMSS-B ex INSABI | | |
imss-bienestar-hrae | IMSS-Bienestar, hospitales regionales de alta especialidad | IMSS-B HRAE | | |
salud | Secretaría de Salud, SPPS | Salud | | |
ccinshae | Comisión Coordinadora de Institutos Nacionales de Salud y Hospitales de Alta Especialidad | CCINSHAE | | CCINSHAE |
cenaprece | Centro Nacional de Programas Preventivos y Control de Enfermedades | CENAPRECE | | SPPS-CENAPRECE | SALUD SPPS_CENAPRECE
censida | Centro Nacional para la Prevención y el Control del VIH y el sida | CENSIDA | | SPPS-CENSIDA | SALUD SPPS_CENSIDA
cnegssr | Centro Nacional de Equidad de Género, Salud Sexual y Reproductiva | CNEGSSR | | SPPS-CNEGSR | SALUD SPPS_CNEGSSR
conasama | Comisión Nacional de Salud Mental y Adicciones | CONASAMA | | | SALUD SPPS_CONASAMA
spps-sap | Servicios de Atención Psiquiátrica | SAP | | SPPS-SAP |
hospital-de-la-mujer | Hospital de la Mujer | H. Mujer | 09 | HOSPITAL DE LA MUJER | CCINSHAE HOSPITAL DE LA MUJER
hospital-general-de-mexico | Hospital General de México Dr. Eduardo Liceaga | HGM | 09 | HOSPITAL GENERAL DE MÉXICO | CCINSHAE HOSPITAL GENERAL DE MEXICO DR EDUARDO LICEAGA
hospital-gea-gonzalez | Hospital General Dr. Manuel Gea González | HG Gea González | 09 | HOSPITAL GENERAL DR. MANUEL GEA GONZÁLEZ | CCINSHAE HOSPITAL GENERAL DR MANUEL GEA GONZALEZ
hospital-infantil-de-mexico | Hospital Infantil de México Federico Gómez | HIMFG | 09 | HOSPITAL INFANTIL DE MÉXICO FEDERICO GÓMEZ | CCINSHAE HOSPITAL INFANTIL DE MEXICO FEDERICO GOMEZ
hospital-juarez-de-mexico | Hospital Juárez de México | HJM | 09 | HOSPITAL JUÁREZ DE MÉXICO | CCINSHAE HOSPITAL JUAREZ DE MEXICO
hospital-juarez-del-centro | Hospital Juárez del Centro | HJC | 09 | UNIDAD MÉDICO QUIRÚRGICA JUÁREZ CENTRO | CCINSHAE HOSPITAL JUAREZ DEL CENTRO
hospital-nacional-homeopatico | Hospital Nacional Homeopático | HNH | 09 | HOSPITAL NACIONAL HOMEOPÁTICO | CCINSHAE HOSPITAL NACIONAL HOMEOPATICO
incan | Instituto Nacional de Cancerología | INCan | 09 | INSTITUTO NACIONAL DE CANCEROLOGÍA | CCINSHAE INSTITUTO NACIONAL DE CANCEROLOGIA
incar | Instituto Nacional de Cardiología Ignacio Chávez | INCar | 09 | INSTITUTO NACIONAL DE CARDIOLOGÍA IGNACIO CHÁVEZ | CCINSHAE INSTITUTO NACIONAL DE CARDIOLOGIA IGNACIO CHAVEZ
incmnsz | Instituto Nacional de Ciencias Médicas y Nutrición Salvador Zubirán | INCMNSZ | 09 | INSTITUTO NACIONAL DE CIENCIAS MÉDICAS Y NUTRICIÓN SALVADOR ZUBIRÁN | CCINSHAE INSTITUTO NACIONAL DE CIENCIAS MEDICAS Y NUTRICION SALVADOR ZUBIRAN
iner | Instituto Nacional de Enfermedades Respiratorias Ismael Cosío Villegas | INER | 09 | INSTITUTO NACIONAL DE ENFERMEDADES RESPIRATORIAS ISMAEL COSÍO VILLEGAS | CCINSHAE INSTITUTO NACIONAL DE ENFERMEDADES RESPIRATORIAS ISMAEL COSIO VILLEGAS
inger | Instituto Nacional de Geriatría | INGER | 09 | | CCINSHAE INSTITUTO NACIONAL DE GERIATRIA
innn | Instituto Nacional de Neurología y Neurocirugía Manuel Velasco Suárez | INNN | 09 | INSTITUTO NACIONAL DE NEUROLOGÍA Y NEUROCIRUGÍA MANUEL VELASCO SUÁREZ | CCINSHAE INSTITUTO NACIONAL DE NEUROLOGIA Y NEUROCIRUGIA MANUEL VELASCO SUAREZ
inp | Instituto Nacional de Pediatría | INP | 09 | INSTITUTO NACIONAL DE PEDIATRÍA | CCINSHAE INSTITUTO NACIONAL DE PEDIATRIA
inper | Instituto Nacional de Perinatología Isidro Espinosa de los Reyes | INPer | 09 | INSTITUTO NACIONAL DE PERINATOLOGÍA ISIDRO ESPINOSA DE LOS REYES | CCINSHAE INSTITUTO NACIONAL DE PERINATOLOGIA ISIDRO ESPINOSA DE LOS REYES
inprf | Instituto Nacional de Psiquiatría Ramón de la Fuente Muñiz | INPRF | 09 | INSTITUTO NACIONAL DE PSIQUIATRÍA RAMÓN DE LA FUENTE MUÑÍZ | CCINSHAE INSTITUTO NACIONAL DE PSIQUIATRIA RAMON DE LA FUENTE MUNIZ
inr | Instituto Nacional de Rehabilitación Luis Guillermo Ibarra Ibarra | INR | 09 | INSTITUTO NACIONAL DE REHABILITACIÓN | CCINSHAE INSTITUTO NACIONAL DE REHABILITACION
hrae-especialidades-pediatricas | Hospital de Especialidades Pediátricas (CRAE Chiapas) | HEP Chiapas | 07 | HOSPITAL DE ESPECIALIDADES PEDIÁTRICAS | IMSS BIENESTAR HRAE HOSPITAL DE ESPECIALIDADES PEDIATRICAS CRAECH EP
hrae-ciudad-salud | Hospital Regional de Alta Especialidad Ciudad Salud | HRAE Ciudad Salud | 07 | HOSPITAL REGIONAL DE ALTA ESPECIALIDAD CIUDAD SALUD | IMSS BIENESTAR HRAE HOSPITAL REGIONAL DE ALTA ESPECIALIDAD CIUDAD SALUD CRAECH CS
hrae-ciudad-victoria | Hospital Regional de Alta Especialidad de Ciudad Victoria Bicentenario 2010 | HRAE Ciudad Victoria | 28 | HOSPITAL REGIONAL DE ALTA ESPECIALIDAD EN CD VICTORIA BICENTENARIO 2010 | IMSS BIENESTAR HRAE HOSPITAL REGIONAL DE ALTA ESPECIALIDAD CIUDAD VICTORIA BICENTENARIO 2010 HRAEV
hrae-ixtapaluca | Hospital Regional de Alta Especialidad de Ixtapaluca | HRAE Ixtapaluca | 15 | HOSPITAL REGIONAL DE ALTA ESPECIALIDAD IXTAPALUCA | IMSS BIENESTAR HRAE HOSPITAL REGIONAL DE ALTA ESPECIALIDAD DE IXTAPALUCA HRAEI
hrae-yucatan | Hospital Regional de Alta Especialidad de la Península de Yucatán | HRAE Yucatán | 31 | HOSPITAL REGIONAL DE ALTA ESPECIALIDAD DE LA PENÍNSULA DE YUCATÁN | IMSS BIENESTAR HRAE HOSPITAL REGIONAL DE ALTA ESPECIALIDAD DE LA PENINSULA DE YUCATAN HRAEPY
hrae-oaxaca | Hospital Regional de Alta Especialidad de Oaxaca | HRAE Oaxaca | 20 | HOSPITAL REGIONAL DE ALTA ESPECIALIDAD DE OAXACA | IMSS BIENESTAR HRAE HOSPITAL REGIONAL DE ALTA ESPECIALIDAD DE OAXACA HRAEO
hrae-bajio | Hospital Regional de Alta Especialidad del Bajío | HRAE Bajío | 11 | HOSPITAL REGIONAL DE ALTA ESPECIALIDAD DEL BAJÍO | IMSS BIENESTAR HRAE HOSPITAL REGIONAL DE ALTA ESPECIALIDAD DEL BAJIO HRAEB
hospital-amatan | Hospital Básico Comunitario de Amatán, Chiapas | H. Amatán | 07 | | IMSS BIENESTAR HOSPITAL_EX_INSABI_AMATAN_DE_CHIAPAS
hospital-chetumal | Hospital General de Chetumal, Quintana Roo | H. Chetumal | 23 | | IMSS BIENESTAR HOSPITAL_EX_INSABI_CHETUMAL_DE_QUINTANA_ROO
hospital-graciano-sanchez | Hospital Graciano Sánchez, San Luis Potosí | H. Graciano Sánchez | 24 | | IMSS BIENESTAR HOSPITAL_EX_INSABI_GRACIANO_SANCHEZ_DE_SAN_LUIS_POTOSI
hospital-materno-texcoco | Hospital Materno de Texcoco, México | H. Materno Texcoco | 15 | | IMSS BIENESTAR HOSPITAL_EX_INSABI_MATERNO_TEXCOCO_DE_MEXICO
hospital-nicolas-bravo | Hospital de Nicolás Bravo, Quintana Roo | H. Nicolás Bravo | 23 | | IMSS BIENESTAR HOSPITAL_EX_INSABI_NICOLAS_BRAVO_DE_QUINTANA_ROO
hospital-ninez-oaxaquena | Hospital de la Niñez Oaxaqueña | H. Niñez Oaxaqueña | 20 | | IMSS BIENESTAR HOSPITAL_EX_INSABI_NINEZ_OAXAQUENA
hospital-tekax | Hospital General de Tekax, Yucatán | H. Tekax | 31 | | IMSS BIENESTAR HOSPITAL_EX_INSABI_TEKAX_DE_YUCATAN
hospital-tulum | Hospital de Tulum, Quintana Roo | H. Tulum | 23 | | IMSS BIENESTAR HOSPITAL_EX_INSABI_TULUM_DE_QUINTANA_ROO
"""  # noqa: E501

_ADHERED_STATES = """
02 Baja California|03 Baja California Sur|04 Campeche|07 Chiapas|09 Ciudad de México|06 Colima|12 Guerrero|13 Hidalgo|
15 México|16 Michoacán|17 Morelos|18 Nayarit|20 Oaxaca|21 Puebla|23 Quintana Roo|24 San Luis Potosí|25 Sinaloa|
26 Sonora|27 Tabasco|28 Tamaulipas|29 Tlaxcala|30 Veracruz|32 Zacatecas
"""
PLAIN_LETTERS = str.maketrans("áéíóúñü ", "aeiounu-")
OTHER_NAMES = {
    "cnegssr": ("CNEGSR", "SALUD SPPS_CNEGSR"),
    "imss-bienestar": ("IMSS BIENESTAR",),
}


@dataclass(frozen=True)
class Organisation:
    """One line of the table; a column is "" where the round does not list it."""

    code: str
    name: str
    short_name: str
    state: str
    column_2023: str
    column_2027: str

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every other spelling known, in order of code point."""
        spellings = {self.short_name, self.column_2023, self.column_2027, *OTHER_NAMES.get(self.code, ())}
        return tuple(sorted(spellings - {"", self.name}))


@dataclass(frozen=True)
class Member:
    """An organisation's place in the tree of one round."""

    organisation: Organisation
    parent: str
    kind: str
    is_buyer: bool
    is_legal_entity: bool
    column: str


def _organisations() -> dict[str, Organisation]:
    table = {}
    for line in _ORGANISATIONS.strip().splitlines():
        organisation = Organisation(*(cell.strip() for cell in line.split("|")))
        table[organisation.code] = organisation
    for entry in "".join(_ADHERED_STATES.split("\n")).split("|"):
        state, name = entry[:2], entry[3:]
        slug = name.lower().translate(PLAIN_LETTERS)
        column = "IMSS BIENESTAR EF_ADHERIDA_" + slug.upper().replace("-", "_")
        code = f"imss-bienestar-{slug}"
        table[code] = Organisation(code, f"IMSS-Bienestar {name}", f"IMSS-B {name}", state, "", column)
    return table


ORGANISATIONS = _organisations()
STATE_BUYERS = {o.state: o.code for o in ORGANISATIONS.values() if "EF_ADHERIDA" in o.column_2027}
INSTITUTES = tuple(o.code for o in ORGANISATIONS.values() if o.column_2027.startswith("CCINSHAE"))
HIGH_SPECIALITY = tuple(code for code in ORGANISATIONS if code.startswith("hrae-"))
FORMER_INSABI = tuple(o.code for o in ORGANISATIONS.values() if "EX_INSABI" in o.column_2027)
PROGRAMMES = ("cenaprece", "censida", "cnegssr", "conasama")


def _group(code: str, parent: str = "") -> Member:
    return Member(ORGANISATIONS[code], parent, "group", False, False, "")


def _entity(code: str, parent: str = "", column: str = "") -> Member:
    return Member(ORGANISATIONS[code], parent, "legal_entity", True, True, column)


def _unit(code: str, parent: str) -> Member:
    return Member(ORGANISATIONS[code], parent, "unit", True, False, ORGANISATIONS[code].column_2027)


def members_2027() -> list[Member]:
    """62 buyers that are 25 legal entities."""
    column = {code: organisation.column_2027 for code, organisation in ORGANISATIONS.items()}
    return [
        *(_entity(code, "", column[code]) for code in ("imss", "issste", "pemex")),
        _group("ccinshae"),
        *(_entity(code, "ccinshae", column[code]) for code in INSTITUTES),
        Member(ORGANISATIONS["imss-bienestar"], "", "legal_entity", False, True, ""),
        _group("imss-bienestar-estados", "imss-bienestar"),
        *(_unit(code, "imss-bienestar-estados") for code in STATE_BUYERS.values()),
        _group("imss-bienestar-ex-insabi", "imss-bienestar"),
        *(_unit(code, "imss-bienestar-ex-insabi") for code in FORMER_INSABI),
        _group("imss-bienestar-hrae", "imss-bienestar"),
        *(_unit(code, "imss-bienestar-hrae") for code in HIGH_SPECIALITY),
        _group("salud"),
        *(_entity(code, "salud", column[code]) for code in PROGRAMMES),
    ]


def members_2025() -> list[Member]:
    """The 26 institutions, each a buyer and a legal entity; reconstructed, no official list was found."""
    alone = ("imss", "imss-bienestar", "issste", "semar", "pemex")
    return [
        *(_entity(code) for code in alone),
        _group("ccinshae"),
        *(_entity(code, "ccinshae") for code in INSTITUTES),
        _group("salud"),
        *(_entity(code, "salud") for code in PROGRAMMES),
    ]


def members_2023() -> list[Member]:
    """11 institutions and the 23 hospitals whose sum is the column CCINSHAE: 34 buyers."""
    column = {code: organisation.column_2023 for code, organisation in ORGANISATIONS.items()}
    alone = ("imss", "insabi", "issste", "sedena", "semar", "guardia-nacional", "oadprs")
    return [
        *(_entity(code, "", column[code]) for code in alone),
        Member(ORGANISATIONS["ccinshae"], "", "group", False, False, "CCINSHAE"),
        *(_entity(code, "ccinshae", column[code]) for code in (*INSTITUTES, *HIGH_SPECIALITY) if column[code]),
        _group("salud"),
        *(_entity(code, "salud", column[code]) for code in ("cenaprece", "censida", "cnegssr", "spps-sap")),
    ]
