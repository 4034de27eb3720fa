"""What templates write is escaped, and addresses keep what they should."""

from datetime import UTC, datetime

from django.template import Context, engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from abasto.page.table import Column, Link
from abasto.page.templatetags import abasto as tags
from abasto.page.totals import Totals
from abasto.page.why import Why

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


def rendered(source: str, **values: object) -> str:
    """A template with components, as the loader compiles it."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(values)


def test_what_is_given_to_a_component_is_escaped_once() -> None:
    for source in ('<c-page-head title="{{ text }}" />', '<c-page-head :title="text" />'):
        assert "<h1>A &amp; B &lt;b&gt;</h1>" in rendered(source, text="A & B <b>")


def test_three_totals_stand_together_with_their_shares_and_the_exact_figure() -> None:
    asked, part = Totals(100, 2_000_000, 500_000_000), Totals(50, 1_500_000, 100_000_000)
    page = rendered('<c-tile label="Awarded" :totals="part" :of="asked" />', part=part, asked=asked)
    assert [figure in page for figure in ("50.0 %", "75.0 %", "20.0 %")] == [True] * 3
    assert 'title="1,500,000"' in page
    assert 'title="1,000,000.00"' in page


def test_hidden_money_is_not_on_the_page() -> None:
    assert "MXN" not in rendered('<c-tile label="Asked" :totals="asked" />', asked=Totals(100, 2_000_000))


def test_why_opens_without_a_script() -> None:
    why = Why("a + b", (("a", "1"),), "Annex", "LAASSP 77", "award", "9f86", "derived")
    page = rendered('<c-why :why="why" />', why=why)
    assert "<details" in page
    assert [part in page for part in ("a + b", "Annex", "LAASSP 77", "9f86", "origin-derived")] == [True] * 5
