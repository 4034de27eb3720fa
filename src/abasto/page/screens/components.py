"""The living page: every shared piece in every state, with invented figures; only in debug mode."""

from datetime import date
from types import SimpleNamespace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ...base.problem import Problem
from ...base.refusal import Refused
from ..chart import Chart, Mark, Source, bars, histogram, lines, scatter, state_map
from ..export import sheet_of_grid
from ..flow import Step
from ..grid import Grid, GridColumn, Value, grid_json, shown, view_asked
from ..places import STATE_NAMES
from ..table import Column, Link, Row, Table, make_table
from ..timeline import Calendar, Period, make_calendar
from ..totals import Totals
from ..why import Why
from .download import asked_for, asked_sheet

BUYERS = 62
CODES = 3831
ASKED = Totals(3831, 5_964_335_640, 48_569_564_409_100)
AWARDED = Totals(2871, 4_112_408_211, 31_208_511_702_350)
MISSED = Totals(960, 1_851_927_429, 17_361_052_706_750)
SOURCE = Source("Living page of components", "2027-02-01", "synthetic")


def components(request: HttpRequest) -> HttpResponse:
    """Every piece of a page; `?grid=` answers as the grid's address would."""
    if not settings.DEBUG:
        raise Refused("not-found", "", {"value": request.path})
    if "grid" in request.GET:
        return _grid_answer(request)
    table = _table(request)
    if file := asked_for(request, "components", _columns(), _rows(), is_synthetic=True):
        return file
    told = {
        "crumbs": [(_("Components"), "")],
        "asked": ASKED, "awarded": AWARDED, "missed": MISSED, "without_money": Totals(3831, 5_964_335_640),
        "why": _why(), "table": table, "empty_table": Table(_("Awards"), _columns(), ()),
        "steps": _steps(), "calendar": _calendar(), "problems": _problems(), "pictures": _pictures(),
        "map": _map(), "form": _form(), "files": [(_("Awards"), "#files", "CSV", "1.2 MB")],
        "errors": [("id_price", _("Price: write a figure above 0."))],
        "facts": [(_("Clave"), "010.000.0104.00"), (_("Unit"), _("box of 10 tablets"))],
        "options": [("no-bid", _("No bid")), ("above-ceiling", _("Above the ceiling"))],
        "states": ("awarded", "current", "partly-awarded", "not-awarded", "next", "above-ceiling", "to-check", "late"),
    }  # fmt: skip
    return render(request, "page/components.html", told)


def _why() -> Why:
    inputs = ((_("lots awarded"), "2,871"), (_("lots not awarded"), "960"))
    return Why(
        _("sum of the maxima of every awarded lot"), inputs, "Living page of components", "LAASSP 2025",
        "award", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "synthetic",
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave"),
        Column("description", _("Description"), wide=True),
        Column("pieces", _("Maximum"), "pieces", unit=_("pieces")),
        Column("price", _("Price"), "money", unit=_("MXN per piece")),
        Column("share", _("Share"), "share"),
        Column("due", _("Due"), "date"),
        Column("state", _("State"), "state"),
        Column("origin", _("Data"), "origin"),
        Column("why", _("Why"), "why", is_sortable=False),
    )


def _rows() -> list[Row]:
    states = ("awarded", "not-awarded", "partly-awarded", "at-risk")
    return [
        {
            "clave": Link(f"010.000.{number:04d}.00", "#tables"),
            "description": f"{_('Medicine')} {number}",
            "pieces": number * 1_234_567 % 9_999_999,
            "price": None if number % 9 == 0 else number * 317 % 90_000,
            "share": number % 100 / 100,
            "due": date(2027, 1 + number % 12, 15),
            "state": states[number % 4],
            "origin": "synthetic",
            "why": _why(),
        }
        for number in range(101, 160)
    ]


def _table(request: HttpRequest) -> Table:
    return make_table(_("Awards"), _columns(), _rows(), request.GET, per_page=8)


def _steps() -> list[Step]:
    return [
        Step(_("Need"), ASKED, "#flow"),
        Step(_("Call"), ASKED),
        Step(_("Bids"), Totals(3410, 5_610_118_004, 45_012_000_000_000), note=_("421 codes without bid"), why=_why()),
        Step(_("Award"), AWARDED, note=_("539 codes with bids, none solvent")),
        Step(_("Contract"), AWARDED),
        Step(_("Delivered"), Totals(2610, 1_204_118_733, 9_120_408_077_100), note=_("so far")),
    ]


