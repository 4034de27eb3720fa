"""The Spanish words of the compendium that a description is read by; lower case, with accents."""

import unicodedata


def folded(text: str) -> str:
    """`text` in lower case without accents, character by character, so that positions stay the same."""
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] for letter in text)


_FORM_NOUNS = """
aerosol barra cápsula champú colirio comprimido crema cristal disco elíxir emulsión espuma gas gel globulina
gota goma gragea granulado gránulo grano implante inyección inyectable jabón jalea jarabe laca liofilizado
líquido loción lápiz microsuspensión oblea óvulo parche pasta pastilla película pomada polvo shampoo sistema
solución supositorio suspensión tableta tintura trocisco ungüento vapor
"""
FORM_NOUNS = tuple(_FORM_NOUNS.split())

_FORM_QUALIFIERS = """
ácido acuosa aplicación autoinyector base blanda bucal bucodispersable capa concentrada controlada cubierta
cutánea dérmica desleíble diluir dispersable dosis efervescente entérica espesa estéril extendida externa
extensa fina gastrorresistente gelatina gástrica gotas hipertónica inhalación inhalada inhalador inmediata
intestinal intramuscular intranasal intraocular intratecal intrauterino intravenosa intravítrea inyectable
isotónica lenta liberación liofilizada liofilizado liposomal liposomas líquida masticable medicada micronizada
modificada nasal nebulizar nebulización oftálmica oftálmico oleosa oral osmótica ótica parenteral perlas
perfusión pediátrica polvo presurizado prolongada rectal recubierta recubierto reconstituir retardada
respiratoria soluble sostenida subcutánea subcutáneo sublingual suspensión solución tópica tópico transdérmico
transdérmica uso vaginal vía emulsión aerosol infusión
"""
FORM_QUALIFIERS = tuple(_FORM_QUALIFIERS.split())

FORM_JOINS = ("o", "y", "u", "de", "para", "con", "en", "por", "vía", "al")

_CONTAINERS = """
ampolleta | ámpula | bolsa | bote | caja | cartucho | cilindro | cubeta | envase | equipo | estuche | frasco |
frasco ámpula | garrafa | garrafón | jeringa | jeringa prellenada | juego | kit | lata | paquete | par | pieza
| pluma | pluma prellenada | pote | rollo | sobre | tanque | tarro | tubo | unidad | vial
"""
CONTAINERS = tuple(" ".join(words.split()) for words in _CONTAINERS.split("|"))

_COUNTED = """
agujas almohadillas ámpulas ampolletas ampolleta anillos aplicadores aplicaciones barras bolsas bolsa cajas
cápsulas cápsula cartuchos cartucho comprimidos comprimido determinaciones discos dosis electrodos empaques
espumas estuches frascos frasco gasas gomas grageas gragea hojas implantes implante jeringas jeringa juegos
laminillas lancetas obleas óvulos óvulo pares parches parche pastillas películas perlas piezas pieza placas
pluma plumas pruebas puntas reacciones rollos rollo sobres sobre supositorios supositorio sistema tabletas
tableta tarjetas tiras trociscos tubos tubo unidades unidad viales vial
"""
COUNTED = tuple(_COUNTED.split())

# What the text says in so many words; a tablet without "oral" has no way of administration here.
ADMINISTRATION = {
    "inyectable": "inyectable",
    "intravenosa": "intravenosa",
    "intramuscular": "intramuscular",
    "subcutánea": "subcutánea",
    "subcutáneo": "subcutánea",
    "intravítrea": "intravítrea",
    "intratecal": "intratecal",
    "intrauterino": "intrauterina",
    "inhalación": "inhalación",
    "inhalador": "inhalación",
    "nebulización": "inhalación",
    "nebulizar": "inhalación",
    "sublingual": "sublingual",
    "bucal": "bucal",
    "oral": "oral",
    "oftálmica": "oftálmica",
    "oftálmico": "oftálmica",
    "ótica": "ótica",
    "nasal": "nasal",
    "intranasal": "nasal",
    "vaginal": "vaginal",
    "rectal": "rectal",
    "tópica": "tópica",
    "tópico": "tópica",
    "cutánea": "cutánea",
    "dérmica": "cutánea",
    "transdérmico": "transdérmica",
    "transdérmica": "transdérmica",
}
