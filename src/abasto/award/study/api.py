"""Scenarios over HTTP."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from ...page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see
from ...rounds.api import seen
from .models import Scenario
from .queries import scenario_coded, visible_to

router = Router(tags=["study"])


class ScenarioSaid(Schema):
    """A scenario. is_awardable false: a study, no award. Costs as text, in 10^-4 centavo; "" before it was run."""

    code: str
    name: str
    state: str
    is_awardable: bool
    clauses: list[dict[str, Any]]
    terms: dict[str, Any]
    cost_e4_centavos: str
    bound_e4_centavos: str
    summary: dict[str, Any]
    problem_sha256: str
    award_sha256: str
    certificate_sha256: str


class ScenarioWithPrices(ScenarioSaid):
    """A scenario with the price of every clause, its own (place 0 and on) and the call's (place -1)."""

    prices: list[dict[str, Any]]


@router.get("/rounds/{code}/study", response={200: Listed[ScenarioSaid], **REFUSALS}, summary="Scenarios")
def scenarios(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """What clauses cost across lots: studies, for the buying side. Not awardable where `is_awardable` is false."""
    sight, of = seen(request, code)
    must_see(sight, "study")
    page = listed(visible_to(sight, of), limit, offset)
    return {**page, "rows": [_said(one) for one in page["rows"]]}


@router.get("/rounds/{code}/study/{scenario}", response={200: ScenarioWithPrices, **REFUSALS}, summary="One scenario")
def one_scenario(request: HttpRequest, code: str, scenario: str) -> dict[str, Any]:
    """A scenario with the price of every clause."""
    sight, of = seen(request, code)
    must_see(sight, "study")
    found = scenario_coded(sight, of, scenario)
    return {**_said(found), "prices": found.prices}


def _said(one: Scenario) -> dict[str, Any]:
    told = ("code", "name", "state", "is_awardable", "clauses", "terms", "summary")
    return {
        **{name: getattr(one, name) for name in (*told, "problem_sha256", "award_sha256", "certificate_sha256")},
        "cost_e4_centavos": "" if one.cost_e4 is None else str(one.cost_e4),
        "bound_e4_centavos": "" if one.bound_e4 is None else str(one.bound_e4),
    }
