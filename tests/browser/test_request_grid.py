"""The grid in which needs are written, as a planner uses it: keyboard, paste, undo, a lost connection, two at once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from .conftest import Visit

pytestmark = pytest.mark.browser
PAGE = "/rounds/mx-next/request/"
SAVED = re.compile("^Saved at")
FIRST_MONTH = 6
"""Before it stand unit, state, the last round, the total, the minimum and the legal minimum."""
READ = """async (cases) => {
  const { readPieces, legalMinimum } = await import("/static/abasto/js/edit_number.js");
  return [cases.map(readPieces), legalMinimum(303, [40, 100]), legalMinimum(10 ** 15 - 1, [40, 100])];
}"""


def grid_of(context: BrowserContext) -> Page:
    """A page with the grid open and drawn."""
    page = context.new_page()
    page.goto(PAGE)
    page.wait_for_selector("[data-grid-edit][data-opened]", state="attached")
    expect(cell(page, 0, FIRST_MONTH)).to_be_visible()
    return page


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator(
        f'.grid-edit revogr-data[type="rgRow"][col-type="rgCol"] [data-rgrow="{row}"][data-rgcol="{column}"]'
    )


def shown(page: Page, row: int) -> dict[str, int]:
    """The row as the grid holds it."""
    return page.evaluate("(row) => ({...document.querySelector('.grid-edit revo-grid').source[row]})", row)


def write(page: Page, row: int, column: int, text: str) -> None:
    cell(page, row, column).click()
    page.keyboard.type(text, delay=20)
    page.keyboard.press("Enter")


def paste(page: Page, row: int, text: str) -> None:
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    cell(page, row, FIRST_MONTH).click()
    page.keyboard.press("Control+v")


def status(page: Page) -> Locator:
    return page.locator(".edit-status")


def rested(page: Page) -> None:
    """Nothing waits to be saved."""
    expect(page.locator("[data-grid-edit]")).to_have_attribute("data-saving", "")


@pytest.fixture
def planner(visit: Visit, site: str) -> Iterator[BrowserContext]:
    context = visit("planner-imss", "en")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    yield context
    context.set_offline(False)


def test_what_is_typed_is_saved_with_its_minimum_and_there_after_a_reload(planner: BrowserContext) -> None:
    page = grid_of(planner)
    write(page, 0, FIRST_MONTH, "1,010")
    expect(status(page)).to_have_text(SAVED)
    told = shown(page, 0)
    assert (told["m0"], told["legal"]) == (1010, -(-told["total"] * 40 // 100))
    expect(page.locator(".page-head .sentence")).to_contain_text("codes asked for")
    again = grid_of(planner)
    assert shown(again, 0)["m0"] == 1010
    assert shown(again, 0)["minimum"] == told["minimum"]


def test_a_block_is_pasted_filled_down_undone_and_done_again(planner: BrowserContext) -> None:
    page = grid_of(planner)
    paste(page, 2, "\n".join("\t".join(str(row * 100 + at) for at in range(1, 25)) for row in range(1, 11)))
    expect(status(page)).to_have_text(SAVED)
    assert [shown(page, row)["m23"] for row in (2, 11)] == [124, 1024]
    cell(page, 2, FIRST_MONTH).click()
    for _ in range(2):
        page.keyboard.press("Shift+ArrowDown")
        page.wait_for_timeout(150)
    page.keyboard.press("Control+d")
    expect(cell(page, 4, FIRST_MONTH)).to_have_text("101")
    page.keyboard.press("Control+z")
    expect(cell(page, 4, FIRST_MONTH)).to_have_text("301")
    page.keyboard.press("Control+y")
    expect(cell(page, 4, FIRST_MONTH)).to_have_text("101")
    rested(page)
    assert [shown(grid_of(planner), row)["m0"] for row in (2, 3, 4, 5)] == [101, 101, 101, 401]


def test_a_pasted_cell_that_is_no_number_is_told_and_the_others_are_saved(planner: BrowserContext) -> None:
    page = grid_of(planner)
    before = shown(page, 13)["m1"]
    paste(page, 13, "1 234\t1.234,5\t7.00")
    expect(status(page)).to_have_text(SAVED)
    expect(page.locator(".panel-unread")).to_contain_text("“1.234,5” is no whole number of pieces")
    told = shown(page, 13)
    assert (told["m0"], told["m1"], told["m2"]) == (1234, before, 7)


def test_rows_pasted_with_their_claves_go_to_their_codes(planner: BrowserContext) -> None:
    page = grid_of(planner)
    claves = [shown(page, row)["clave"] for row in (16, 14)]
    paste(page, 0, f"{claves[0]}\t61\t62\n{claves[1]}\t41\t42")
    expect(status(page)).to_have_text(SAVED)
    assert [(shown(page, row)["m0"], shown(page, row)["m1"]) for row in (14, 16)] == [(41, 42), (61, 62)]


def test_a_lost_connection_loses_nothing_even_if_the_page_is_closed(planner: BrowserContext) -> None:
    page = grid_of(planner)
    planner.set_offline(True)
    write(page, 18, FIRST_MONTH, "77")
    expect(status(page)).to_contain_text("Not connected. Cells that wait here")
    planner.set_offline(False)
    expect(status(page)).to_have_text(SAVED, timeout=15_000)
    planner.set_offline(True)
    write(page, 19, FIRST_MONTH, "78")
    expect(status(page)).to_contain_text("Not connected")
    page.close()
    planner.set_offline(False)
    again = grid_of(planner)
    expect(status(again)).to_have_text(SAVED, timeout=15_000)
    assert [shown(grid_of(planner), row)["m0"] for row in (18, 19)] == [77, 78]


def test_two_people_at_once_decide_cell_by_cell(planner: BrowserContext, visit: Visit) -> None:
    mine, theirs = grid_of(planner), grid_of(visit("planner-imss", "en"))
    for row, text in ((8, "51"), (9, "52")):
        write(theirs, row, FIRST_MONTH, text)
    expect(status(theirs)).to_have_text(SAVED)
    rested(theirs)
    for row, text in ((8, "91"), (9, "92")):
        write(mine, row, FIRST_MONTH, text)
    panel = mine.locator(".panel-differs")
    expect(panel.locator("tbody tr")).to_have_count(2)
    expect(panel.locator("tbody tr").first).to_contain_text("51")
    panel.get_by_role("button", name="Keep mine").first.click()
    panel.get_by_role("button", name="Take theirs").first.click()
    expect(panel).to_be_hidden()
    rested(mine)
    assert [shown(grid_of(planner), row)["m0"] for row in (8, 9)] == [91, 52]


def test_somebody_signed_out_keeps_what_was_typed(planner: BrowserContext) -> None:
    page = grid_of(planner)
    kept = planner.cookies()
    planner.clear_cookies()
    write(page, 1, FIRST_MONTH, "64")
    expect(status(page)).to_contain_text("You are no longer signed in")
    planner.add_cookies(kept)
    page.reload()
    expect(status(page)).to_have_text(SAVED, timeout=15_000)
    assert shown(grid_of(planner), 1)["m0"] == 64


def test_the_browser_reads_numbers_as_the_server_does(planner: BrowserContext) -> None:
    cases = ["1234", "1,234", "1 234", "1,234.00", "", "-", "1.234", "1.234,5", "12,34", "-5", "abc", "9" * 30]
    numbers, small, large = grid_of(planner).evaluate(READ, cases)
    assert numbers == [1234, 1234, 1234, 1234, 0, 0, *[None] * 6]
    assert (small, large) == (122, 400_000_000_000_000)


def test_on_a_phone_each_code_has_its_form(visit: Visit) -> None:
    page = visit("planner-imss", "en", 390).new_page()
    page.goto(PAGE)
    expect(page.locator(".grid-edit")).to_be_hidden()
    page.locator(".grid-plain tbody a").nth(26).click()
    page.get_by_label("Jan 2027").fill("1,500")
    page.get_by_role("button", name="Save the months").click()
    expect(page.get_by_text("1 cells saved.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
