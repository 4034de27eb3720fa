"""The template as CSV: wide like the workbook, or tidy with a row per clave and month that asks for something."""

import csv
import io

from ....page.export import guarded
from .headers import TIDY, month_labels
from .template import Template

BOM = "\ufeff"


def template_csv(template: Template) -> bytes:
    """A row per code, in the columns of the workbook; UTF-8 with a byte order mark."""
    empty = [""] * template.months
    rows = [list(template.heads)]
    for code in template.codes:
        cells = template.cells.get(code.clave)
        told = [template.told[key].get(code.clave, "") for key in template.keys[3:-2]]
        figures = ["", "", *empty] if cells is None else [int(cells[-1]), int(cells[:-1].sum()), *cells[:-1].tolist()]
        rows.append([code.clave, guarded(code.description), guarded(code.unit), *told, *figures])  # type: ignore[list-item]
    return _written(rows)


def template_tidy_csv(template: Template) -> bytes:
    """clave, month, pieces: a row for every month above 0; a code that asks for nothing has one row, of its first."""
    labels = month_labels(template.starts, template.months)
    rows = [[words[template.language] for words in TIDY.values()]]
    for code in template.codes:
        cells = template.cells.get(code.clave)
        figures = [] if cells is None else cells[:-1].tolist()
        asked = [[code.clave, label, str(figure)] for label, figure in zip(labels, figures, strict=False) if figure]
        rows += asked or [[code.clave, labels[0], "0"]]
    return _written(rows)


def _written(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return (BOM + text.getvalue()).encode()
