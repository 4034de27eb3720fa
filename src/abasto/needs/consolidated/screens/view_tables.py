"""The tables of the consolidated need, one per view: columns and rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ....page.places import STATE_NAMES
from ....page.table import Column, Link, Row
from ....page.words import word
from ....rounds.models import Round
from ..views.figures import (
    NATIONAL,
    Figures,
    Placed,
    Sum,
    by_category,
    by_group,
    by_institution,
    by_month,
)
from ..views.surprises import Surprise, growth

CLAVE = "clave"
SHORT = 90


@dataclass(frozen=True)
class Shown:
    """What a view shows: its columns and rows, and whether the last round is beside."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]


def pieces_column(key: str, label: str) -> Column:
    return Column(key, label, "pieces", unit=_("pieces"))


def _against(before: Figures | None) -> list[Column]:
    if before is None:
        return []
    return [
        pieces_column("before", _("Maximum, last round")),
        pieces_column("change", _("Difference")),
        Column("rate", _("Growth"), "share"),
    ]


def _sum_row(one: Sum, whole: int) -> dict[str, object]:
    return {
        "codes": one.codes, "buyers": one.buyers, "minimum": one.minimum, "maximum": one.maximum,
        "share": one.maximum / whole if whole else None, "before": one.before, "change": one.change,
        "rate": rate(one.maximum, one.before),
    }  # fmt: skip


def rate(now: int, before: int | None) -> float | None:
    """Growth as a fraction; None where there was nothing before."""
    return now / before - 1 if before else None


def _sums(first: Column, named: Sequence[tuple[object, Sum]], before: Figures | None) -> Shown:
    whole = sum(one.maximum for _name, one in named)
    columns = (
        first, Column("codes", _("Codes"), "number"), Column("buyers", _("Buyers"), "number"),
        pieces_column("minimum", _("Minimum")), pieces_column("maximum", _("Maximum")),
        Column("share", _("Share"), "share"), *_against(before),
    )  # fmt: skip
    return Shown(columns, [{first.key: name, **_sum_row(one, whole)} for name, one in named])


def institutions(now: Figures, before: Figures | None) -> Shown:
    """A row per institution at the top of the tree."""
    found = by_institution(now, before)
    return _sums(Column("name", _("Institution"), wide=True), [(one.name, one) for one in found], before)


def categories(now: Figures, before: Figures | None) -> Shown:
    """A row per category of the compendium."""
    found = by_category(now, before)
    return _sums(Column("name", _("Category"), "word", wide=True), [(one.key, one) for one in found], before)


def groups(now: Figures, before: Figures | None) -> Shown:
    """A row per therapeutic group."""
    found = by_group(now, before)
    return _sums(Column("name", _("Generic name or clave"), wide=True), [(one.name, one) for one in found], before)


def codes(of: Round, now: Figures, before: Figures | None, words: str) -> Shown:
    """A row per code with a need, those whose clave or description holds every word."""
    was: dict[str, int] = {}
    if before is not None:
        was = dict(zip((code.clave for code in before.codes), before.maximum.sum(axis=1).tolist(), strict=True))
    asked = words.casefold().split()
    least, most = now.minimum.sum(axis=1).tolist(), now.maximum.sum(axis=1).tolist()
    buyers = (now.maximum > 0).sum(axis=1).tolist()
    rows: list[Row] = []
    for at, code in enumerate(now.codes):
        text = f"{code.clave} {code.description}".casefold()
        if not most[at] or not all(one in text for one in asked):
            continue
        then = was.get(code.clave, 0) if before is not None else None
        rows.append({
            "clave": Link(code.clave, item_address(of, code.clave)), "description": code.description[:SHORT],
            "unit": code.unit, "buyers": buyers[at], "minimum": least[at], "maximum": most[at], "before": then,
            "change": None if then is None else most[at] - then, "rate": rate(most[at], then),
        })  # fmt: skip
    columns = (
        Column("clave", _("Clave"), "clave"), Column("description", _("Description"), wide=True),
        Column("unit", _("Unit")), Column("buyers", _("Buyers"), "number"), pieces_column("minimum", _("Minimum")),
        pieces_column("maximum", _("Maximum")), *_against(before),
    )  # fmt: skip
    return Shown(columns, rows)


