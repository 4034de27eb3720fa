"""The three layouts and the tidy CSV, read from miniatures."""

from pathlib import Path

import pytest

from abasto.needs.annexes.read import read_annex

from .miniatures import FORTY_PERCENT, WORKBOOKS, annex_2027_2028


@pytest.mark.parametrize("layout", sorted(WORKBOOKS))
def test_x(layout: str, tmp_path: Path) -> None:
    table = read_annex(WORKBOOKS[layout]().write(tmp_path), None, (), FORTY_PERCENT)
    assert table.layout == layout
    print(table)
