"""What templates write is escaped, and addresses keep what they should."""

from datetime import UTC, datetime

from django.template import Context
from django.test import RequestFactory

from abasto.page.table import Column, Link
from abasto.page.templatetags import abasto as tags

HOSTILE = '<script>alert("x")</script>'


def context(address: str) -> Context:
    return Context({"request": RequestFactory().get(address)})


def test_a_cell_is_written_as_its_kind_says() -> None:
    assert tags.cell(123456, Column("m", "Money", "money")) == "1,234.56"
    assert tags.cell(None, Column("m", "Money", "money")).endswith("–</span>")
    assert 'href="/a?b=1&amp;c=2"' in tags.cell(Link("010.000.0104.00", "/a?b=1&c=2"), Column("c", "Clave", "clave"))


def test_moments_name_their_zone() -> None:
    moment = datetime(2027, 4, 15, 18, 0, tzinfo=UTC)
    assert tags.cell(moment, Column("d", "Due", "datetime")).endswith("12:00 CST")


def test_nothing_that_came_in_can_become_markup() -> None:
    for kind in ("clave", "word", "state"):
        written = str(tags.cell(Link(HOSTILE, '"><b>'), Column("t", "T", kind)))
        assert "<script>" not in written
        assert "<b>" not in written
    assert "<script>" not in tags.badge(HOSTILE, HOSTILE)


def test_an_address_changes_one_thing_and_keeps_the_filters() -> None:
    here = context("/awards/?reason=no-bid&page=3")
    assert tags.address_with(here, page=4) == "?reason=no-bid&page=4"
    assert tags.address_with(here, page=None) == "?reason=no-bid"


def test_sorting_begins_with_the_largest_figure_and_turns_round() -> None:
    column = Column("pieces", "Pieces", "pieces")
    assert tags.address_sorted(context("/?page=3"), column, "") == "?sort=-pieces"
    assert tags.address_sorted(context("/"), column, "-pieces") == "?sort=pieces"
    assert tags.address_sorted(context("/"), Column("clave", "Clave"), "") == "?sort=clave"


def test_a_bar_is_never_wider_than_the_whole() -> None:
    assert 'width="500"' in tags.bar(1, 2)
    assert 'width="1000"' in tags.bar(3, 2)
    assert 'width="0"' in tags.bar(1, 0)
