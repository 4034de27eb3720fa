"""The browser and the server read the same address in the same way, so that the workbook is what is seen."""

import base64
import json
import shutil
from pathlib import Path

import pytest
from django.http import QueryDict

from abasto.page.export import as_csv, sheet_of_grid
from abasto.page.grid import Grid, GridColumn, grid_json, shown, totals, view_asked

SCRIPT = Path(__file__).parents[2] / "src/abasto/page/static/abasto/js/grid_view.js"
CHROMIUM = shutil.which("chromium")
GRID = Grid(
    (
        GridColumn("clave", "Clave", "clave", frozen=True),
        GridColumn("name", "Description", frozen=True),
        GridColumn("b1", "Buyer", "pieces", group="IMSS-B"),
        GridColumn("price", "Price", "money"),
    ),
    [
        [f"010.000.{n:04d}.00", f"=Médicamento {n % 7}", n * 7919 % 1000, None if n % 5 == 0 else n * 100]
        for n in range(60)
    ],
    is_synthetic=True,
)
ADDRESSES = [
    "", "q=medic", "q=MÉDICAMENTO+3", "f=b1:atleast:500", "f=b1:atmost:1,0&sort=-b1", "sort=name", "sort=-price",
    "f=price:atleast:12.5&f=price:atmost:40", "f=name:contains:4&hide=b1", "f=b1:is:0", "f=b1:not:0&q=5",
    "f=x:is:1", "f=b1:no:1",
]  # fmt: skip
RUN = """async ([code, data, address]) => {
  const view = await import(code);
  const grid = view.prepared(data);
  const asked = view.readView(address);
  const kept = view.shownRows(grid, asked);
  const columns = grid.columns.filter((column) => !asked.hidden.has(column.key));
  return [kept.map((at) => grid.rows[at][0]), view.totalsOf(grid, kept), view.csvOf(grid, columns, kept)];
}"""


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_browser_and_server_show_the_same_rows_totals_and_file() -> None:
    from playwright.sync_api import sync_playwright

    code = "data:text/javascript;base64," + base64.b64encode(SCRIPT.read_bytes()).decode()
    data = json.loads(json.dumps(grid_json(GRID)))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        for address in ADDRESSES:
            seen, sums, file = page.evaluate(RUN, [code, data, address])
            view = shown(GRID, view_asked(QueryDict(address)))
            assert seen == [row[0] for row in view.rows], address
            assert (
                sums["price"]
                == totals(GRID.columns, shown(GRID, view_asked(QueryDict(_unhidden(address)))).rows)["price"] / 100
            )
            assert numbers_alike(file) == numbers_alike(as_csv(sheet_of_grid("s", view)).body.decode()), address
        browser.close()


def _unhidden(address: str) -> str:
    return "&".join(part for part in address.split("&") if not part.startswith("hide"))


def numbers_alike(text: str) -> list[list[str]]:
    """Cells of a file; 12.50 and 12.5 are the same figure."""
    rows = [line.split(",") for line in text.splitlines()]
    return [
        [cell.removesuffix(".00").rstrip("0") if "." in cell and cell[0].isdigit() else cell for cell in row]
        for row in rows
    ]
