"""The call as published: criterion, terms, documents, share patterns, lots."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...law.reader import read_rule_set
from ...page.chart import Chart, Source, bars
from ...page.figures import share
from ...page.screens.download import asked_for
from ...page.shorten import with_short_text
from ...page.table import Column, Link, Row, make_table
from ...page.words import CATEGORIES
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ..lots import LotChoice, LotLine, chosen, totals_of
from ..models import Procedure
from ..queries import PatternCount, lot_lines, patterns, procedure_of, visible_to
from .criterion import criterion, documents, terms


@require_safe
def call(request: HttpRequest, round_code: str) -> HttpResponse:
    """The call of the round, or that there is none yet."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    crumbs = [(of.code, reverse("web:round", args=[of.code])), (_("Call"), "")]
    procedures = list(visible_to(seen, of))
    if not procedures:
        return render(request, "tender/call.html", {"crumbs": crumbs})
    procedure = procedure_of(seen, of, request.GET.get("procedure", ""))
    every = lot_lines(seen, of, procedure)
    choice = LotChoice(*(request.GET.get(name, "") for name in ("category", "pattern", "q")))
    lots = chosen(every, choice)
    rows, columns = _rows(lots, of), _columns()
    if file := asked_for(request, f"lots-{of.code}", columns, rows, of.is_synthetic):
        return file
    counted, law = patterns(seen, of, procedure), read_rule_set(of.rule_set)
    rules = criterion(procedure, law)
    told = {
        "crumbs": crumbs,
        "procedure": procedure,
        "procedures": procedures,
        "rules": rules,
        "to_check": sum(rule.state == "to-check" for rule in rules),
        "terms": terms(procedure, law),
        "documents": documents(procedure, law),
        "picture": _picture(counted, procedure) if counted else None,
        "choice": choice,
        "categories": list(CATEGORIES.items()),
        "pattern_options": [(one.pattern, one.pattern) for one in counted],
        "table": with_short_text(make_table(_("Lots"), columns, rows, request.GET)),
        "all": totals_of(every),
        "shown": totals_of(lots),
    }
    return render(request, "tender/call.html", told)


def _picture(counted: Sequence[PatternCount], procedure: Procedure) -> Chart:
    lots = sum(one.lots for one in counted)
    shared = sum(one.lots for one in counted if one.pattern != "100")
    title = _("%(part)s of the lots may be shared by several winners") % {"part": share(shared, lots)}
    source = Source(
        _("Call %(number)s") % {"number": procedure.number}, procedure.published_on.isoformat(), procedure.origin
    )
    rows = [(one.pattern, one.lots) for one in counted]
    return bars("patterns", title, _("Share pattern, percent of each winner"), rows, series=(_("Lots"),), source=source)


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave"),
        Column("description", _("Description"), wide=True),
        Column("number", _("Lot"), "number"),
        Column("category", _("Category"), "word"),
        Column("pattern", _("Share pattern")),
        Column("minimum", _("Minimum"), "pieces", unit=_("pieces")),
        Column("maximum", _("Maximum"), "pieces", unit=_("pieces")),
        Column("buyers", _("Buyers"), "number"),
    )


def _rows(lots: Sequence[LotLine], of: Round) -> list[Row]:
    base = reverse("web:awards", args=[of.code])
    return [
        {
            "clave": Link(lot.clave, f"{base}{lot.clave}/"),
            "description": lot.description,
            "number": lot.number,
            "category": lot.category,
            "pattern": lot.share_pattern,
            "minimum": lot.minimum_pieces,
            "maximum": lot.maximum_pieces,
            "buyers": lot.buyers,
        }
        for lot in lots
    ]
