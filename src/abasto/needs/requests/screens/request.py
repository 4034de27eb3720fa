"""What we ask for: one sentence of state, what to do next, and the grid to write in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ....base.refusal import Refused
from ....law.reader import read_rule_set
from ....page.export import sheet_of_grid
from ....page.figures import pieces
from ....page.grid import Grid, shown, view_asked
from ....page.refusals import sentence_of
from ....page.screens.download import asked_sheet, wants_file
from ....page.table import Column, Link, Row, Table, asked_page
from ....page.why import Why
from ....people.models import Organisation
from ....people.roles import Role
from ....rounds.models import Round
from ....rounds.queries import ends_of, now_in, round_named, sight
from ...minimum import LEGAL_SHARE
from ..actions.save_cells import may_write
from ..entry.queries import Entry, asker_chosen, entries, round_before
from ..queries import Asker, own_askers
from ..states import EDITABLE, STATES
from .edit_words import edit_words
from .request_data import beside
from .request_fill import fill_choices, filled_before
from .request_grid import request_grid

PER_PAGE = 50


@require_GET
def request_page(request: HttpRequest, round_code: str) -> HttpResponse:
    """The page; `?format=` hands out the file of what the address shows."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    if not own_askers(seen, of):
        return render(request, "needs/request_closed.html", {"crumbs": _crumbs(of)}, status=403)
    asker = asker_chosen(seen, of, request.GET.get("organisation", ""))
    rows = entries(seen, of, asker.organisation, with_months=wants_file(request))
    figures, query = beside(request, of, asker.organisation), f"?{query_of(asker)}"
    percent = read_rule_set(of.rule_set).value(LEGAL_SHARE, of.starts)
    view = view_asked(request.GET)
    if wants_file(request):
        grid = shown(request_grid(of, rows, percent.decimal, figures, query), view)
        if file := asked_sheet(request, sheet_of_grid(f"request-{of.code}-{asker.organisation.code}", grid)):
            return file
    kept = shown(request_grid(of, rows, percent.decimal, figures, query, with_months=False), view)
    cannot = why_not(request, of, asker.organisation)
    told = {
        "crumbs": _crumbs(of),
        "of": of,
        "asker": asker,
        "own": own_askers(seen, of),
        "query": query_of(asker),
        "sentence": _sentence(rows),
        "states": _states(rows),
        "next": _next(rows, cannot),
        "cannot": cannot,
        "ends": ends_of(of, "needs"),
        "table": _table(request, kept),
        "before": round_before(of),
        "has_units": asker.is_buyer and request.viewer.role is Role.PLANNER,  # type: ignore[attr-defined]
        "fills": [] if cannot else fill_choices(of, figures.suggested is not None),
        "shown": len(kept.rows),
        "edit_words": edit_words(),
        "undo": filled_before(request, of, asker),
        "why": _why(of, asker, rows, f"{percent.decimal.normalize():f}", percent.citation),
    }
    return render(request, "needs/request.html", told)


def query_of(asker: Asker) -> str:
    """The part of an address that says for whom."""
    return urlencode({"organisation": asker.organisation.code})


def _crumbs(of: Round) -> list[tuple[str, str]]:
    return [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Needs"), reverse("web:needs", args=[of.code])),
        (_("What we ask for"), ""),
    ]


def why_not(request: HttpRequest, of: Round, organisation: Organisation) -> str:
    """Why the viewer cannot write here now, as a sentence; "" where he can."""
    try:
        may_write(of, organisation, request.viewer, now_in(of))  # type: ignore[attr-defined]
    except Refused as refused:
        if refused.code == "not-allowed":
            return _("You can read these needs; only planners of the institution write them.")
        return sentence_of(refused)
    return ""


def _sentence(rows: Sequence[Entry]) -> str:
    asked = [row for row in rows if row.maximum]
    told = _("%(codes)s of %(all)s codes asked for; %(pieces)s pieces (maximum), %(minimum)s at least.")
    return told % {
        "codes": pieces(len(asked)),
        "all": pieces(len(rows)),
        "pieces": pieces(sum(row.maximum for row in asked)),
        "minimum": pieces(sum(row.minimum for row in asked)),
    }


def _states(rows: Sequence[Entry]) -> list[tuple[str, int]]:
    """How many lines with figures are in each state, in the order of the process."""
    counted = Counter("withdrawn" if row.withdrawn_on else row.state for row in rows if row.version)
    return [(state, counted[state]) for state in (*STATES, "withdrawn") if counted[state]]


def _next(rows: Sequence[Entry], cannot: str) -> str:
    """The next thing to do, in words."""
    if cannot:
        return cannot
    returned = sum(row.state == "returned" for row in rows)
    if returned:
        return _("%(count)s codes were returned: read why, correct and submit them again.") % {
            "count": pieces(returned)
        }
    if not any(row.maximum for row in rows):
        return _("Begin: fill the codes from the last round below, paste a block from a spreadsheet, or type.")
    drafts = sum(row.state in EDITABLE and row.maximum > 0 for row in rows)
    if drafts:
        return _("%(count)s codes are drafts: check them and submit them to your approver.") % {"count": pieces(drafts)}
    return _("Everything asked for is submitted. Nothing waits for you here.")


def _why(of: Round, asker: Asker, rows: Sequence[Entry], percent: str, citation: str) -> Why:
    return Why(
        formula=_(
            "Sum over the codes of the pieces asked for by month. The minimum follows the maximum at %(percent)s %% "
            "of it, until another is written."
        )
        % {"percent": percent},
        inputs=((_("Organisation"), str(asker.organisation)), (_("Codes"), pieces(len(rows)))),
        source=of.source.partition("\n")[0],
        article=citation,
        origin="synthetic" if of.is_synthetic else "",
    )


def _table(request: HttpRequest, kept: Grid) -> Table:
    """One page of codes, for phones and for those without JavaScript; each leads to its form."""
    number, pages = asked_page(request.GET, len(kept.rows), PER_PAGE)
    start = (number - 1) * PER_PAGE
    columns = tuple(Column(one.key, one.name, one.kind, wide=one.key == "description") for one in kept.columns)
    rows: list[Row] = []
    for values, link in zip(kept.rows[start : start + PER_PAGE], kept.links[start : start + PER_PAGE], strict=True):
        row: Mapping[str, object] = dict(zip((one.key for one in kept.columns), values, strict=True))
        rows.append({**row, "clave": Link(row["clave"], link)} if "clave" in row else row)
    return Table(
        _("What we ask for, by code"), columns, rows, view_asked(request.GET).sort, number, pages, len(kept.rows)
    )
