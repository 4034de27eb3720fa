"""The award on paper, to take away: the act of a procedure and the extract of one bidder."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import get_args

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ...base.refusal import Refused
from ...law.reader import read_rule_set
from ...ledger.store import Store
from ...people.models import Organisation
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...tender.queries import procedure_of, visible_to
from ..actions.keep_act import DISCLOSURE, PDF, keep_act
from ..papers.paper import Language, printed
from ..papers.queries import lot_lines
from ..proof.queries import noted_root
from . import act_told

LANGUAGES: tuple[Language, ...] = get_args(Language)
File = tuple[str, str, str, str]
_one_at_a_time = Lock()


@require_safe
def act_file(request: HttpRequest, round_code: str, edition: str, language: str) -> HttpResponseBase:
    """The act (`?procedure=` names which; without, the round's first). Made once after every event of the round."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    if edition not in DISCLOSURE:
        raise Refused("not-found", "", {"what": "file", "value": edition})
    if not may_read(seen, edition):
        raise Refused("not-allowed", "", {"field": DISCLOSURE[edition]})
    procedure = procedure_of(seen, of, request.GET.get("procedure", ""))
    with _one_at_a_time:
        kept = keep_act(procedure, Path(settings.STATE), edition, spoken(language))
    content = Store(Path(settings.STATE) / "artifacts").path_of(kept.artifact.sha256).open("rb")
    name = _file_name(of, f"act-{edition}-{language}")
    return FileResponse(content, as_attachment=True, filename=name, content_type=PDF)


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


def may_read(seen: Sight, edition: str) -> bool:
    """Whether the reader may take this edition of the act."""
    return seen.sees_all("lot_decision") and seen.sees_all(DISCLOSURE[edition])


def spoken(language: str) -> Language:
    """The language of the address; refuses `not-found` where papers do not speak it."""
    for one in LANGUAGES:
        if one == language:
            return one
    raise Refused("not-found", "", {"what": "file", "value": language})


def act_files(seen: Sight, of: Round, procedure: str) -> list[File]:
    """The acts of a procedure that the reader may take, as the downloads of a page: label, address, kind, size."""
    labels = {
        ("public", "es"): _("Award act in Spanish, public edition"),
        ("public", "en"): _("Award act in English, public edition"),
        ("full", "es"): _("Award act in Spanish, with every price and paper"),
        ("full", "en"): _("Award act in English, with every price and paper"),
    }
    return [
        (label, f"{reverse('web:act_file', args=[of.code, edition, language])}?procedure={procedure}", "PDF", "")
        for (edition, language), label in labels.items()
        if may_read(seen, edition)
    ]


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
