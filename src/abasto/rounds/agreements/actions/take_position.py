"""The approver of an institution agrees, dissents or abstains; the coordinator answers a dissent."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....people.acts import must_be
from ....people.models import User
from ....people.notices.actions.notify import notify
from ....people.notices.queries import people_in_role
from ....people.notices.words import quoted
from ....people.roles import Role, Viewer
from ...models import Round
from ..models import Agreement, Position
from ..queries import institution_of
from ..states import ADOPTED, DISSENT, check_length, check_move, check_stance


def take_position(
    of: Round, viewer: Viewer, actor: str, number: int, stance: str, reason: str, at: datetime
) -> Position:
    """Take the position of the viewer's institution, or change it while the agreement is proposed.

    A changed position waits for an answer again. Refuses `not-allowed`, `not-found`, `agreement-closed`, and what
    `check_stance` refuses.
    """
    must_be(viewer, Role.APPROVER)
    home = institution_of(viewer, of)
    if home is None:
        raise Refused("not-allowed", "", {"what": viewer.organisation_code})
    check_stance(stance, reason)
    with transaction.atomic():
        on = held(of, number)
        check_move(number, on.state, ADOPTED)
        by = User.objects.get(username=viewer.username)
        kept = {"stance": stance, "reason": reason.strip(), "by_user": by, "at": at, "answer": "", "answered_at": None}
        taken, _made = Position.objects.update_or_create(agreement=on, organisation=home, defaults=kept)
        told = {"number": number, "institution": home.code, "stance": stance, "reason": taken.reason}
        record("position-taken", f"{of.code}/agreements/{number}", actor, at, told, of.code)
        if stance == DISSENT:
            values = {"number": number, "institution": str(home), "text": quoted(taken.reason)}
            href = reverse("web:agreement_one", args=[of.code, number])
            notify("agreement-dissent", people_in_role(Role.COORDINATOR), values, href, at, of.code)
    return taken


def answer_dissent(
    of: Round, viewer: Viewer, actor: str, number: int, institution: str, text: str, at: datetime
) -> None:
    """Answer the dissent of an institution, which is told. Refuses `not-allowed`, `not-found`, `answer-missing`."""
    must_be(viewer, Role.COORDINATOR)
    if not text.strip():
        raise Refused("answer-missing", "", {})
    check_length(text)
    with transaction.atomic():
        on = held(of, number)
        check_move(number, on.state, ADOPTED)
        dissent = Position.objects.filter(agreement=on, organisation__code=institution, stance=DISSENT)
        found = dissent.select_related("by_user").first()
        if found is None:
            raise Refused("not-found", "", {"what": "dissent", "value": institution})
        dissent.update(answer=text.strip(), answered_at=at)
        told = {"number": number, "institution": institution, "answer": text.strip()}
        record("dissent-answered", f"{of.code}/agreements/{number}", actor, at, told, of.code)
        href = reverse("web:agreement_one", args=[of.code, number])
        notify("dissent-answered", [found.by_user], {"number": number, "text": quoted(text)}, href, at, of.code)


def held(of: Round, number: int) -> Agreement:
    """The agreement, held until the end of the transaction; refuses `not-found`."""
    found = Agreement.objects.select_for_update().filter(round=of, number=number).first()
    if found is None:
        raise Refused("not-found", "", {"what": "agreement", "value": number})
    return found