def _calendar() -> Calendar:
    periods = [
        Period(_("Needs"), date(2026, 9, 1), date(2026, 11, 30), "LAASSP 25"),
        Period(_("Market research"), date(2026, 12, 1), date(2027, 1, 31)),
        Period(_("Tender"), date(2027, 2, 1), date(2027, 4, 15), "LAASSP 42"),
        Period(_("Award"), date(2027, 4, 16), date(2027, 4, 30)),
        Period(_("Delivery"), date(2027, 5, 1), date(2028, 12, 31)),
    ]
    return make_calendar(periods, date(2027, 2, 20))


def _problems() -> list[SimpleNamespace]:
    mend = _("Correct the minimum or explain it.")
    found = [
        Problem("Anexo 1", 214, "H", "minimum-zero", "critical", "010.000.0104.00", "0 / 12,000", "", mend),
        Problem("Anexo 1", 0, "", "column-renamed", "warning", "", "IMSS Bienestar", "", mend),
    ]
    return [SimpleNamespace(**vars(problem), role="planner", state="open", note="") for problem in found]


def _pictures() -> list[Chart]:
    reasons = [(_("No bid"), 421), (_("Above the ceiling"), 377), (_("Documents lacking"), 131), (_("Capacity"), 31)]
    months = [(f"2027-{month:02d}", month * 11_000_000, month * 9_300_000) for month in range(1, 13)]
    suppliers = [(f"{_('Supplier')} {n}", 2.0 + n * 7 % 40, (60 + n * 13 % 40) / 100) for n in range(1, 60)]
    prices = [20 + (n * n * 7 % 1000) / 25 for n in range(400)]
    return [
        bars("reasons", _("Half of the codes not awarded had no bid"), _("Reason"), reasons, series=(_("Codes"),),
             source=SOURCE, is_horizontal=True),
        lines("months", _("Deliveries fall behind the calendar"), _("Month"), months,
              series=(_("Due"), _("Received")), value=_("Pieces"), source=SOURCE, kind="pieces"),
        scatter("suppliers", _("Cheap suppliers do not deliver less"), (_("Price, MXN"), _("Fill rate")), suppliers,
                source=SOURCE, label=_("Supplier"), kind="share"),
        histogram("prices", _("Nine of ten prices stay below the ceiling"), prices, value=_("Price, MXN"),
                  count=_("Offers"), source=SOURCE, marks=(Mark(_("ceiling"), 56.0),), band=(30.0, 50.0)),
    ]  # fmt: skip


def _map() -> Chart:
    rows = [(key, int(key) * 37 % 29 * 1_000_000) for key in STATE_NAMES]
    title = _("Five states ask for a third of all pieces")
    return state_map("map", title, _("Pieces"), rows, source=SOURCE, state=_("State"), kind="pieces", coverage=0.83)


def _form() -> object:
    from django import forms

    class Offer(forms.Form):
        price = forms.DecimalField(label=_("Price"), help_text=_("MXN per piece, without tax"), min_value=1)

    return Offer({"price": "0"})


def _grid_answer(request: HttpRequest) -> HttpResponse:
    asked = request.GET["grid"]
    if asked == "rows":
        if file := asked_sheet(request, sheet_of_grid("needs", shown(_grid(), view_asked(request.GET)))):
            return file
        return JsonResponse(grid_json(_grid()))
    return JsonResponse({"refused": asked}, status={"forbidden": 403}.get(asked, 500))


def _grid() -> Grid:
    """As large as the national need: 3,831 codes by 62 buyers, three cells of ten filled."""
    head = (
        GridColumn("clave", _("Clave"), "clave", frozen=True),
        GridColumn("description", _("Description"), "text", frozen=True),
        GridColumn("unit", _("Unit"), "text"),
        GridColumn("total", _("Total"), "pieces"),
    )
    buyers = tuple(
        GridColumn(f"b{n}", f"{_('Buyer')} {n}", "pieces", group="IMSS-Bienestar" if n > 30 else "")
        for n in range(1, BUYERS + 1)
    )
    rows: list[list[Value]] = []
    for code in range(CODES):
        cells = [(code * 7919 + n * 104_729) % 90_000 if (code * 31 + n * 17) % 10 < 3 else 0 for n in range(BUYERS)]
        name = f"{_('Medicine')} {code}, {_('tablet')} 500 mg"
        rows.append([f"010.000.{code:04d}.00", name, _("box"), sum(cells), *cells])
    return Grid((*head, *buyers), rows, ["#grid"] * CODES, True, SOURCE.name)
