"""What coordinator and buyer do with what is left: choose routes, authorise, open, return, cancel."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ...base.refusal import Refused
from ...law.reader import read_rule_set
from ...page.figures import pieces
from ...page.refusals import sentence_of
from ...page.words import word
from ...people.roles import Viewer
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ..actions.authorise_routes import authorise_routes
from ..actions.choose_routes import Choice, choose_routes
from ..actions.close_lots import cancel_lots, return_to_institution
from ..actions.open_next_procedure import open_next_procedure, ready_batches
from ..changes import SAME
from ..grounds import citation_of_route, grounds_of
from ..left.planning.queries import Plan, planned
from ..models import Route
from ..routes import CANCELLATION, DIRECT_AWARD, PROPOSED, RETURN, must_be_known
from .next_procedures import CHOICE, seen_in_all

AS_PROPOSED = "as-proposed"
IN_PLACE = frozenset(
    {"nothing-left", "no-route", "routes-differ", "route-not-authorised", "requirements-changed", "route-unknown",
     "authorisation-without-document", "pieces-not-conserved"}
)  # fmt: skip


@require_POST
def choose(request: HttpRequest, round_code: str, plan: Plan = planned) -> HttpResponse:
    """Take the proposed route of the codes ticked or shown, another one, give them back, or cancel them."""
    of, viewer = round_named(round_code), request.viewer  # type: ignore[attr-defined]
    route = request.POST.get("answer", AS_PROPOSED)
    return _answer(request, of, lambda: _chosen(request, of, viewer, route, plan))


def _chosen(request: HttpRequest, of: Round, viewer: Viewer, route: str, plan: Plan) -> str:
    claves = _claves(request, of, viewer, plan)
    if not claves:
        raise Refused("nothing-left", "", {"clave": "", "codes": 0})
    if route != AS_PROPOSED:
        must_be_known(route)
    law, today = read_rule_set(of.rule_set), of.clock.date()
    if route in (RETURN, CANCELLATION):
        ground = citation_of_route(route, law, today)
        close = return_to_institution if route == RETURN else cancel_lots
        count = close(viewer, of, claves, ground)
        return _("%(route)s: %(pieces)s pieces of %(codes)s codes.") % {
            "route": word(route), "pieces": pieces(count), "codes": pieces(len(claves))
        }  # fmt: skip
    if route != AS_PROPOSED:
        choices = {clave: Choice(route, citation_of_route(route, law, today), SAME) for clave in claves}
        return _told(len(choose_routes(viewer, of, choices)))
    proposals = {one.proposal.clave: one.proposal for one in plan(of)}
    missing = sorted(set(claves) - set(proposals))
    if missing:
        raise Refused("nothing-left", "", {"clave": missing[0], "codes": len(missing)})
    taken = [proposals[clave] for clave in claves]
    choices = {
        one.clave: Choice(one.route, grounds_of(one, law, today), one.change) for one in taken if one.route != RETURN
    }
    back = sorted(one.clave for one in taken if one.route == RETURN)
    count = len(choose_routes(viewer, of, choices)) if choices else 0
    if back:
        return_to_institution(viewer, of, back, citation_of_route(RETURN, law, today))
    return _told(count + len(back))


def _told(codes: int) -> str:
    told = ngettext("The route of %(count)s code is chosen.", "The routes of %(count)s codes are chosen.", codes)
    return told % {"count": pieces(codes)}


@require_POST
def authorise(request: HttpRequest, round_code: str) -> HttpResponse:
    """The coordinator authorises every direct award that waits."""
    of, viewer = round_named(round_code), request.viewer  # type: ignore[attr-defined]
    document = request.POST.get("document", "")

    def act() -> str:
        waiting = Route.objects.filter(lot__procedure__round=of, kind=DIRECT_AWARD, state=PROPOSED)
        claves = sorted(waiting.values_list("lot__item__clave", flat=True))
        count = authorise_routes(viewer, of, claves, document)
        return ngettext("%(count)s direct award is authorised.", "%(count)s direct awards are authorised.", count) % {
            "count": pieces(count)
        }

    return _answer(request, of, act)


@require_POST
def open_next(request: HttpRequest, round_code: str) -> HttpResponse:
    """The buyer publishes the next call of one kind: of the batch whose number the form says (0 is the first)."""
    of, viewer = round_named(round_code), request.viewer  # type: ignore[attr-defined]
    kind, batch = request.POST.get("kind", ""), request.POST.get("batch", "")

    def act() -> str:
        batches = ready_batches(of, kind)
        at = int(batch) if batch.isascii() and batch.isdigit() else 0
        if at >= len(batches):
            raise Refused("no-route", "", {"clave": "", "route": kind})
        procedure = open_next_procedure(viewer, of, kind, batches[at])
        return _("%(kind)s %(number)s is published with %(lots)s lots.") % {
            "kind": word(kind), "number": procedure.number, "lots": pieces(len(batches[at]))
        }  # fmt: skip

    return _answer(request, of, act)


def _claves(request: HttpRequest, of: Round, viewer: Viewer, plan: Plan) -> list[str]:
    if request.POST.get("scope") == "all":
        return seen_in_all(sight(viewer, of), of, request.POST, plan)
    return sorted(set(request.POST.getlist("pick")))


def _answer(request: HttpRequest, of: Round, act: Callable[[], str]) -> HttpResponse:
    """Do it and go back to where it was asked from; a refusal that can be mended there is told there."""
    try:
        messages.success(request, act(), extra_tags="done")
    except Refused as refused:
        if refused.code not in IN_PLACE:
            raise
        messages.error(request, sentence_of(refused))
    response = redirect("web:next_procedures", of.code)
    query = _filters(request.POST)
    if query:
        response["Location"] += f"?{query}"
    return response


def _filters(told: QueryDict) -> str:
    """The filters go back as they came."""
    return urlencode({name: value for name in CHOICE if (value := told.get(name, ""))})
