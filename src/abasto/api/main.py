"""The HTTP API, version 1: the same reads as the pages, for programs, and the two acts of the rehearsal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from ninja import NinjaAPI, Router
from ninja.openapi.docs import DocsBase

from ..award.api import router as award
from ..award.left.api import router as left
from ..award.losing.api import router as losing
from ..award.study.api import router as study
from ..contracts.api import router as contracts
from ..evaluation.api import router as evaluation
from ..integrity.api import router as integrity
from ..market.api import router as market
from ..needs.api import router as needs
from ..needs.consolidated.api import router as need_versions
from ..needs.deciding.api import router as deciding
from ..needs.evidence.api import router as evidence
from ..needs.requests.api import router as requests
from ..needs.requests.files.api import router as request_files
from ..openness.api import router as openness
from ..rounds.api import router as rounds
from ..supply.api import router as supply
from ..tender.api import router as tender
from ..watch.api import router as watch
from .answers import answer_refusals, only_known_parameters

DESCRIPTION = """
The same reads as the pages, with the same disclosure: what may not be seen in the present phase is null, or absent, or
refused. Money is integer centavos (MXN), quantities are pieces in the unit as published. The market of a rehearsal is
synthetic. A refusal is JSON with code, sentence, citation and values: 401 sign in first, 403 not for your role,
404 not there, 409 not in this state, 422 not understood (unknown parameters too).
Acts need a session and its CSRF token (header X-CSRFToken).
"""
ROOMS = (
    rounds,
    needs,
    need_versions,
    deciding,
    request_files,
    evidence,
    requests,
    market,
    tender,
    award,
    losing,
    left,
    study,
    contracts,
    supply,
    watch,
    integrity,
    openness,
    evaluation,
)


class OwnPage(DocsBase):
    """The page of the API, with Swagger's files from this machine: it works offline and under the policy."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: object) -> HttpResponse:
        settings = {"url": reverse(f"{api.urls_namespace}:openapi-json"), "layout": "BaseLayout", "deepLinking": False}
        return render(request, "api/docs.html", {"settings": settings, "title": api.title})


def make_api() -> NinjaAPI:
    """The API with every room's router."""
    made = NinjaAPI(title="Abasto", version="1", description=DESCRIPTION, urls_namespace="api-1", docs=OwnPage())
    answer_refusals(made)
    root = Router()
    root.add_decorator(only_known_parameters, mode="view")
    for room in ROOMS:
        root.add_router("", room)
    made.add_router("", root)
    return made


api = make_api()
