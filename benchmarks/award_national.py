"""Rows of a national round as the platform plays it: its award act, and its pages on the server."""

import sys
from collections.abc import Iterator

from award_row import Row, Work, repeated, row_of
from cycle import environment_of as of_state
from pages import served_pages
from process import expect_done, ran

ROUND = "mx-2025-2026"
OF_AWARD = ("/awards", "/study", "/losses")


def environment_of(work: Work) -> dict[str, str]:
    """The national round, played once in a run of this program unless its state was given."""
    if work.state is None:
        work.state = work.folder / "state"
        work.state.mkdir()
        expect_done(ran([sys.executable, "-m", "abasto", "cycle", "--round", ROUND], _environment(work)))
    return _environment(work)


def _environment(work: Work) -> dict[str, str]:
    assert work.state is not None
    return of_state(work.state, ())


def act_rows(work: Work) -> Iterator[Row]:
    """A cold process; starting it and Django is left out, reading the database and Typst are not."""
    django = {**environment_of(work), "DJANGO_SETTINGS_MODULE": "abasto.settings"}
    for edition, reach in (("public", "20 s"), ("full", "")):
        runs = repeated(work, "award_act.py", edition, environment=django)
        yield row_of(f"award act as PDF, {edition}", reach, runs, edition)


def page_rows(work: Work) -> Iterator[Row]:
    for page in served_pages(environment_of(work), lambda address: any(part in address for part in OF_AWARD)):
        who = page.username or "citizen"
        more = f"as {who}, status {page.status}, first {page.first_seconds:.3f} s, {page.size_bytes / 1024:,.0f} KB"
        seconds = f"{page.median_seconds:.3f} (95 % within {page.high_seconds:.3f})"
        yield Row(f"page {page.address}", "0.3 s", seconds, "", "", more)
