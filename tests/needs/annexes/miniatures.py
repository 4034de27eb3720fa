"""Miniatures of the three published layouts and of the tidy CSV: a clean clone has no workbooks.

A miniature is a model of cells, so that a test can change one before it is written. Places count from 0.
"""

import io
import struct
import zlib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import xlsxwriter

FORTY_PERCENT = Decimal(40)
CLAVES = (
    "010.000.4272.00",
    "010.000.4273.00",
    "060.345.3440",
    "010.000.0104.00",
    "020.000.3833.00",
    "040.000.6188.00",
    "080.235.1098",
    "010.000.5941.01",
)
KNOWN = {
    name: name.replace(" ", "-")
    for name in (
        "IMSS",
        "ISSSTE",
        "PEMEX",
        "CCINSHAE",
        "SPPS-CNEGSR",
        "CCINSHAE HOSPITAL DE LA MUJER",
        "IMSS BIENESTAR EF_ADHERIDA_COLIMA",
        "IMSS BIENESTAR HRAE HOSPITAL REGIONAL DE ALTA ESPECIALIDAD DEL BAJIO HRAEB",
        "SALUD SPPS_CNEGSSR",
        "HOSPITAL DE LA MUJER",
        "HOSPITAL GENERAL DE MÉXICO",
        "INSTITUTO NACIONAL DE PEDIATRÍA",
        "TOTAL",
    )
}


@dataclass(frozen=True)
class Formula:
    """A formula with its cached value; "" is none."""

    text: str
    value: object


Place = tuple[int, int]


@dataclass
class MiniSheet:
    name: str
    cells: dict[Place, object] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    image: bool = False

    def put(self, row: int, column: int, *values: object) -> None:
        for offset, value in enumerate(values):
            if value is not None:
                self.cells[row, column + offset] = value

    def value(self, row: int, column: int) -> object:
        cell = self.cells.get((row, column))
        return cell.value if isinstance(cell, Formula) else cell

    @property
    def last_row(self) -> int:
        return max(row for row, _ in self.cells)

    @property
    def last_column(self) -> int:
        return max(column for _, column in self.cells)


@dataclass
class Miniature:
    file_name: str
    sheets: list[MiniSheet]

    def write(self, folder: Path) -> Path:
        path = folder / self.file_name
        workbook = xlsxwriter.Workbook(path)
        for model in self.sheets:
            _write_sheet(workbook.add_worksheet(model.name), model)
        workbook.close()
        return path


def _write_sheet(sheet: xlsxwriter.worksheet.Worksheet, model: MiniSheet) -> None:
    for box in model.merges:
        sheet.merge_range(*box, "")
    for (row, column), value in sorted(model.cells.items()):
        if isinstance(value, Formula):
            sheet.write_formula(row, column, value.text, None, value.value)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value)
        else:
            sheet.write_string(row, column, str(value))
    if model.image:
        sheet.insert_image(0, 0, "banner.png", {"image_data": io.BytesIO(one_pixel_png())})


def one_pixel_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def maximum_of(row: int, buyer: int) -> int:
    """Some made-up pieces; every fifth cell has none."""
    return 0 if (row + 2 * buyer) % 5 == 4 else 15 + 37 * row + 211 * buyer


