"""Concentration before and after the award: per category and for the round, with the largest suppliers."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...law.reader import read_rule_set
from ...page.chart import Chart, Source, bars
from ...page.figures import percent, pieces
from ...page.legal_words import legal
from ...page.screens.download import asked_for
from ...page.table import Column, Link, Row, Table
from ...page.totals import Totals
from ...page.why import Why
from ...page.words import CATEGORIES, word
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...rounds.screens.closed import closed
from ..concentration import Compared, Concentration, Sold, compared, largest
from ..holdings.queries import awarded, earlier_rounds, may_see_offers, names_of, offered

OFFERS = "offers"
LIMIT = "concentration_flag.hhi_points"
SHOWN = 10


@require_safe
def concentration(request: HttpRequest, round_code: str) -> HttpResponse:
    """The page; `?before=` names an earlier round or "offers"."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    told: dict[str, object] = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Awards"), reverse("web:awards", args=[of.code])),
            (_("Concentration"), ""),
        ]
    }
    if shut := closed(seen, of, "award"):
        return render(request, "award/concentration.html", {**told, "closed": shut}, status=403)
    choices = _choices(seen, of)
    chosen = _chosen(request.GET.get("before", ""), choices)
    before, after = _sold(request, seen, of, chosen), awarded(seen, of)
    rows = compared(before, after, tuple(CATEGORIES))
    limit = read_rule_set(of.rule_set).value(LIMIT, of.clock.date())
    columns, table_rows = _columns(bool(before)), _rows(rows, of)
    if file := asked_for(request, f"concentration-{of.code}", columns, table_rows, of.is_synthetic):
        return file
    whole = rows[0]
    told |= {
        "choices": choices, "before_code": chosen, "before_name": dict(choices).get(chosen, ""),
        "has_before": bool(before), "has_after": bool(after), "sentence": _sentence(whole, bool(before)),
        "before": _totals(whole.before), "after": _totals(whole.after),
        "whole": whole, "limit": limit.integer, "limit_key": limit.key,
        "why": _why(whole, of, legal(limit.citation)),
        "table": Table(_("Concentration by category"), columns, table_rows),
        "firms": _firms(before, after, of),
        "picture": _picture(rows, dict(choices).get(chosen, ""), of) if after else None,
    }  # fmt: skip
    return render(request, "award/concentration.html", told)


def _choices(seen: Sight, of: Round) -> list[tuple[str, str]]:
    """What the award may be compared with: earlier rounds, and the offers to whom prices are open."""
    found = [(one.code, _("Round %(code)s, as awarded") % {"code": one.code}) for one in earlier_rounds(of)]
    return [*found, (OFFERS, _("Every lot with its lowest offer"))] if may_see_offers(seen) else found


def _chosen(asked: str, choices: Sequence[tuple[str, str]]) -> str:
    codes = [code for code, _label in choices]
    return asked if asked in codes else next(iter(codes), "")


def _sold(request: HttpRequest, seen: Sight, of: Round, chosen: str) -> list[Sold]:
    if chosen == OFFERS:
        return offered(seen, of)
    if not chosen:
        return []
    earlier = round_named(chosen)
    return awarded(sight(request.viewer, earlier), earlier)  # type: ignore[attr-defined]


def _sentence(whole: Compared, has_before: bool) -> str:
    if not whole.after.suppliers:
        return ""
    told = {
        "suppliers": pieces(whole.after.suppliers),
        "after": percent(whole.after.four_share),
        "before": percent(whole.before.four_share),
    }
    if not has_before:
        return _("%(suppliers)s suppliers were awarded; the four largest hold %(after)s of the money.") % told
    return (
        _("%(suppliers)s suppliers were awarded; the four largest hold %(after)s of the money, %(before)s before.")
        % told
    )


def _totals(of: Concentration) -> Totals:
    return Totals(of.codes, of.pieces, of.money_centavos)


def _columns(has_before: bool) -> tuple[Column, ...]:
    pairs = (
        ("suppliers", _("Suppliers"), "number", ""),
        ("hhi", _("Index"), "number", _("points of 10,000")),
        ("first", _("Largest supplier"), "share", _("of the money")),
        ("four", _("Four largest"), "share", _("of the money")),
    )
    columns = [Column("category", _("Category"), is_sortable=False)]
    for key, label, kind, unit in pairs:
        if has_before:
            named = _("%(figure)s, before") % {"figure": label}
            columns.append(Column(f"{key}_before", named, kind, unit, is_sortable=False))
        columns.append(Column(key, label, kind, unit, is_sortable=False))
    if has_before:
        columns.append(Column("change", _("Index gained"), "number", _("points"), is_sortable=False))
    return (
        *columns,
        Column("codes", _("Lots awarded"), "number", is_sortable=False),
        Column("pieces", _("Awarded"), "pieces", _("pieces"), is_sortable=False),
        Column("money", _("Awarded"), "money", "MXN", is_sortable=False),
    )


