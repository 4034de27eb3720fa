"""The forecast of a round: how it was made, how far it missed on months it had not seen, and the way to make it."""

from django.db.models import Avg, Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....base.refusal import Refused
from ....page.figures import pieces
from ....page.table import Column, Row, make_table
from ....people.acts import must_be
from ....people.roles import Role
from ....people.visibility import Sight
from ....rounds.models import Round
from ....rounds.queries import round_named, sight
from ....runs.actions.ask import ask
from ....runs.actions.start_command import start_command
from ....runs.queries import RunState, last_of_kind
from ...evidence.models import EvidenceMonth
from ..actions.forecast_needs import KIND, asked_of
from ..queries import visible_to
from .words import FORMULAS, ROUTE_WORDS

MAKER = Role.COORDINATOR


@require_http_methods(["GET", "HEAD", "POST"])
def forecast(request: HttpRequest, round_code: str) -> HttpResponse:
    """The suggestions by kind of series; a POST of the coordinator's makes them anew from the evidence in force."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    if not (seen.sees_all("stock") or seen.sees_own("stock")) or seen.viewer.is_supplier:
        raise Refused("not-allowed", "", {"field": "stock"})
    if request.method == "POST":
        must_be(seen.viewer, MAKER)
        if not EvidenceMonth.objects.filter(round=of).exists():
            raise Refused("forecast-without-history", "", {"round": of.code})
        ask(asked_of(of))
        start_command("forecast", "--round", of.code)
        return redirect("web:forecast", of.code)
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Evidence of need"), reverse("web:need_evidence", args=[of.code])),
            (_("Forecast"), ""),
        ],
        "of": of,
        "news": _news(last_of_kind(of.code, KIND)),
        "table": _table(request, seen, of),
        "sentence": _sentence(seen, of),
        "formula": FORMULAS["suggested"],
        "may_make": seen.viewer.role is MAKER,
    }
    return render(request, "needs/forecast.html", told)


def _sentence(seen: Sight, of: Round) -> str:
    sums = visible_to(seen, of).order_by().aggregate(lines=Count("pk"), pieces=Sum("suggested_pieces"))
    if not sums["lines"]:
        return _("Nothing has been forecast yet that you may see.")
    told = {"lines": pieces(sums["lines"]), "pieces": pieces(sums["pieces"])}
    return _("%(pieces)s pieces are suggested for %(lines)s codes of institutions.") % told


def _table(request: HttpRequest, seen: Sight, of: Round) -> object:
    columns = (
        Column("route", _("Kind of series and method"), wide=True),
        Column("lines", _("Series"), "number"),
        Column("pieces", _("Suggested"), "pieces", _("pieces")),
        Column("error", _("Mean miss of a month"), "tenths", "%"),
        Column("months", _("Months used, on average"), "tenths"),
    )
    grouped = visible_to(seen, of).order_by().select_related(None).values_list("route").annotate(
        Count("pk"), Sum("suggested_pieces"), Avg("error_per_mille"), Avg("months_used")
    )  # fmt: skip
    rows: list[Row] = [
        {
            "route": str(ROUTE_WORDS[route]),
            "lines": lines,
            "pieces": suggested,
            "error": None if error is None else float(error) / 10,
            "months": float(months),
        }
        for route, lines, suggested, error, months in grouped
    ]
    return make_table(_("How the suggestions were made"), columns, rows, request.GET)


def _news(run: RunState | None) -> dict[str, object]:
    if run is None:
        return {"state": "none"}
    return {"state": "stopped" if run.is_stopped else run.state, "hash": run.result_sha256[:12], "error": run.error}
