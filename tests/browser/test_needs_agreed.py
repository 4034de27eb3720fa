"""A round of needs in the browser, each by whom it belongs to: from the announcement to a locked, signed need.

With GUIDE_PICTURES set to a folder it leaves there the pictures of `docs/guide/`, in both languages.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from abasto.people.actions.make_demo_accounts import demo_password

from .conftest import Visit

pytestmark = pytest.mark.browser
SEED = 2026
OWN = "/rounds/mx-2031-2032"
REVIEWERS = ("reviewer-imss", "reviewer-2-imss")
GUIDE = os.environ.get("GUIDE_PICTURES", "")


class People:
    """One page per account, and a picture of what it shows where a guide is made."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.pages: dict[tuple[str, str], Page] = {}
        self.step = 0

    def as_(self, account: str, language: str = "es") -> Page:
        if (account, language) not in self.pages:
            self.pages[account, language] = self.visit(account, language).new_page()
        return self.pages[account, language]

    def picture(self, account: str, name: str) -> None:
        if not GUIDE:
            return
        self.step += 1
        address = self.as_(account).url
        for language in ("es", "en"):
            page = self.as_(account, language)
            if language == "en":
                page.goto(address)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=Path(GUIDE) / f"{self.step:02}-{name}-{language}.png")


def decide(page: Page, act: str, state: str, note: str = "") -> None:
    page.goto(f"{OWN}/lines/?state={state}")
    page.select_option("#id_act", act)
    page.fill("#id_note", note)
    page.click('button[name="scope"][value="all"]')
    page.wait_for_url("**/decisions/**")


def announced(people: People) -> None:
    """The coordinator asks everyone of the small round."""
    coordinator = people.as_("coordinator")
    coordinator.goto("/rounds/announce/")
    coordinator.select_option("#id_follows", "mx-mini")
    people.picture("coordinator", "announce")
    coordinator.click('main button[type="submit"]')
    coordinator.wait_for_url(f"**{OWN}/asking/")


def stated(people: People) -> None:
    """The planner reads the notice, takes the figures of the last round and submits them."""
    planner = people.as_("planner-imss")
    planner.goto("/notices/")
    assert planner.locator('main a[href*="/notices/"]').count() > 0
    people.picture("planner-imss", "notice")
    planner.goto(f"{OWN}/request/")
    planner.click("details:has(#id_source) summary")
    planner.select_option("#id_source", "last")
    planner.click('form[data-fill] button[type="submit"]')
    planner.wait_for_load_state("networkidle")
    people.picture("planner-imss", "grid")
    decide(planner, "submit", "draft")
    assert "se realizó con éxito" in planner.inner_text("main")
    people.picture("planner-imss", "submitted")


def approved(people: People) -> None:
    """The approver names two reviewers; without both opinions nothing is approved, with them everything."""
    approver = people.as_("approver-imss")
    for name in REVIEWERS:
        approver.goto(f"{OWN}/agreement/reviewers/")
        approver.select_option("#id_reviewer", name)
        approver.click("form:has(#id_reviewer) button[type=submit]")
    people.picture("approver-imss", "reviewers")
    decide(approver, "review", "submitted")
    decide(approver, "approve", "in-review")
    assert "Falta una opinión técnica" in approver.inner_text("main")
    for name in REVIEWERS:
        reviewer = people.as_(name)
        reviewer.goto(f"{OWN}/agreement/opinions/")
        people.picture(name, f"opinions-{name}")  # The second is as the first, and left out of the guide.
        reviewer.fill("#id_said", "Conforme con el consumo de los últimos dos años.")
        reviewer.click('button[name="scope"][value="all"]')
        reviewer.wait_for_load_state("networkidle")
    decide(approver, "approve", "in-review")
    assert "se realizó con éxito" in approver.inner_text("main")


def locked(people: People) -> None:
    """The coordinator accepts, makes a version and locks it; its hash and signature hold."""
    coordinator = people.as_("coordinator")
    coordinator.goto(f"{OWN}/asking/")
    people.picture("coordinator", "progress")
    decide(coordinator, "accept", "approved")
    assert "se realizó con éxito" in coordinator.inner_text("main")
    coordinator.goto(f"{OWN}/consolidated/versions/")
    coordinator.fill("#id_why", "Lo aceptado hasta hoy.")
    coordinator.click("form:has(#id_why) button[type=submit]")
    coordinator.wait_for_load_state("networkidle")
    coordinator.goto(f"{OWN}/consolidated/versions/1/lock/")
    people.picture("coordinator", "lock")
    coordinator.fill("#id_act_password", demo_password(SEED))
    coordinator.click("form:has(#id_act_password) button[type=submit]")
    coordinator.wait_for_load_state("networkidle")
    coordinator.goto(f"{OWN}/consolidated/versions/1/?check=1")
    people.picture("coordinator", "locked")
    checks = coordinator.inner_text("#checks")
    assert "No se sostiene" not in checks
    assert checks.count("Se sostiene") >= 2


def test_a_round_goes_from_announcement_to_a_locked_need_in_the_browser(visit: Visit) -> None:
    people = People(visit)
    announced(people)
    stated(people)
    approved(people)
    locked(people)
    planner = people.as_("planner-imss")
    planner.goto(f"{OWN}/lines/?state=locked")
    assert planner.locator("main table tbody tr").count() > 5
    planner.goto(f"{OWN}/needs/")
    people.picture("planner-imss", "needs")