def _rows(rows: Sequence[Compared], of: Round) -> list[Row]:
    base = reverse("web:awards", args=[of.code])
    found: list[Row] = []
    for row in rows:
        name = str(word(row.category)) if row.category else _("Whole round")
        sides: dict[str, object] = {}
        for side, suffix in ((row.before, "_before"), (row.after, "")):
            sides |= {
                f"suppliers{suffix}": side.suppliers,
                f"hhi{suffix}": side.hhi,
                f"first{suffix}": side.first_share if side.hhi is not None else None,
                f"four{suffix}": side.four_share if side.hhi is not None else None,
            }
        address = f"{base}?category={row.category}" if row.category else base
        found.append(
            {"category": Link(name, address), **sides, "change": row.change, "codes": row.after.codes,
             "pieces": row.after.pieces, "money": row.after.money_centavos}
        )  # fmt: skip
    return found


def _firms(before: Sequence[Sold], after: Sequence[Sold], of: Round) -> Table:
    """The largest suppliers after the award, with what they held before."""
    old, whole_old = dict(largest(before, len(before))), sum(one.money_centavos for one in before)
    new, whole = largest(after, SHOWN), sum(one.money_centavos for one in after)
    names = names_of([code for code, _money in new])
    columns = (
        Column("supplier", _("Supplier"), is_sortable=False, wide=True),
        Column("before", _("Before"), "share", _("of the money"), is_sortable=False),
        Column("after", _("After"), "share", _("of the money"), is_sortable=False),
        Column("codes", _("Lots"), "number", is_sortable=False),
        Column("pieces", _("Awarded"), "pieces", _("pieces"), is_sortable=False),
        Column("money", _("Awarded"), "money", "MXN", is_sortable=False),
    )
    rows = []
    for code, money in new:
        own = [one for one in after if one.supplier == code]
        rows.append(
            {"supplier": Link(names[code], reverse("web:supplier", args=[of.code, code])),
             "before": old.get(code, 0) / whole_old if whole_old else None, "after": money / whole,
             "codes": len({one.clave for one in own}), "pieces": sum(one.pieces for one in own), "money": money}
        )  # fmt: skip
    return Table(_("The largest suppliers"), columns, rows)


def _why(whole: Compared, of: Round, article: str) -> Why:
    inputs = [(_("index after the award"), pieces(whole.after.hhi or 0))]
    if whole.before.hhi is not None:
        inputs.append((_("index before"), pieces(whole.before.hhi)))
    return Why(
        _("sum over the suppliers of: (its share of the money)² × 10,000; one supplier alone has 10,000 points"),
        tuple(inputs),
        _("awards at the winners' prices"),
        article,
        origin="synthetic" if of.is_synthetic else "published",
    )


def _picture(rows: Sequence[Compared], before: str, of: Round) -> Chart:
    """The index by category, before and after where there is a before."""
    whole, *parts = rows
    most = max(parts, key=lambda row: row.after.hhi or 0)
    title = _("“%(category)s” is the most concentrated category: %(points)s points; the round has %(whole)s") % {
        "category": word(most.category), "points": pieces(most.after.hhi or 0), "whole": pieces(whole.after.hhi or 0),
    }  # fmt: skip
    source = Source(
        _("Awards of %(round)s") % {"round": of.code}, of.clock.date().isoformat(),
        "synthetic" if of.is_synthetic else "published",
    )  # fmt: skip
    named = [(str(word(row.category)) if row.category else _("Whole round"), row) for row in rows]
    if before:
        series: tuple[str, ...] = (before, _("After the award"))
        shown = [(name, row.before.hhi or 0, row.after.hhi or 0) for name, row in named]
        return bars("hhi", title, _("Category"), shown, series=series, source=source, value=_("Index, points"))
    only = [(name, row.after.hhi or 0) for name, row in named]
    return bars("hhi", title, _("Category"), only, series=(_("Index, points"),), source=source)
