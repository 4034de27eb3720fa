"""Long texts cut to fit a row of a table; files keep the whole text."""

from dataclasses import replace

from .table import Table

LETTERS = 110


def with_short_text(table: Table, key: str = "description") -> Table:
    """The table with one text column cut at a word; its order and pages stay as they are."""
    return replace(table, rows=[{**row, key: shortened(str(row[key]))} for row in table.rows])


def shortened(text: str, letters: int = LETTERS) -> str:
    """The text, or its beginning up to the last whole word and an ellipsis."""
    if len(text) <= letters:
        return text
    return f"{text[:letters].rsplit(' ', 1)[0].rstrip('.,;: ')}…"
