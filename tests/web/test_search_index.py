"""Finding in folded text; no database."""

from abasto.web.search_index import Entry, asked_claves, find, fold, searchable


def item(clave: str, text: str) -> Entry:
    return Entry("items", clave, text, "web:item", (clave,), searchable(clave, clave.replace(".", ""), text), clave)


ITEMS = (
    item("010.000.0104.00", "PARACETAMOL. Tableta. 500 mg"),
    item("010.000.0105.00", "PARACETAMOL. Supositorio. 300 mg"),
    item("010.000.0105.01", "PARACETAMOL. Supositorio. 100 mg"),
    item("060.168.6645", "Catéter para vena umbilical, con micrómetro"),
)


def claves(query: str) -> list[str]:
    return [entry.clave for entry in find(ITEMS, query, lambda entry: True).get("items", ())]


def test_every_word_must_occur_whatever_accents_case_and_order() -> None:
    assert claves("UMBILICAL cateter") == ["060.168.6645"]
    assert claves("umbilical paracetamol") == []


def test_a_clave_is_found_in_any_spelling_and_alone() -> None:
    for spelling in ("010.000.0104.00", "010 000 0104 00 00", "010000010400", "0100000104"):
        assert claves(spelling) == ["010.000.0104.00"]


def test_ten_digits_that_could_be_two_claves_find_both() -> None:
    assert claves("0100000105") == ["010.000.0105.00", "010.000.0105.01"]


def test_a_beginning_of_a_clave_finds_all_that_begin_so() -> None:
    assert claves("010.000.0105") == ["010.000.0105.00", "010.000.0105.01"]


def test_beginnings_of_words_come_before_middles() -> None:
    entries = (item("010.000.0001.00", "biometro"), item("010.000.0002.00", "metro"))
    found = find(entries, "metro", lambda entry: True)["items"]
    assert [entry.clave for entry in found] == ["010.000.0002.00", "010.000.0001.00"]


def test_what_may_not_be_seen_is_not_found() -> None:
    assert find(ITEMS, "paracetamol", lambda entry: False) == {}


def test_one_letter_finds_nothing_rather_than_everything() -> None:
    assert find(ITEMS, "a", lambda entry: True) == {}


def test_a_word_that_is_no_clave_names_none() -> None:
    assert asked_claves("paracetamol", ("010.000.0104.00",)) == ()


def test_folding_takes_accents_case_and_spare_spaces_away() -> None:
    assert fold("  CatÉter   Ñandú ") == "cateter nandu"
