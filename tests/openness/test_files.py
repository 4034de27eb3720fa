import datetime as dt
import hashlib
import io
import json
import subprocess
import sys
from dataclasses import replace

import openpyxl
import pytest

from abasto.base.refusal import Refused
from abasto.openness.files.report import report
from abasto.openness.files.report_words import WORDS, grouped_amount, percent
from abasto.openness.files.result import ReasonTally, RoundResult, SupplierTally, Tally
from abasto.openness.files.result_json import result_json
from abasto.openness.files.tables import Column, Table, csv_bytes
from abasto.openness.files.workbook import workbook

DATED = dt.datetime(2027, 9, 30, 12)
RESULT = RoundResult(
    code="mx-2027-2028",
    name_es="Ronda 2027-2028",
    name_en="Round 2027-2028",
    phase="delivery",
    clock="2027-09-30T12:00:00-06:00",
    seed=7,
    is_synthetic=True,
    source="Anexos públicos de la demanda",
    buyers=62,
    asked=Tally(3831, 5_964_335_640, 48_569_564_409_100),
    awarded=Tally(3000, 4_300_000_000, 29_700_000_000_005),
    awarded_at_reference_centavos=35_000_000_000_000,
    left_in_part=Tally(10, 20, 300),
    not_awarded=(ReasonTally("no-bid", Tally(831, 1_000, -5)),),
    undecided=Tally(0, 0, 0),
    suppliers_bidding=370,
    suppliers_awarded=185,
    contracts=5000,
    contract_lines=70_000,
    due_pieces=2000,
    received_pieces=1999,
    saving_awarded_centavos=-12_345,
    saving_delivered_centavos=0,
    saving_baseline_centavos=40_000_000_000_000,
    codes_at_risk=45,
    top_suppliers=(SupplierTally("Proveedor #1 *negritas* $x$ #panic()", Tally(3, 10, 100), 10, 9),),
)


def sees(field: str) -> bool:
    return field != "stock_risk"


TABLE = Table(
    "Renglones",
    (Column("Clave"), Column("Nombre"), Column("Piezas", "number"), Column("Importe", "money")),
    (("b", "=1+1", 3, 1250), ("Ñ", None, None, None), ("a", "Niño", -3, -5)),
)


def test_a_csv_has_a_byte_order_mark_ordered_rows_and_exact_amounts() -> None:
    assert csv_bytes(TABLE).decode().split("\r\n") == [
        "\ufeffClave,Nombre,Piezas,Importe",
        "a,Niño,-3,-0.05",
        "b,'=1+1,3,12.50",
        "Ñ,,,",
        "",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_a_spreadsheet_could_run_gets_an_apostrophe(text: str) -> None:
    data = csv_bytes(Table("t", (Column(text),), ((text,),))).decode("utf-8-sig")
    assert data.count("'" + text) == 2


def test_a_workbook_keeps_texts_as_texts_under_a_synthetic_banner() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([TABLE], "DATOS SINTÉTICOS", DATED)))["Renglones"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "DATOS SINTÉTICOS"
    assert rows[1] == ["Clave", "Nombre", "Piezas", "Importe"]
    assert rows[3] == ["b", "=1+1", 3, 12.5]
    assert sheet["B4"].data_type == "s"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B3", "A2:D5")


def test_a_table_longer_than_a_sheet_is_refused() -> None:
    endless = replace(TABLE, rows=[("a", "b", 1, 1)] * 1_048_576)
    with pytest.raises(Refused) as refusal:
        workbook([endless], "", DATED)
    assert refusal.value.code == "sheet-too-long"


def test_a_sheet_name_of_32_letters_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        workbook([replace(TABLE, name="x" * 32)], "", DATED)
    assert refusal.value.code == "sheet-name-too-long"


def test_the_result_is_canonical_and_money_is_exact_text() -> None:
    data = result_json(RESULT, sees)
    read = json.loads(data)
    assert data == json.dumps(read, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert read["awarded"] == {"amount": "297000000000.05", "codes": 3000, "pieces": 4_300_000_000}
    assert read["notAwarded"][0]["amount"] == "-0.05"
    assert read["savings"]["awarded"] == "-123.45"
    assert read["synthetic"] is True
    assert "codesAtRisk" not in read


def test_before_the_award_the_result_tells_neither_amounts_nor_decisions() -> None:
    read = json.loads(result_json(RESULT, lambda field: field == "consolidated_need"))
    assert read["asked"] == {"codes": 3831, "pieces": 5_964_335_640}
    assert not {"awarded", "awardedAtReference", "notAwarded", "savings", "topSuppliers"} & read.keys()
    assert report(RESULT, lambda field: field == "consolidated_need", "es", "", {}) != report(
        RESULT, sees, "es", "", {}
    )


def test_the_report_prints_in_both_languages_whatever_the_names_hold() -> None:
    spanish = report(RESULT, sees, "es", "Entrega", {"no-bid": "Sin oferta"})
    english = report(RESULT, sees, "en", "Delivery", {})
    assert spanish.startswith(b"%PDF-")
    assert spanish != english
    assert report(replace(RESULT, is_synthetic=False), sees, "es", "Entrega", {}) != spanish


def test_both_languages_of_the_report_have_the_same_words() -> None:
    assert WORDS["es"].keys() == WORDS["en"].keys()


def test_a_clock_without_a_zone_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        report(replace(RESULT, clock="2027-09-30T12:00:00"), sees, "es", "Entrega", {})
    assert refusal.value.code == "clock-without-zone"


def test_figures_are_exact_and_never_rounded_up_to_complete() -> None:
    assert grouped_amount(48_569_564_409_105) == "485,695,644,091.05"
    assert grouped_amount(-5) == "−0.05"
    assert percent(9996, 10_000) == "99.9 %"
    assert percent(0, 0) == "–"


def test_another_process_in_another_zone_writes_the_same_bytes() -> None:
    here = [
        workbook([TABLE], "x", DATED),
        report(RESULT, sees, "es", "Entrega", {}),
        result_json(RESULT, sees),
        csv_bytes(TABLE),
    ]
    program = (
        "import sys, hashlib, importlib.util as u\n"
        "spec = u.spec_from_file_location('files', sys.argv[1])\n"
        "m = u.module_from_spec(spec); spec.loader.exec_module(m)\n"
        "for data in (m.workbook([m.TABLE], 'x', m.DATED), m.report(m.RESULT, m.sees, 'es', 'Entrega', {}),\n"
        "             m.result_json(m.RESULT, m.sees), m.csv_bytes(m.TABLE)):\n"
        "    print(hashlib.sha256(data).hexdigest())\n"
    )
    there = subprocess.run(
        [sys.executable, "-c", program, __file__],
        env={"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "5", "SOURCE_DATE_EPOCH": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.split() == [hashlib.sha256(data).hexdigest() for data in here]
