"""Reading descriptions: what the text says, and nothing else."""

from abasto.catalogue.description import ParsedDescription, parse_description


def test_a_medicine_in_the_usual_order_is_read_whole() -> None:
    text = "PARACETAMOL. SOLUCIÓN ORAL. Cada mL contiene: Paracetamol 100 mg. Envase con 10 frascos con 15 mL."
    assert parse_description(text, "medicine") == ParsedDescription(
        generic_name="PARACETAMOL",
        dosage_form="solución oral",
        strength="Paracetamol 100 mg",
        presentation="Envase con 10 frascos con 15 mL",
        container="frasco",
        pack_size=10,
        administration="oral",
    )


def test_dots_and_accents_may_be_missing() -> None:
    text = "TERBUTALINA TABLETA CADA TABLETA CONTIENE: SULFATO DE TERBUTALINA 5 MG ENVASECON 20 TABLETAS."
    read = parse_description(text, "medicine")
    assert (read.generic_name, read.dosage_form, read.pack_size) == ("TERBUTALINA", "tableta", 20)
    assert read.strength == "SULFATO DE TERBUTALINA 5 MG"


def test_a_form_of_several_words_is_kept_with_its_accents() -> None:
    text = "X. CAPSULA O TABLETA DE LIBERACION PROLONGADA. CADA CAPSULA CONTIENE: X 0.4 MG. ENVASE CON 10 CAPSULAS."
    assert parse_description(text, "medicine").dosage_form == "cápsula o tableta de liberación prolongada"


def test_a_tablet_says_nothing_of_its_administration() -> None:
    text = "TIAMAZOL. TABLETA. Cada tableta contiene: Tiamazol 5 mg. Envase con 20 tabletas."
    assert parse_description(text, "medicine").administration is None


def test_millilitres_are_no_pack_size() -> None:
    text = "LACTULOSA. JARABE. Cada 100 mL contienen: Lactulosa 66.7 g. Envase con 120 mL y dosificador."
    assert parse_description(text, "medicine").pack_size is None


def test_thousands_in_a_strength_do_not_hide_the_pack_size() -> None:
    text = "X. SOLUCIÓN INYECTABLE. Cada frasco contiene: X 1,100 mg. Caja con un frasco con 1,100 mg/ 11 mL."
    assert parse_description(text, "medicine").pack_size == 1


def test_two_possible_pack_sizes_are_not_guessed() -> None:
    text = "X. TABLETA. Cada tableta contiene: X 5 mg. Envase con 10 o 20 tabletas."
    assert parse_description(text, "medicine").pack_size is None


def test_tablets_in_one_bottle_are_counted_and_not_the_bottle() -> None:
    text = "X. TABLETA. Cada tableta contiene: X 5 mg. Caja con un frasco con 30 tabletas."
    assert parse_description(text, "medicine").pack_size == 30


def test_a_supply_has_a_name_and_a_piece_and_no_dosage_form() -> None:
    read = parse_description("VENDAS. Elástica de tejido plano. Solución de nudos. Longitud: 5 m. Pieza.", "supply")
    assert read == ParsedDescription(generic_name="VENDAS", presentation="Pieza", container="pieza", pack_size=1)


def test_a_description_that_is_a_number_says_nothing() -> None:
    assert parse_description("5", "medicine") == ParsedDescription()


def test_an_empty_description_says_nothing() -> None:
    assert parse_description("", "supply") == ParsedDescription()
