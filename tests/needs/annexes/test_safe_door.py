"""Files that want to hurt the reader: each is refused by its code, in seconds, and the reader lives."""

import io
import random
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter

from abasto.base.refusal import Refused
from abasto.needs.annexes import limits
from abasto.needs.annexes.read import read_annex

from .miniatures import FORTY_PERCENT, annex_2027_2028


def refusal(path: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        read_annex(path, None, (), FORTY_PERCENT)
    return caught.value


def with_part(path: Path, name: str, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """The same workbook with one part replaced or added."""
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    with zipfile.ZipFile(path, "w", method) as new:
        for part, content in (parts | {name: data}).items():
            new.writestr(part, content)
    return path


def sheet_xml(path: Path) -> bytes:
    return zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


def test_one_cell_at_the_last_row_and_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet()
    sheet.write(0, 0, "CLAVE")
    sheet.write(1_048_575, 16_383, 1)
    workbook.close()
    assert path.stat().st_size < 6_000
    refused = refusal(path)
    assert refused.code == "sheet-too-large"
    assert (refused.values["rows"], refused.values["columns"]) == (1_048_576, 16_384)


def test_1_048_576_empty_rows_are_told_and_the_annex_is_read(tmp_path: Path) -> None:
    path = annex_2027_2028().write(tmp_path)
    sound = read_annex(path, None, (), FORTY_PERCENT)
    rows = b"".join(b'<row r="%d" ht="15"/>' % number for number in range(18, 1_048_577))
    with_part(path, "xl/worksheets/sheet1.xml", sheet_xml(path).replace(b"</sheetData>", rows + b"</sheetData>"))
    table = read_annex(path, None, (), FORTY_PERCENT)
    assert [(problem.kind, problem.found) for problem in table.problems] == [("empty-rows", "1048576")]
    assert table.total_maximum_pieces == sound.total_maximum_pieces


def test_a_zip_bomb_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    path = annex_2027_2028().write(tmp_path)
    with_part(path, "xl/sharedStrings.xml", b" " * (limits.MAX_UNCOMPRESSED_BYTES + 1))
    assert path.stat().st_size < 2**20
    assert refusal(path).code == "workbook-bomb"


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = annex_2027_2028().write(tmp_path)
    data = path.read_bytes()
    size = len(sheet_xml(path)).to_bytes(4, "little")
    assert data.count(size) >= 1
    path.write_bytes(data.replace(size, (100).to_bytes(4, "little")))
    assert refusal(path).code == "workbook-damaged"


def test_a_workbook_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "parts.xlsx"
    with zipfile.ZipFile(path, "w") as workbook:
        for number in range(limits.MAX_MEMBERS + 1):
            workbook.writestr(f"xl/media/{number}", b"")
    assert refusal(path).code == "workbook-too-many-parts"


def test_one_long_text_in_every_cell_ends_the_child_and_not_the_reader(tmp_path: Path) -> None:
    path = annex_2027_2028().write(tmp_path)
    text = b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    rows = b"".join(
        b'<row r="%d">%s</row>' % (row, b"".join(b'<c t="s"><v>0</v></c>' for _ in range(60)))
        for row in range(1, 2_000)
    )
    with_part(path, "xl/sharedStrings.xml", text)
    with_part(path, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")
    assert refusal(path).code == "workbook-too-heavy"


def test_entities_that_grow_are_refused(tmp_path: Path) -> None:
    path = annex_2027_2028().write(tmp_path)
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    with_part(path, "xl/worksheets/sheet1.xml", sheet_xml(path).replace(b"<worksheet", laughs + b"<worksheet", 1))
    assert refusal(path).code == "workbook-damaged"


def test_a_nul_spelled_in_a_text_does_not_reach_the_database(tmp_path: Path) -> None:
    path = annex_2027_2028().write(tmp_path)
    texts = zipfile.ZipFile(path).read("xl/sharedStrings.xml")
    with_part(path, "xl/sharedStrings.xml", texts.replace(b"MEDICAMENTO 0", b"MED_x0000_ICAMENTO"))
    assert read_annex(path, None, (), FORTY_PERCENT).descriptions[0].startswith("MED\ufffdICAMENTO")


def test_an_xls_renamed_xlsx_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    assert refusal(path).code == "workbook-old-format"


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(path).code == "workbook-encrypted"


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zip.xlsx"
    name, data = b"xl/workbook.xml", b"secret"
    sizes = zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little") * 2
    head = b"\x14\0\x01\0\0\0\0\0\0\0" + sizes + len(name).to_bytes(2, "little") + b"\0\0"
    local = b"PK\x03\x04" + head + name + data
    central = b"PK\x01\x02\x14\0" + head + bytes(14) + name
    end = (
        b"PK\x05\x06\0\0\0\0\1\0\1\0" + len(central).to_bytes(4, "little") + len(local).to_bytes(4, "little") + b"\0\0"
    )
    path.write_bytes(local + central + end)
    assert refusal(path).code == "workbook-encrypted"


def test_bytes_that_are_no_zip_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "noise.xlsx"
    path.write_bytes(random.Random(1).randbytes(10_000))
    assert refusal(path).code == "not-a-workbook"
    path.write_bytes(b"PK\x03\x04" + random.Random(1).randbytes(10_000))
    assert refusal(path).code == "workbook-damaged"


def test_another_kind_of_zip_is_refused(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as other:
        other.writestr("word/document.xml", "<document/>")
    path = tmp_path / "letter.xlsx"
    path.write_bytes(held.getvalue())
    assert refusal(path).code == "workbook-other-format"


def test_an_empty_and_a_huge_file_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(b"")
    assert refusal(path).code == "file-empty"
    with path.open("wb") as file:
        file.truncate(limits.MAX_FILE_BYTES + 1)
    assert refusal(path).code == "file-too-large"


def test_the_reader_imports_no_framework() -> None:
    import subprocess

    code = "import abasto.needs.annexes.child, abasto.needs.annexes.read, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
