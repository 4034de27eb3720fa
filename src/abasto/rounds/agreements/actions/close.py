"""The coordinator adopts an agreement, signed, or withdraws it; every institution that is asked is told why."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....ledger.canonical import canonical_text
from ....ledger.checkpoint import Signer, sign_note
from ....people.acts import must_be
from ....people.models import User
from ....people.notices.actions.notify import notify
from ....people.notices.queries import people_of
from ....people.roles import Role, Viewer
from ...models import Round
from ..models import Agreement
from ..queries import institutions_of, taken_on
from ..states import ADOPTED, WITHDRAWN, Taken, check_adoption, check_length, check_move, counts
from .take_position import held


def adopt(
    of: Round, viewer: Viewer, actor: str, number: int, why: str, password: str, signer: Signer, at: datetime
) -> Agreement:
    """Adopt it; what was agreed and by whom is hashed, and the hash signed with the log's key stands in the event.

    Refuses `not-allowed`, `wrong-password`, `not-found`, `outcome-missing`, `agreement-closed`, `dissent-unanswered`,
    `agreement-without-consent`.
    """
    must_be(viewer, Role.COORDINATOR)
    if not User.objects.get(username=viewer.username).check_password(password):
        raise Refused("wrong-password", "", {})
    return _close(of, viewer, actor, number, ADOPTED, why, at, signer)


def withdraw(of: Round, viewer: Viewer, actor: str, number: int, why: str, at: datetime) -> Agreement:
    """Withdraw it. Refuses `not-allowed`, `not-found`, `outcome-missing`, `agreement-closed`."""
    return _close(of, viewer, actor, number, WITHDRAWN, why, at)


def _close(
    of: Round,
    viewer: Viewer,
    actor: str,
    number: int,
    target: str,
    why: str,
    at: datetime,
    signer: Signer | None = None,
) -> Agreement:
    must_be(viewer, Role.COORDINATOR)
    if not why.strip():
        raise Refused("outcome-missing", "", {})
    check_length(why)
    with transaction.atomic():
        on = held(of, number)
        check_move(number, on.state, target)
        taken = taken_on([on]).get(on.pk, [])
        if target == ADOPTED:
            check_adoption(number, taken)
        on.state, on.outcome, on.decided_at = target, why.strip(), at
        on.decided_by = User.objects.get(username=viewer.username)
        told = adopted_text(on, taken)
        if signer is not None:
            on.sha256 = hashlib.sha256(canonical_text(told).encode()).hexdigest()
            on.note = sign_note(f"{of.code}/agreements/{number}\n{on.sha256}\n", signer)
        on.save()
        body = told | {"sha256": on.sha256, "note": on.note}
        record(f"agreement-{target}", f"{of.code}/agreements/{number}", actor, at, body, of.code)
        _tell(of, on, taken, at)
    return on


def adopted_text(on: Agreement, taken: list[Taken]) -> dict[str, object]:
    """What is hashed: the words, the positions with their answers, the outcome."""
    return {
        "round": on.round.code, "number": on.number, "title": on.title, "text": on.text, "claves": on.claves,
        "citations": on.citations, "outcome": on.outcome,
        "positions": [[one.code, one.stance, one.reason, one.answer] for one in sorted(taken, key=lambda t: t.code)],
    }  # fmt: skip


def _tell(of: Round, on: Agreement, taken: list[Taken], at: datetime) -> None:
    values = {"number": on.number, "title": on.title, "text": on.outcome[:400], **counts(taken)}
    asked = people_of([one.code for one in institutions_of(of)], [Role.PLANNER, Role.APPROVER])
    notify(f"agreement-{on.state}", asked, values, reverse("web:agreement_one", args=[of.code, on.number]), at, of.code)
