"""The hub of how a round is agreed on: what waits for the viewer, and where each part is."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ...page.figures import pieces
from ...people.notices.queries import readers_of
from ...people.roles import PARTICIPANTS, Role
from ...people.visibility import Sight
from ...rounds.actions.announce_to_all import announcement_key
from ...rounds.agreements.queries import taken_on, visible_to
from ...rounds.agreements.states import PROPOSED
from ...rounds.models import Round
from ...rounds.queries import now_in, round_named, sight
from ..comments.queries import spoken_of, talked_about
from ..delegations.queries import delegations_seen, in_force
from ..opinions.queries import lines_with_opinions, waiting_for


@dataclass(frozen=True)
class Part:
    """A part of the agreement: where it leads, what it is, how it stands; tone as tiles have it."""

    href: str
    label: str
    state: str
    tone: str = "plain"


@require_safe
def agreement(request: HttpRequest, round_code: str) -> HttpResponse:
    """Every part with how it stands for the viewer; the first that waits for him is the next thing to do."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    crumbs = [(of.code, reverse("web:round", args=[of.code])), (_("Agreement"), "")]
    if seen.viewer.role not in PARTICIPANTS:
        told = {"crumbs": crumbs, "of": of, "public": seen.sees_all("agreement")}
        return render(request, "needs/agreement_closed.html", told, status=403)
    parts = [*_opinions(seen, of), *_talk(seen, of), *_agreements(seen, of), *_announcement(of)]
    waiting = [part for part in parts if part.tone == "waiting"]
    told = {"crumbs": crumbs, "of": of, "parts": parts, "next": waiting[0] if waiting else None,
            "sentence": _sentence(len(waiting))}  # fmt: skip
    return render(request, "needs/agreement.html", told)


def _sentence(waiting: int) -> str:
    if not waiting:
        return _("Nothing here waits for you.")
    return ngettext("%(count)s part waits for you.", "%(count)s parts wait for you.", waiting) % {"count": waiting}


def _address(name: str, of: Round) -> str:
    return reverse(f"web:{name}", args=[of.code])


def _opinions(seen: Sight, of: Round) -> list[Part]:
    at = now_in(of)
    waiting = waiting_for(seen.viewer, of, at).count()
    told = _("%(count)s lines wait for your opinion") % {"count": pieces(waiting)}
    given = _("Opinions on %(count)s lines") % {"count": pieces(lines_with_opinions(seen, of).count())}
    deciding = len(in_force(delegations_seen(seen.viewer.own), at))
    return [
        Part(_address("opinions", of), _("Lines that wait for my opinion"), told, "waiting" if waiting else "plain"),
        Part(_address("opinions_given", of), _("Opinions given"), given),
        Part(_address("reviewers", of), _("Reviewers"), _("Two a line, who do not see each other's opinion")),
        Part(
            _address("delegates", of),
            _("Delegates"),
            _("%(count)s decide in the approver's place") % {"count": deciding},
        ),
    ]


def _talk(seen: Sight, of: Round) -> list[Part]:
    told = _("%(count)s lines with comments") % {"count": pieces(spoken_of(talked_about(seen, of)).count())}
    return [Part(_address("comments", of), _("Comments on lines"), told)]


def _agreements(seen: Sight, of: Round) -> list[Part]:
    proposed = list(visible_to(seen, of).filter(state=PROPOSED))
    taken = taken_on(proposed)
    mine = seen.viewer.organisation_code
    silent = sum(mine not in {one.code for one in taken.get(each.pk, [])} for each in proposed)
    unanswered = sum(one.waits for those in taken.values() for one in those)
    waits = (seen.viewer.role is Role.APPROVER and silent) or (seen.viewer.role is Role.COORDINATOR and unanswered)
    told = _("%(count)s proposed, %(unanswered)s dissents not answered") % {
        "count": len(proposed), "unanswered": unanswered}  # fmt: skip
    return [
        Part(_address("agreements", of), _("Agreements and minutes"), told, "waiting" if waits else "plain"),
        Part(
            _address("agreement_views", of),
            _("Where our view went"),
            _("Each position, its answer and what became of it"),
        ),
    ]


def _announcement(of: Round) -> list[Part]:
    readers = readers_of(announcement_key(of))
    told, read = sum(one.told for one in readers), sum(one.read for one in readers)
    state = _("Read by %(read)s of %(told)s people") % {"read": pieces(read), "told": pieces(told)}
    return [Part(_address("announcement", of), _("Who has read the announcement"), state)]
