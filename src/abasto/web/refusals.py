"""A refusal as a page: what was wrong, which rule says so, what to do next."""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
            exception = Refused(DATABASE_DOWN, "", {"error": str(exception)})
        if not isinstance(exception, Refused):
            return None
        status = 503 if exception.code == DATABASE_DOWN else STATUS.get(exception.code, 422)
        told = {"refused": exception, "sentence": sentence_of(exception)}
        return render(request, "web/refused.html", told, status=status)
