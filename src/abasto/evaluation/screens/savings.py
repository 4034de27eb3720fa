"""What the round saved against a baseline stated before anyone bid: in all, by category, by code."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...page.chart import Chart, Source, bars
from ...page.figures import money, pieces
from ...page.screens.download import asked_for
from ...page.table import Column, Link, Row, Table, make_table
from ...page.totals import Totals
from ...page.why import Why
from ...page.words import CATEGORIES, word
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...rounds.screens.closed import closed
from ..queries import SavingLine, savings_by_category, savings_by_code, savings_total

DESCRIPTION_SHOWN = 90
DELIVERED = frozenset({"delivered", "delivered_saved"})


@require_safe
def savings(request: HttpRequest, round_code: str) -> HttpResponse:
    """Savings of the round, or why they are closed; of one category where the address names it."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    told: dict[str, object] = {
        "crumbs": [(of.code, reverse("web:round", args=[of.code])), (_("Results and savings"), "")]
    }
    if shut := closed(seen, of, "saving"):
        return render(request, "evaluation/savings.html", {**told, "closed": shut}, status=403)
    category = request.GET.get("category", "")
    lines = savings_by_code(seen, of, category)
    total = savings_total(lines)
    columns, rows = _columns(total), _rows(lines, of)
    if file := asked_for(request, f"savings-{of.code}", columns, rows, of.is_synthetic):
        return file
    by_category = savings_by_category(seen, of)
    told |= {
        "category": category,
        "categories": list(CATEGORIES.items()),
        "total": total,
        "cost": Totals(len(lines), total.awarded_pieces, total.cost_centavos),
        "baseline": Totals(len(lines), total.awarded_pieces, total.baseline_centavos),
        "costlier": sum(line.saved_centavos < 0 for line in lines),
        "why": _why_awarded(total, of),
        "why_delivered": _why_delivered(total, of),
        "why_baseline": _why_baseline(of),
        "picture": _picture(by_category, of) if lines else None,
        "category_table": make_table(
            _("Savings by category"), _category_columns(total), _category_rows(by_category), {}
        ),
        "table": _shortened(make_table(_("Savings by code"), columns, rows, request.GET)),
    }
    return render(request, "evaluation/savings.html", told)


def _columns(total: SavingLine) -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave"),
        Column("description", _("Description"), wide=True),
        *_figures(total),
    )


def _category_columns(total: SavingLine) -> tuple[Column, ...]:
    return (Column("category", _("Category"), "word", is_sortable=False), *_figures(total, is_sortable=False))


def _figures(total: SavingLine, is_sortable: bool = True) -> list[Column]:
    per_piece = _("MXN per piece")
    columns = [
        Column("awarded", _("Awarded"), "pieces", _("pieces"), is_sortable),
        Column("baseline", _("At the baseline"), "money", "MXN", is_sortable),
        Column("cost", _("At the award prices"), "money", "MXN", is_sortable),
        Column("saved", _("Saved, awarded"), "money", "MXN", is_sortable),
        Column("share", _("Saved"), "share", "", is_sortable),
        Column("per_piece", _("Saved"), "money", per_piece, is_sortable),
        Column("delivered", _("Delivered"), "pieces", _("pieces"), is_sortable),
        Column("delivered_saved", _("Saved, delivered"), "money", "MXN", is_sortable),
    ]
    return [column for column in columns if total.delivered_pieces is not None or column.key not in DELIVERED]


def _rows(lines: Sequence[SavingLine], of: Round) -> list[Row]:
    base = f"{reverse('web:awards', args=[of.code])}{{}}/".format
    return [{"clave": Link(line.key, base(line.key)), "description": line.description, **_row(line)} for line in lines]


def _shortened(table: Table) -> Table:
    """The table as shown, with the head of each description; the export has all of it."""
    rows = [{**row, "description": Truncator(str(row["description"])).chars(DESCRIPTION_SHOWN)} for row in table.rows]
    return replace(table, rows=rows)


def _category_rows(lines: Sequence[SavingLine]) -> list[Row]:
    return [{"category": line.key, **_row(line)} for line in lines]


def _row(line: SavingLine) -> Row:
    return {
        "awarded": line.awarded_pieces,
        "baseline": line.baseline_centavos,
        "cost": line.cost_centavos,
        "saved": line.saved_centavos,
        "share": line.share_saved,
        "per_piece": line.per_piece_centavos,
        "delivered": line.delivered_pieces,
        "delivered_saved": line.delivered_saved_centavos,
    }


def _picture(lines: Sequence[SavingLine], of: Round) -> Chart:
    most = lines[0]
    told = {"category": word(most.key), "money": money(most.saved_centavos)}
    title = _("%(category)s saved most: %(money)s MXN on the awarded pieces") % told
    delivers = most.delivered_saved_centavos is not None
    rows = [(str(word(line.key)), *_whole_amounts(line)) for line in lines]
    return bars(
        id="savings",
        title=title,
        category=_("Category"),
        rows=rows,
        series=(_("Awarded"), _("Delivered")) if delivers else (_("Awarded"),),
        source=Source(_("savings run"), of.clock.date().isoformat(), _origin(of)),
        value=_("Saved, MXN"),
        kind="money",
        is_horizontal=True,
    )


def _whole_amounts(line: SavingLine) -> tuple[int, ...]:
    """Saved on the awarded and, where it may be seen, on the delivered pieces, in whole MXN."""
    amounts = (line.saved_centavos, line.delivered_saved_centavos)
    return tuple(amount // 100 for amount in amounts if amount is not None)


def _why_awarded(total: SavingLine, of: Round) -> Why:
    inputs = (
        (_("awards"), pieces(total.awards)),
        (_("awarded pieces at the baseline"), f"{money(total.baseline_centavos)} MXN"),
        (_("awarded pieces at the award prices"), f"{money(total.cost_centavos)} MXN"),
    )
    formula = _("sum over the awards of: (baseline price − award price) × pieces awarded; negative where it cost more")
    return Why(formula, inputs, _("market research and awards of the round"), origin=_origin(of))


def _why_delivered(total: SavingLine, of: Round) -> Why:
    formula = _("sum over the awards of: (baseline price − award price) × pieces accepted up to the round's date")
    inputs = ((_("pieces accepted"), pieces(total.delivered_pieces or 0)),)
    return Why(formula, inputs, _("receipts of the contract lines"), origin=_origin(of))


def _why_baseline(of: Round) -> Why:
    formula = _("the price per piece stated for each code in the market research, before anyone bid")
    return Why(
        formula,
        (),
        _("market research of the round"),
        _("OECD Recommendation on Public Procurement, 10"),
        origin=_origin(of),
    )


def _origin(of: Round) -> str:
    return "synthetic" if of.is_synthetic else "published"