def states(found: Sequence[Placed]) -> Shown:
    """A row per state."""
    whole = sum(one.pieces for one in found)
    rows: list[Row] = [
        {
            "name": _("Not placed: works in all states") if one.state == NATIONAL else STATE_NAMES[one.state],
            "own": one.own, "shared": one.shared, "maximum": one.pieces,
            "share": one.pieces / whole if whole else None, "before": one.before,
            "change": None if one.before is None else one.pieces - one.before, "rate": rate(one.pieces, one.before),
        }
        for one in found
    ]  # fmt: skip
    against = [] if not found or found[0].before is None else [
        pieces_column("before", _("Maximum, last round")), pieces_column("change", _("Difference")),
        Column("rate", _("Growth"), "share"),
    ]  # fmt: skip
    columns = (
        Column("name", _("State"), wide=True), pieces_column("own", _("Buyers of the state")),
        pieces_column("shared", _("National buyers, by delivery points")), pieces_column("maximum", _("Maximum")),
        Column("share", _("Share"), "share"), *against,
    )  # fmt: skip
    return Shown(columns, rows)


def months(of: Round, now: Figures) -> Shown:
    """A row per month of the round, a column per category."""
    shown = [at for at in range(len(now.categories)) if now.by_month[:, at].any()]
    rows: list[Row] = []
    for at, parts in enumerate(by_month(now).tolist()):
        row: dict[str, object] = {now.categories[place]: parts[place] for place in shown}
        rows.append({"month": month_name(of, at), "maximum": sum(parts), **row})
    columns = (
        Column("month", _("Month"), "clave"), pieces_column("maximum", _("Maximum")),
        *(pieces_column(now.categories[at], str(word(now.categories[at]))) for at in shown),
    )  # fmt: skip
    return Shown(columns, rows)


def month_name(of: Round, at: int) -> str:
    """The month as "2027-01"."""
    month = of.starts.month - 1 + at
    return f"{of.starts.year + month // 12}-{month % 12 + 1:02d}"


def growths(of: Round, now: Figures, before: Figures) -> Shown:
    """A row per code, the largest difference first."""
    rows: list[Row] = [
        {
            "clave": Link(now.codes[at].clave, item_address(of, now.codes[at].clave)),
            "description": now.codes[at].description[:SHORT], "unit": now.codes[at].unit, "before": was,
            "maximum": pieces, "change": pieces - was, "rate": rate(pieces, was),
        }
        for at, pieces, was in growth(now, before)
    ]  # fmt: skip
    columns = (
        Column("clave", _("Clave"), "clave"), Column("description", _("Description"), wide=True),
        Column("unit", _("Unit")), pieces_column("before", _("Last round, over as many months")),
        pieces_column("maximum", _("This round")), pieces_column("change", _("Difference")),
        Column("rate", _("Growth"), "share"),
    )  # fmt: skip
    return Shown(columns, rows)


def surprising(of: Round, found: Sequence[Surprise]) -> Shown:
    """A row per surprise, the largest first."""
    rows: list[Row] = [
        {
            "place": at, "clave": Link(one.clave, item_address(of, one.clave)), "description": one.description[:SHORT],
            "buyer": one.buyer_name, "expected": one.expected, "maximum": one.pieces,
            "change": one.pieces - one.expected, "rate": rate(one.pieces, one.expected), "against": one.against,
            "score": round(one.score, 1),
        }
        for at, one in enumerate(found, start=1)
    ]  # fmt: skip
    columns = (
        Column("place", "№", "number"), Column("clave", _("Clave"), "clave"),
        Column("description", _("Description"), wide=True), Column("buyer", _("Buyer")),
        pieces_column("expected", _("Expected")), pieces_column("maximum", _("Asked")),
        pieces_column("change", _("Difference")), Column("rate", _("Growth"), "share"),
        Column("against", _("Against"), "word"), Column("score", _("Surprise"), "number"),
    )  # fmt: skip
    return Shown(columns, rows)


def item_address(of: Round, clave: str) -> str:
    """Where a code's life stands: one pattern for all, since asking for each of thousands takes longer."""
    before, _mark, after = _pattern(of.code).rpartition(CLAVE)
    return f"{before}{clave}{after}"


def _pattern(round_code: str) -> str:
    if round_code not in _PATTERNS:
        _PATTERNS[round_code] = reverse("web:item", args=[round_code, CLAVE])
    return _PATTERNS[round_code]


_PATTERNS: dict[str, str] = {}
