"""Figures, words, icons and cells in templates; built in, so no template loads them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language

from .. import code_words, figures, words
from ..flow import Bar, Step, drawn
from ..legal_words import legal
from ..table import Column, Link
from ..totals import Totals

register = template.Library()
SPRITE = "abasto/vendor/bootstrap-icons/sprite.svg"
ORIGIN_ICONS = {"published": "bank", "stated": "pencil", "derived": "calculator", "synthetic": "flask"}

register.filter("pieces", lambda count: figures.NO_FIGURE if count is None else figures.pieces(count))
register.filter("money", lambda centavos: figures.NO_FIGURE if centavos is None else figures.money(centavos))
register.filter("share", figures.share)
register.filter("percent", figures.percent)
register.filter("word", words.word)
register.filter("tone", words.tone)
register.filter("legal", legal)


@register.filter
def short_pieces(count: int) -> str:
    return figures.short_pieces(count, get_language() or "es")


@register.filter
def short_money(centavos: int) -> str:
    return figures.short_money(centavos, get_language() or "es")


@register.filter
def shares_of(part: Totals, whole: Totals) -> tuple[str, str, str]:
    return part.shares_of(whole)


@register.filter
def drawn_steps(steps: Sequence[Step]) -> list[Bar]:
    return drawn(steps)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon that repeats what a word beside it says, so it is hidden from screen readers."""
    return format_html(
        '<svg class="icon {}" width="16" height="16" aria-hidden="true"><use href="{}#{}"></use></svg>',
        extra, static(SPRITE), name,
    )  # fmt: skip


@register.simple_tag
def badge(code: object, note: str = "") -> SafeString:
    """A state: icon, word and colour."""
    told = format_html(' <span class="note">{}</span>', note) if note else ""
    return format_html(
        '<span class="badge-state tone-{}">{} {}{}</span>',
        words.tone(code), icon(words.icon(code)), words.word(code), told,
    )  # fmt: skip


@register.simple_tag
def origin(code: object, rule: str = "") -> SafeString:
    """The mark of where a figure comes from; `rule` says how it was derived."""
    shape = icon(ORIGIN_ICONS.get(str(code), "circle"))
    return format_html(
        '<span class="origin origin-{}"{}>{} {}</span>',
        code, format_html(' title="{}"', rule) if rule else "", shape, words.ORIGINS[str(code)],
    )  # fmt: skip


@register.simple_tag
def bar(part: int, whole: int, tone: str = "") -> SafeString:
    """A bar whose width is the share of the whole; drawn, so that no style stands in the page."""
    width = min(1000, part * 1000 // whole) if whole else 0
    shape = '<svg class="bar bar-{}" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">'
    return format_html(shape + '<rect width="{}" height="8"></rect></svg>', tone or "wine", str(width))


@register.simple_tag
def grid_words(grid_id: str) -> SafeString:
    """The words of the grid's tools, for its script."""
    return json_script({key: str(text) for key, text in code_words.GRID.items()}, f"{grid_id}-words")


@register.simple_tag(takes_context=True)
def address_with(context: template.Context, **changes: object) -> str:
    """This page's query string with some parameters changed; None removes one."""
    request: HttpRequest = context["request"]
    query: QueryDict = request.GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def address_sorted(context: template.Context, column: Column, sort: str) -> str:
    """The query string that sorts by a column: descending first for figures, then the other way."""
    first, second = (f"-{column.key}", column.key) if column.is_right else (column.key, f"-{column.key}")
    return address_with(context, sort=second if sort == first else first, page=None, format=None)


@register.simple_tag
def value_of(row: dict[str, object], column: Column) -> object:
    return row.get(column.key)


@register.simple_tag
def cell(value: object, column: Column) -> str | SafeString:
    """A value as its column's kind writes it."""
    if isinstance(value, Link):
        return format_html('<a href="{}">{}</a>', value.href, cell(value.value, column))
    if value is None or value == "":
        return mark_safe('<span class="text-secondary">–</span>')
    written: str | SafeString = WRITERS[column.kind](value)
    return written


def _why(why: object) -> str:
    return render_to_string("page/why.html", {"why": why})


def _date(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _datetime(moment: datetime) -> str:
    local = localtime(moment)
    return f"{date_format(local, 'j M Y, H:i')} {local.tzname()}"


WRITERS: dict[str, Callable[[Any], Any]] = {
    "text": str,
    "pieces": figures.pieces,
    "number": lambda value: figures.pieces(value) if isinstance(value, int) else f"{value:,}",
    "money": figures.money,
    "share": figures.percent,
    "tenths": figures.tenths,
    "date": _date,
    "datetime": _datetime,
    "word": words.word,
    "clave": lambda value: format_html('<span class="clave">{}</span>', value),
    "state": badge,
    "origin": origin,
    "why": _why,
}
