"""A refusal as a page: what was wrong, which rule says so, what to do next."""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ..base.refusal import Refused
from ..page.refusals import sentence_of

STATUS = {"not-found": 404, "not-allowed": 403, "sign-in-first": 401}
DATABASE_DOWN = "database-unavailable"


class RefusalMiddleware:
    """Turns `Refused`, and a database that cannot be used, into a page with the way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError):
            return _without_database()
        if not isinstance(exception, Refused):
            return None
        told = {"refused": exception, "sentence": sentence_of(exception)}
        return render(request, "web/refused.html", told, status=STATUS.get(exception.code, 422))


def _without_database() -> HttpResponse:
    """The page for when nothing can be read: without request, so that the layout asks the database for nothing."""
    sentence = sentence_of(Refused(DATABASE_DOWN))
    return HttpResponse(render_to_string("503.html", {"sentence": sentence}), status=503, headers={"Retry-After": "60"})
