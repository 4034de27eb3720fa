"""A need without history, worked out by a stated method: inputs, formula, every step, and the way into the line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....base.refusal import Refused
from ....page.figures import pieces
from ....page.refusals import sentence_of
from ....page.screens.typed import actor_of
from ....rounds.queries import now_in, round_named, sight
from ...methods.methods import METHODS, Asked, inputs_of, work_out
from ...methods.worked import Worked
from ...suggest.screens.words import FORMULAS
from ..actions.write_worked import write_worked
from ..entry.queries import asker_chosen, entries
from .method_words import INPUTS, STEPS, TITLES
from .request import query_of, why_not
from .request_code import crumbs_of

IN_PLACE = frozenset({"method-inputs-unfit", "line-past-editing"})


@require_http_methods(["GET", "HEAD", "POST"])
def request_method(request: HttpRequest, round_code: str, clave: str) -> HttpResponse:
    """The form of a method; a POST with do=write puts the result into the line. A mistake is told and nothing saved."""
    of = round_named(round_code)
    typed = request.POST if request.method == "POST" else request.GET
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    asker = asker_chosen(seen, of, request.GET.get("organisation", ""))
    rows = entries(seen, of, asker.organisation, [clave], with_months=False)
    if not rows:
        raise Refused("not-found", "", {"what": "code", "value": clave})
    method = typed.get("method", "") if typed.get("method", "") in METHODS else ""
    asked = Asked(method, {name: typed.get(name, "") for name in inputs_of(method)} if method else {})
    made: Worked | None = None
    errors: list[tuple[str, str]] = []
    if request.method == "POST" and method:
        try:
            made = work_out(asked, of.months)
            if request.POST.get("do") == "write":
                viewer = request.viewer  # type: ignore[attr-defined]
                write_worked(of, asker.organisation, viewer, actor_of(viewer), clave, asked, now_in(of))
                messages.success(request, _("%(pieces)s pieces written in equal months.") %
                                 {"pieces": pieces(made.pieces)}, extra_tags="done")  # fmt: skip
                return redirect(f"{reverse('web:request_code', args=[of.code, clave])}?{query_of(asker)}")
        except Refused as refused:
            if refused.code not in IN_PLACE:
                raise
            errors = [(f"id_{name}", f"{INPUTS[name]}: {sentence_of(refused)}") for name in _named(refused, asked)]
    told = {
        "crumbs": crumbs_of(of, asker, clave), "of": of, "asker": asker, "row": rows[0], "query": query_of(asker),
        "methods": list(TITLES.items()), "method": method, "formula": FORMULAS.get(method, ""), "errors": errors,
        "inputs": [(name, INPUTS[name], asked.inputs[name]) for name in asked.inputs],
        "steps": [(STEPS.get(name, name), pieces(value)) for name, value in made.steps] if made else [],
        "made": made, "cannot": why_not(request, of, asker.organisation),
    }  # fmt: skip
    return render(request, "needs/request_method.html", told, status=422 if errors else 200)


def _named(refused: Refused, asked: Asked) -> list[str]:
    """The inputs a refusal names; the first one where it names none."""
    named = refused.values.get("inputs")
    found = [name for name in named if name in asked.inputs] if isinstance(named, list) else []
    return found or list(asked.inputs)[:1]
