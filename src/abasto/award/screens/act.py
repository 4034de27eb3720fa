"""The award on paper, to take away: the act of a procedure and the extract of one bidder."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods, require_safe

from ...base.refusal import Refused
from ...law.reader import read_rule_set
from ...ledger.store import Store
from ...people.models import Organisation
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...runs.queries import run_asked
from ...tender.queries import procedure_of, visible_to
from ..actions.keep_act import PDF
from ..actions.start_act import ask_act, start_process
from ..papers.acts import Act, act_named, kept_act, may_read, question_of, spoken
from ..papers.paper import Language, printed
from ..papers.queries import lot_lines
from ..proof.queries import noted_root
from . import act_told

File = tuple[str, str, str, str]
_LABELS: dict[tuple[str, Language], Promise] = {
    ("public", "es"): gettext_lazy("Award act in Spanish, public edition"),
    ("public", "en"): gettext_lazy("Award act in English, public edition"),
    ("full", "es"): gettext_lazy("Award act in Spanish, with every price and paper"),
    ("full", "en"): gettext_lazy("Award act in English, with every price and paper"),
}


@require_safe
def act_file(request: HttpRequest, round_code: str, edition: str, language: str) -> HttpResponseBase:
    """The act, if it is made (`?procedure=` names which; without, the round's first); else the page that makes it."""
    act = _act(request, round_code, edition, language)
    kept = kept_act(act)
    if kept is None:
        return redirect(_address("web:act", act))
    content = Store(Path(settings.STATE) / "artifacts").path_of(kept.artifact.sha256).open("rb")
    name = _file_name(act.procedure.round, f"act-{edition}-{language}")
    return FileResponse(content, as_attachment=True, filename=name, content_type=PDF)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, round_code: str, edition: str, language: str) -> HttpResponse:
    """How far the act is, and the file once it is made; a POST has it made."""
    of = round_named(round_code)
    asked = _act(request, round_code, edition, language)
    if request.method == "POST":
        if kept_act(asked) is None:
            ask_act(asked)
            start_process(asked)
        return redirect(_address("web:act", asked))
    number = asked.procedure.number
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Awards"), reverse("web:awards", args=[of.code])),
            (_("Award act"), ""),
        ],
        "act": asked,
        "number": number,
        "label": _LABELS[edition, asked.language],
        "news": _news(asked),
        "files": [_file(asked)],
    }
    return render(request, "award/act.html", told)


def _act(request: HttpRequest, round_code: str, edition: str, language: str) -> Act:
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    return act_named(seen, of, edition, language, request.GET.get("procedure", ""))


def _news(act: Act) -> dict[str, object]:
    """state: "none" (never asked since the last event), "waiting", "running", "stopped" or "done"."""
    run = run_asked(question_of(act))
    if kept_act(act) is not None:
        return {"state": "done", "done": 1, "total": 1, "left": ""}
    if run is None:
        return {"state": "none", "done": 0, "total": 0, "left": ""}
    return {
        "state": "stopped" if run.is_stopped else run.state,
        "done": run.done_units,
        "total": run.total_units,
        "left": "" if run.eta_seconds is None else f"{round(run.eta_seconds)} s",
    }


def _address(name: str, act: Act) -> str:
    where = reverse(name, args=[act.procedure.round.code, act.edition, act.language])
    return f"{where}?procedure={act.procedure.number}"


@require_safe
def extract_file(request: HttpRequest, round_code: str, code: str, language: str) -> HttpResponse:
    """What one bidder won and lost, as far as the reader may see it."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    procedure = procedure_of(seen, of, request.GET.get("procedure", ""))
    for firm in Organisation.objects.filter(code=code):
        lines = lot_lines(seen, procedure, code)
        with override(spoken(language)):
            paper = act_told.extract(procedure, read_rule_set(of.rule_set), firm, lines, noted_root(procedure.number))
        headers = {"Content-Disposition": f'attachment; filename="{_file_name(of, f"extract-{code}-{language}")}"'}
        return HttpResponse(printed(paper), content_type=PDF, headers=headers)
    raise Refused("not-found", "", {"what": "supplier", "value": code})


def act_files(seen: Sight, of: Round, procedure: str) -> list[File]:
    """The acts of a procedure that the reader may take, as the downloads of a page: label, address, kind, size."""
    found = procedure_of(seen, of, procedure)
    return [_file(Act(found, edition, language)) for edition, language in _LABELS if may_read(seen, edition)]


def _file(act: Act) -> File:
    kept = kept_act(act)
    label = str(_LABELS[act.edition, act.language])
    if kept is None:
        return label, _address("web:act", act), "PDF", _("to be made")
    return label, _address("web:act_file", act), "PDF", f"{kept.artifact.size_bytes / 1_000_000:.1f} MB"


def acts_of_round(seen: Sight, of: Round) -> list[File]:
    """The acts of every decided procedure of the round; each names its procedure where there are several."""
    decided = visible_to(seen, of).filter(lots__decision__isnull=False).distinct()
    numbers = list(decided.order_by("number").values_list("number", flat=True))
    return [
        (_named(label, number, numbers), href, kind, size)
        for number in numbers
        for label, href, kind, size in act_files(seen, of, number)
    ]


def extract_files(of: Round, code: str, numbers: Sequence[str]) -> list[File]:
    """The extracts of one bidder in these procedures."""
    labels = {"es": _("Extract of the award act in Spanish"), "en": _("Extract of the award act in English")}
    return [
        (
            _named(label, number, numbers),
            f"{reverse('web:extract_file', args=[of.code, code, language])}?procedure={number}",
            "PDF",
            "",
        )
        for number in numbers
        for language, label in labels.items()
    ]


def _named(label: str, number: str, numbers: Sequence[str]) -> str:
    """With its procedure where there are several."""
    return f"{number}: {label}" if len(numbers) > 1 else label


def _file_name(of: Round, stem: str) -> str:
    return f"{of.code}-{stem}{'-synthetic' if of.is_synthetic else ''}.pdf"
