"""Every kind of page, as people of every side see it: no serious barrier, nothing wider than the window, no error."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from .conftest import Visit
from .crawl import page_routes, pages_of

pytestmark = pytest.mark.browser
ACCOUNTS = ("", "planner-imss", "buyer", "supplier-sup-001-2027", "auditor")
GRAVE = ("serious", "critical")
NEEDS_JAVASCRIPT = "/api/v1/docs"
"""The page of the API for programmers; everything else can be read without."""
AXE = Axe()


@pytest.mark.parametrize("account", ACCOUNTS)
def test_no_page_has_a_dead_link_an_error_or_a_serious_barrier(visit: Visit, account: str) -> None:
    context = visit(account, "es")
    page = context.new_page()
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(f"{page.url}: {error}"))
    page.on("console", lambda message: told.append(f"{page.url}: {message.text}") if _is_fault(message) else None)
    for address in pages_of(context).values():
        page.goto(address)
        _settled(page)
        told += _barriers(page)
    assert told == []


def test_every_address_with_a_page_is_reached_by_following_links(visit: Visit) -> None:
    reached = {
        route
        for account in ("", "buyer", "auditor", "planner-imss", "coordinator")
        for route in pages_of(visit(account))
    }
    assert page_routes() - reached == set()


def _is_fault(message: ConsoleMessage) -> bool:
    """An error of the page; that a page closed to this account answers 403 is none."""
    return message.type == "error" and "status of 403" not in message.text


def _settled(page: Page) -> None:
    """A grid asks for its rows once the page is there; all else is in the page."""
    if page.locator("[data-grid], [data-grid-edit]").count():
        page.wait_for_load_state("networkidle")


def _barriers(page: Page) -> list[str]:
    found = AXE.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{page.url}: {one['id']} {[node['target'] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in GRAVE
    ]


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_page_is_wider_than_a_phone(visit: Visit, language: str) -> None:
    context = visit("buyer", language, 390)
    page = context.new_page()
    wide = []
    for address in pages_of(context).values():
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            wide.append(f"{address}: {width} px")
    assert wide == []


def test_reading_works_without_javascript(visit: Visit) -> None:
    context = visit("buyer", "es", javascript=False)
    page = context.new_page()
    for address in pages_of(context).values():
        if address == NEEDS_JAVASCRIPT:
            continue
        page.goto(address)
        assert page.locator("h1").first.is_visible(), address


def test_the_living_page_of_components_has_no_serious_barrier(visit: Visit) -> None:
    page = visit().new_page()
    page.goto("/dev/components")
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").first.is_visible()
    assert _barriers(page) == []
