"""What becomes of a refusal: one shape of JSON and one status, for rules, wrong input and sessions."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from ..base.refusal import Refused
from ..page.refusals import sentence_of

STATUS = {
    "sign-in-first": 401,
    "not-allowed": 403,
    "session-not-proved": 403,
    "not-found": 404,
    "act-signed": 409,
    "bid-not-synthetic": 409,
    "decided-across-lots": 409,
    "documents-not-checked": 409,
    "draw-not-recorded": 409,
    "database-unavailable": 503,
}
ANY_OTHER = 422
Run = Callable[..., HttpResponseBase]


def answer(refused: Refused) -> HttpResponse:
    """The refusal as JSON: code, sentence, citation, values."""
    told = {
        "code": refused.code,
        "sentence": sentence_of(refused),
        "citation": refused.citation,
        "values": refused.values,
    }
    return JsonResponse(told, status=STATUS.get(refused.code, ANY_OTHER), json_dumps_params={"default": str})


def answer_refusals(api: NinjaAPI) -> None:
    """Give every known failure its answer."""

    def register(kind: type[Exception], refusal_of: Callable[[Any], Refused]) -> None:
        api.add_exception_handler(kind, lambda request, error: answer(refusal_of(error)))

    register(Refused, lambda refused: refused)
    register(ValidationError, lambda error: Refused("request-not-understood", "", {"errors": _errors(error)}))
    register(AuthenticationError, lambda error: Refused("sign-in-first", "", {}))
    register(HttpError, lambda error: Refused(HTTP_CODES.get(error.status_code, "request-not-understood"), "", {}))
    register(OperationalError, lambda error: Refused("database-unavailable", "", {}))


HTTP_CODES = {403: "session-not-proved"}


def _errors(error: ValidationError) -> list[str]:
    return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors]


def only_known_parameters(run: Run) -> Run:
    """Around an operation: an address with a parameter that the operation does not have is refused, not ignored."""
    operation = run.__self__  # type: ignore[attr-defined]
    known = frozenset(inspect.signature(operation.view_func).parameters) - {"request"}

    @wraps(run)
    def checked(request: HttpRequest, **in_path: Any) -> HttpResponseBase:
        allowed = known - in_path.keys()
        unknown = sorted(set(request.GET) - allowed)
        if unknown:
            return answer(Refused("parameter-unknown", "", {"unknown": unknown, "known": sorted(allowed)}))
        return run(request, **in_path)

    return checked
