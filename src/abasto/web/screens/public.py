"""The public portal: search first; what was bought, at what price, did it arrive. No account needed."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...base.refusal import Refused
from ...page.chart import Chart, Source, state_map
from ...page.places import STATE_NAMES
from ...page.screens.download import asked_for
from ...page.table import Column, Row, Table, make_table
from ...people.models import Organisation
from ...people.roles import CITIZEN
from ...rounds.models import Round
from ...rounds.queries import buyers, opens_in, round_named, rounds
from .. import portal
from .. import portal_tables as tables
from .. import round_at_a_glance as glance

WAYS = ("code", "state", "institution", "supplier")


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """The front of the portal: search, and every round in a sentence."""
    return render(request, "web/public.html", {**front(), "crumbs": [(_("Public portal"), "")]})


def front() -> dict[str, object]:
    """What the front shows, for a citizen."""
    told = []
    for of in rounds():
        truth, seen = glance.truth_of(of), portal.citizen_sight(of)
        told.append((of, glance.sentence(truth, seen, of), glance.tiles(truth, seen, of, glance.FOR_EVERYONE)))
    return {"told": told}


@require_safe
def public_round(request: HttpRequest, round_code: str) -> HttpResponse:
    """One round by code, state, institution or supplier; `?by=state&state=09` goes into one of them."""
    of = round_named(round_code)
    by = request.GET.get("by", "code")
    view = VIEWS.get(by, by_code)(request, of)
    if file := asked_for(request, f"{of.code}-{by}", view["columns"], view["rows"], of.is_synthetic):  # type: ignore[arg-type]
        return file
    truth, seen = glance.truth_of(of), portal.citizen_sight(of)
    told = {
        "of": of,
        "by": by if by in VIEWS else "code",
        "ways": [(way, label) for way, label in zip(WAYS, _way_labels(), strict=True)],
        "q": request.GET.get("q", ""),
        "sentence": glance.sentence(truth, seen, of),
        "tiles": glance.tiles(truth, seen, of, glance.FOR_EVERYONE),
        "opens": "" if seen.sees_all("consolidated_need") else opens_in(CITIZEN, of, "consolidated_need"),
        "crumbs": [(_("Public portal"), reverse("web:public")), (of.code, "")],
        **view,
    }
    return render(request, "web/public_round.html", told)


View = dict[str, object]


def by_code(request: HttpRequest, of: Round) -> View:
    """Every code."""
    rows = tables.with_words(tables.code_rows(portal.by_code(of), of), request.GET.get("q", ""))
    return _view(request, _("What was bought, code by code"), tables.code_columns(), rows, "clave", tables.to_code(of))


def by_supplier(request: HttpRequest, of: Round) -> View:
    """Every supplier."""
    rows = tables.with_words(tables.supplier_rows(portal.by_supplier(of), of), request.GET.get("q", ""))
    return _view(request, _("From whom it was bought"), tables.supplier_columns(), rows, "name", tables.to_supplier(of))


def by_institution(request: HttpRequest, of: Round) -> View:
    """Every institution, or one of them code by code."""
    if request.GET.get("institution"):
        return _one_institution(request, of)
    rows = tables.with_words(tables.place_rows(portal.by_institution(of), of, False), request.GET.get("q", ""))
    columns = tables.place_columns(_("Institution"))
    return _view(request, _("For whom it was bought"), columns, rows, "name", tables.to_place("institution"))


def by_state(request: HttpRequest, of: Round) -> View:
    """Every state on the map, or one of them with its institutions and hospitals."""
    if request.GET.get("state"):
        return _one_state(request, of)
    lines = portal.by_state(of)
    rows = tables.with_words(tables.place_rows(lines, of, True), request.GET.get("q", ""))
    columns = tables.place_columns(_("State"))
    view = _view(request, _("Where it goes"), columns, rows, "name", tables.to_place("state"))
    return {**view, "map": _map(lines, of) if lines else None, "is_derived": True}


def _one_institution(request: HttpRequest, of: Round) -> View:
    code = request.GET["institution"]
    buyer = Organisation.objects.filter(pk__in=buyers(of).values("organisation"), code=code).first()
    if buyer is None:
        raise Refused("not-found", "", {"what": "institution", "value": code})
    lines = portal.codes_of_institution(of, buyer)
    rows = tables.with_words(tables.code_rows(lines, of), request.GET.get("q", ""))
    columns = tuple(column for column in tables.code_columns() if column.key != "state")
    return {
        **_view(request, buyer.name, columns, rows, "clave", tables.to_code(of)),
        "within": buyer.name,
        "within_code": code,
    }


def _one_state(request: HttpRequest, of: Round) -> View:
    state = request.GET["state"]
    if state not in STATE_NAMES:
        raise Refused("not-found", "", {"what": "state", "value": state})
    name = STATE_NAMES[state]
    points = tables.with_words(tables.point_rows(portal.points_of_state(of, state)), request.GET.get("q", ""))
    view = _view(
        request,
        _("Hospitals and delivery points"),
        tables.point_columns(),
        points,
        "buyer",
        tables.to_place("institution"),
    )
    rows = tables.place_rows(portal.institutions_of_state(of, state), of, True)
    columns = tables.place_columns(_("Institution"))
    place = make_table(_("Institutions, with their derived part in this state"), columns, rows, {}, per_page=100)
    return {
        **view,
        "within": name,
        "within_code": state,
        "is_derived": True,
        "before": tables.linked(place, "name", tables.to_place("institution")),
    }


def _view(
    request: HttpRequest,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    key: str,
    address: Callable[[Row], str],
) -> View:
    table: Table = tables.linked(make_table(caption, columns, rows, request.GET), key, address)
    return {"columns": columns, "rows": rows, "table": table}


def _map(lines: Sequence[portal.PlaceLine], of: Round) -> Chart:
    """Pieces received by state where deliveries are public, else asked."""
    whole = sum(line.asked for line in portal.by_institution(of))
    placed = sum(line.asked for line in lines)
    if all(line.received is not None for line in lines):
        title, values = _("Pieces received by state"), [(line.code, line.received or 0) for line in lines]
        origin = glance.source_of(of).origin
    else:
        title, values = _("Pieces asked by state"), [(line.code, line.asked) for line in lines]
        origin = "derived"
    source = Source(_("Split over delivery points (DENUE)"), glance.source_of(of).dated, origin)
    coverage = placed / whole if whole else 0.0
    return state_map(
        "map", title, _("Pieces"), values, source=source, state=_("State"), kind="pieces", coverage=coverage
    )


def _way_labels() -> tuple[str, ...]:
    return _("By code"), _("By state"), _("By institution"), _("By supplier")


VIEWS = {"code": by_code, "state": by_state, "institution": by_institution, "supplier": by_supplier}