def minimum_of(maximum: int) -> int:
    return -(-maximum * 2 // 5)


def annex_2027_2028() -> Miniature:
    """Image over the merged rows 1 to 7, names over MIN and MAX in rows 8 and 9, zeros written, totals as formulas."""
    names = [
        name for name in KNOWN if name in ("IMSS", "ISSSTE") or (" " in name and not name.startswith(("HOS", "INS")))
    ]
    sheet = MiniSheet("ApendiceVF22dic", image=True)
    total = 2 + 2 * len(names)
    sheet.merges.append((0, 0, 6, total + 1))
    sheet.put(8, 0, "CLAVE", "DESCRIPCIÓN")
    for buyer, name in enumerate([*names, "TOTALES"]):
        sheet.put(7, 2 + 2 * buyer, name)
        sheet.put(8, 2 + 2 * buyer, "MIN", "MAX")
    for line, clave in enumerate(CLAVES):
        row = 9 + line
        sheet.put(row, 0, clave, f"MEDICAMENTO {line}. TABLETA. Envase con {line + 10} tabletas.")
        maxima = [maximum_of(line, buyer) for buyer in range(len(names))]
        for buyer, maximum in enumerate(maxima):
            sheet.put(row, 2 + 2 * buyer, minimum_of(maximum), maximum)
        sheet.put(row, total, Formula(f"=C{row + 1}+E{row + 1}", sum(map(minimum_of, maxima))))
        sheet.put(row, total + 1, Formula(f"=D{row + 1}+F{row + 1}", sum(maxima)))
    return Miniature("2027-2028.xlsx", [sheet])


def annex_2025_2026() -> Miniature:
    """The year over two columns, labels in rows 3 and 4, the bidders' columns empty, a point in the last row."""
    sheet = MiniSheet("MED_MAT")
    sheet.put(1, 8, 2025, None, 2026)
    sheet.put(1, 16, 2025, None, 2026)
    sheet.put(
        2, 0, "No. Partida", "Clave", "CUCoP", "CUCoP +", "Descripción del bien ofertado", "Presentación ofertada"
    )
    sheet.put(2, 8, "Cantidad Solicitada", None, "Cantidad Solicitada", None, "Unidad de Medida", "Registro Sanitario")
    sheet.put(2, 14, "Fabricante del bien", "Precio Unitario", "Importe total", None, "Importe total")
    sheet.put(3, 5, "Uni", "Cant", "Tipo", "Mínimo", "Máximo", "Mínimo", "Máximo")
    sheet.put(3, 16, "Mínimo", "Máximo", "Mínimo", "Máximo")
    sheet.merges += [(1, 8, 1, 9), (1, 10, 1, 11), (2, 8, 2, 9), (2, 10, 2, 11), (2, 0, 3, 0), (2, 1, 3, 1)]
    for line, clave in enumerate(CLAVES):
        row = 4 + line
        sheet.put(row, 0, line + 1, clave, 25301574 + line, f"25301-{1574 + line}", f"Medicamento {line}. Tableta.")
        for year in range(2):
            maximum = maximum_of(line, year + 1)
            sheet.put(row, 8 + 2 * year, minimum_of(maximum), maximum)
    sheet.put(4 + len(CLAVES), 0, ".")
    return Miniature("2025-2026.xlsx", [sheet])


def annex_2023_2024() -> Miniature:
    """Institutions with their SUBTOTAL row 4 and TOTAL GENERAL, blanks for no need, and the hospitals of CCINSHAE."""
    hospitals = ("HOSPITAL DE LA MUJER", "HOSPITAL GENERAL DE MÉXICO", "INSTITUTO NACIONAL DE PEDIATRÍA")
    institutions = ("IMSS", "ISSSTE", "CCINSHAE", "SPPS-CNEGSR")
    detail = [[maximum_of(line, buyer + 4) for buyer in range(3)] for line in range(len(CLAVES) - 1)] + [[0, 0, 0]]
    maxima, minima = [], []
    for line in range(len(CLAVES)):
        row = [maximum_of(line, buyer) for buyer in range(4)]
        low = [minimum_of(maximum) for maximum in row]
        row[2], low[2] = sum(detail[line]), sum(map(minimum_of, detail[line]))
        maxima.append(row)
        minima.append(low)
    main = _sheet_2023(
        "1 Demanda Agregada", "APÉNDICE 1 DEMANDA DE MEDICAMENTO 2023-2024", institutions, minima, maxima
    )
    lows = [[minimum_of(maximum) for maximum in row] for row in detail]
    title = "APÉNDICE 1 DEMANDA DE MEDICAMENTO 2023-2024 (CCINSHAE)"
    second = _sheet_2023("1.1 Detalle CCINSHAE", title, hospitals, lows[:-1], detail[:-1])
    return Miniature("2023-2024.xlsx", [main, second])


def _sheet_2023(
    name: str, title: str, buyers: tuple[str, ...], minima: list[list[int]], maxima: list[list[int]]
) -> MiniSheet:
    sheet = MiniSheet(name)
    sheet.put(0, 0, title)
    sheet.put(2, 0, "#", "CLAVES", "DESCRIPCIÓN", "UM")
    lines = len(maxima)
    sheet.put(3, 0, "-", "Total", Formula(f"=SUBTOTAL(3,C5:C{lines + 4})", lines), "-")
    with_totals = [[[*row, sum(row)] for row in block] for block in (minima, maxima)]
    for buyer, label in enumerate([*buyers, "TOTAL GENERAL"]):
        column = 4 + 2 * buyer
        sheet.merges.append((1, column, 1, column + 1))
        sheet.put(1, column, label)
        sheet.put(2, column, "CANTIDAD MIN", "CANTIDAD MAX")
        for half in range(2):
            added = sum(row[buyer] for row in with_totals[half])
            sheet.put(3, column + half, Formula(f"=SUBTOTAL(9,E5:E{lines + 4})", added))
    for line in range(lines):
        sheet.put(4 + line, 0, 6 * line + 1, CLAVES[line], f"Medicamento {line}. Tableta.", "Pieza")
        for half in range(2):
            *needs, total = with_totals[half][line]
            for buyer, pieces in enumerate(needs):
                sheet.put(4 + line, 4 + 2 * buyer + half, pieces or None)
            sheet.put(4 + line, 4 + 2 * len(buyers) + half, Formula("=E5+G5", total))
    return sheet


WORKBOOKS = {"2023-2024": annex_2023_2024, "2025-2026": annex_2025_2026, "2027-2028": annex_2027_2028}


def tidy_csv() -> list[list[str]]:
    """Records of a tidy CSV with four institutions."""
    records = [["clave", "institucion", "cantidad_min", "cantidad_max", "descripcion", "unidad"]]
    for line, clave in enumerate(CLAVES):
        for buyer, name in enumerate(("IMSS", "ISSSTE", "PEMEX", "SALUD SPPS_CNEGSSR")):
            maximum = maximum_of(line, buyer)
            if maximum:
                words = [f"Solución {line}, inyectable", "Pieza"]
                records.append([clave, name, str(minimum_of(maximum)), str(maximum), *words])
    return records
