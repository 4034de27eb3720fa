"""The rule builder: clauses as sentences with gaps, each added, moved and taken away by a button of the same form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....base.refusal import Refused
from ....ledger.actions.keep_key import kept_salt
from ....ledger.person import hashed_person
from ....page.refusals import sentence_of
from ....people.acts import must_be
from ....people.roles import Viewer
from ....rounds.models import Round
from ....rounds.queries import round_named, sight
from ....tender.models import Procedure
from ..actions.save_scenario import WHO_ASKS, save_scenario
from ..actions.start_scenario import ask_scenario, start_process
from ..clauses import KINDS, read_clauses
from ..effort import EFFORTS
from ..models import Scenario
from ..queries import across_lots, call_studied, institutions_named, known_names, scenario_coded, suppliers_named
from .sentences import LABELS, broken, mistake_sentence, parts
from .typed import Typed, changed, typed_from, typed_of

SIZES = {"money": 16, "pieces": 14}
IN_PLACE = frozenset({"scenario-name-unfit", "scenario-name-taken", "clauses-too-many", "study-terms-unfit"})


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, round_code: str) -> HttpResponse:
    """The form; `?from=code` starts from another scenario. A mistake is shown in a sentence, and nothing is saved."""
    of = round_named(round_code)
    viewer = cast(Viewer, request.viewer)  # type: ignore[attr-defined]
    must_be(viewer, *WHO_ASKS)
    seen = sight(viewer, of)
    procedure = call_studied(seen, of)
    typed = Typed.empty()
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        typed = changed(typed_from(request.POST), request.POST.get("do", ""))
        if request.POST.get("do") in ("save", "run"):
            saved, errors = _saved(of, procedure, viewer, typed)
            if saved is not None:
                return _on(of, saved, viewer, runs=request.POST["do"] == "run")
    elif code := request.GET.get("from", ""):
        typed = typed_of(scenario_coded(seen, of, code))
    return render(request, "award/study_ask.html", _told(of, procedure, typed, errors), status=422 if errors else 200)


def _saved(
    of: Round, procedure: Procedure, viewer: Viewer, typed: Typed
) -> tuple[Scenario | None, list[tuple[str, str]]]:
    """The scenario, or what is wrong with what was typed: (field, sentence)."""
    clauses, mistakes = read_clauses(typed.clauses, known_names(of, procedure))
    errors = [(f"id_{one.place}_{one.field or 'kind'}", mistake_sentence(one)) for one in mistakes]
    terms = typed.terms
    if terms is None:
        errors.append(("id_unserved", _("Both percents of the terms are whole numbers.")))
    if errors or terms is None:
        return None, errors
    try:
        actor = hashed_person(viewer.username, kept_salt(settings.STATE / "keys"))
        return save_scenario(of, viewer, typed.name.strip(), clauses, terms, typed.work, actor), []
    except Refused as refused:
        if refused.code not in IN_PLACE:
            raise
        return None, [("id_name", sentence_of(refused))]


def _on(of: Round, saved: Scenario, viewer: Viewer, runs: bool) -> HttpResponse:
    if runs:
        ask_scenario(saved, viewer)
        start_process(saved)
    return redirect("web:scenario", of.code, saved.code)


@dataclass(frozen=True)
class Gap:
    """A gap of a sentence: its input, with what was typed and what it may be (empty: anything)."""

    before: str
    name: str
    id: str
    label: str
    value: str
    size: int
    options: Sequence[tuple[str, str]]


def _told(of: Round, procedure: Procedure, typed: Typed, errors: list[tuple[str, str]]) -> dict[str, Any]:
    options = {
        "supplier": suppliers_named(procedure),
        "institution": institutions_named(of),
        "shares": [(key, key) for key in known_names(of, procedure).shares],
    }
    return {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Study"), reverse("web:study", args=[of.code])),
            (_("New scenario"), ""),
        ],
        "errors": errors,
        "bad": {field for field, _sentence in errors},
        "typed": typed,
        "clauses": [_clause(place, one, options) for place, one in enumerate(typed.clauses)],
        "last": len(typed.clauses) - 1,
        "kinds": [(key, _blank(key)) for key in KINDS],
        "efforts": EFFORTS,
        "law": across_lots(of),
    }


def _clause(place: int, typed: Mapping[str, str], options: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, Any]:
    kind = typed["kind"]
    if kind not in KINDS:
        return {"place": place, "kind": kind, "gaps": [], "end": kind, "soft": None}
    fields = dict(KINDS[kind].fields)
    found = parts(kind)
    gaps = [
        Gap(
            text,
            f"{place}_{name}",
            f"id_{place}_{name}",
            str(LABELS[name]),
            typed.get(name, ""),
            SIZES.get(fields[name], 4),
            options.get(fields[name], ()),
        )
        for text, name in found[:-1]
    ]
    soft = broken(kind).split("{soft}") if KINDS[kind].may_be_soft else None
    return {
        "place": place,
        "kind": kind,
        "gaps": gaps,
        "end": found[-1][0],
        "soft": soft,
        "soft_value": typed.get("soft", ""),
        "soft_id": f"id_{place}_soft",
    }


def _blank(kind: str) -> str:
    """A sentence with its gaps left open, for the list to choose from."""
    return "".join(f"{text}{'…' if name else ''}" for text, name in parts(kind))
