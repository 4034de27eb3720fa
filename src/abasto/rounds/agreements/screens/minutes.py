"""The minutes in words of a language, and their PDF to take away."""

from collections.abc import Sequence
from typing import get_args

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ....base.refusal import Refused
from ....page.words import word
from ....people.models import Organisation
from ....people.roles import Role
from ...models import Round
from ...queries import now_in, round_named, sight
from ..models import Agreement
from ..paper import AgreementTold, Language, Minutes, Pair, PositionTold, printed
from ..queries import institutions_of, taken_on, visible_to
from ..states import ADOPTED, Taken, counts

LANGUAGES: tuple[Language, ...] = get_args(Language)
SIGNERS = (Role.COORDINATOR, Role.SOCIAL_WITNESS)


@require_safe
def minutes(request: HttpRequest, round_code: str, language: str) -> HttpResponse:
    """The PDF; refuses `not-allowed` while the agreements are closed to the reader, `not-found` for other languages."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    spoken = next((one for one in LANGUAGES if one == language), None)
    if spoken is None:
        raise Refused("not-found", "", {"what": "file", "value": language})
    if not seen.sees_all("agreement"):
        raise Refused("not-allowed", "", {"field": "agreement"})
    every = list(visible_to(seen, of).order_by("number"))
    with override(spoken):
        paper = told(of, every, taken_on(every), institutions_of(of), spoken)
    name = f"minutes-{of.code}-{spoken}{'-synthetic' if of.is_synthetic else ''}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(printed(paper), content_type="application/pdf", headers=headers)


def told(
    of: Round,
    every: Sequence[Agreement],
    taken: dict[int, list[Taken]],
    homes: Sequence[Organisation],
    spoken: Language,
) -> Minutes:
    """The minutes in the active language; dated by what happened last, so that the same events give the same bytes."""
    moments = [moment for one in every for moment in (one.proposed_at, one.decided_at) if moment]
    moments += [one.at for those in taken.values() for one in those]
    day = timezone.localdate(max(moments, default=now_in(of)))
    here = {one.code for those in taken.values() for one in those}
    return Minutes(
        language=spoken,
        title=_("Minutes of agreements"),
        subtitle=of.name_en if spoken == "en" else of.name_es,
        synthetic=_("Rehearsal with synthetic data: these minutes bind nobody.") if of.is_synthetic else "",
        dated=day,
        foot=f"{of.code} · {_('Minutes of agreements')}",
        facts=((_("Round"), of.code), (_("Date"), date_format(day, "DATE_FORMAT"))),
        opening=_(
            "Of %(all)s agreements proposed %(adopted)s are adopted. A dissent stands with its reason and answer."
        ) % {"all": len(every), "adopted": sum(one.state == ADOPTED for one in every)},
        present=tuple(str(one) for one in homes if one.code in here),
        absent=tuple(str(one) for one in homes if one.code not in here),
        agreements=tuple(_agreement(one, taken.get(one.pk, [])) for one in every),
        signatures=tuple((str(word(role.value)), _("Name, post and signature")) for role in SIGNERS),
        words={"page": _("Page"), "answer": _("Answer"), "attendance": _("Attendance"), "none": _("None"),
               "present": _("Took a position"), "absent": _("Took no position"), "agreements": _("Agreements"),
               "outcome": _("Why it ended so")},
    )  # fmt: skip


def _agreement(one: Agreement, taken: Sequence[Taken]) -> AgreementTold:
    voices = _("%(agree)s agree, %(dissent)s dissent, %(abstain)s abstain") % counts(taken)
    return AgreementTold(
        heading=f"{one.number}. {one.title}",
        state=str(word(f"agreement-{one.state}")),
        is_adopted=one.state == ADOPTED,
        facts=(*_facts(one), (_("Positions"), voices)),
        text=one.text,
        positions=tuple(PositionTold(t.name, str(word(t.stance)), t.reason, t.answer) for t in taken),
        outcome=one.outcome,
    )


def _facts(one: Agreement) -> list[Pair]:
    by = str(one.by_organisation or word(Role.COORDINATOR.value))
    found = [(_("Proposed by"), by), (_("Proposed on"), _day(one, "proposed_at"))]
    if one.decided_at:
        found.append((_("Ended on"), _day(one, "decided_at")))
    if one.claves:
        found.append((_("Claves it concerns"), ", ".join(one.claves)))
    if one.citations:
        found.append((_("Articles it rests on"), one.citations))
    if one.sha256:
        found.append((_("Signed hash"), one.sha256))
    return found


def _day(one: Agreement, name: str) -> str:
    moment = {"proposed_at": one.proposed_at, "decided_at": one.decided_at}[name]
    return str(date_format(timezone.localdate(moment), "DATE_FORMAT"))
