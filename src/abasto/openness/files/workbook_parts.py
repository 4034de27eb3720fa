"""The parts of a workbook besides its sheets: content types, relations, styles, names, properties.

Source: ECMA-376 (Office Open XML), parts 1 and 2.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from .tables import Table

BOLD, WHOLE, MONEY, BANNER = 1, 2, 3, 4
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts>'
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><color rgb="FF9B2247"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="2"><border/><border><bottom style="thin"/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/>'
    '<xf fontId="1" borderId="1" applyFont="1" applyBorder="1"/><xf numFmtId="3" applyNumberFormat="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/><xf fontId="2" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def fixed_parts(tables: Sequence[Table], banner: str, dated: dt.datetime) -> Iterator[tuple[str, str]]:
    """Name and text of every part that is no sheet."""
    numbers = range(1, len(tables) + 1)
    yield "[Content_Types].xml", _content_types(numbers)
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")], core=True)
    yield "docProps/core.xml", _core(tables[0].name, banner, dated)
    yield "xl/workbook.xml", _book(tables)
    sheets = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*sheets, ("styles", "styles.xml")])
    yield "xl/styles.xml", STYLES


def escaped(text: str) -> str:
    """The text inside an element; characters that XML cannot hold are written as the format writes them."""
    return escape(NOT_IN_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", text))


def _content_types(numbers: range) -> str:
    overrides = [
        ("/xl/workbook.xml", f"{SHEET_TYPE}.sheet.main+xml"),
        ("/xl/styles.xml", f"{SHEET_TYPE}.styles+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        *((f"/xl/worksheets/sheet{number}.xml", f"{SHEET_TYPE}.worksheet+xml") for number in numbers),
    ]
    parts = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">{defaults}{parts}</Types>'


def _relations(targets: Sequence[tuple[str, str]], core: bool = False) -> str:
    kinds = [(f"{OFFICE}/{kind}", target) for kind, target in targets]
    if core:
        kinds.append((f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"))
    parts = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(kinds, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{parts}</Relationships>'


def _core(title: str, comments: str, dated: dt.datetime) -> str:
    moment = f"{dated:%Y-%m-%dT%H:%M:%S}Z"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:description>{escaped(comments)}</dc:description>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created></cp:coreProperties>'
    )


def _book(tables: Sequence[Table]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(table.name)} sheetId="{at}" r:id="rId{at}"/>' for at, table in enumerate(tables, 1)
    )
    return f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
