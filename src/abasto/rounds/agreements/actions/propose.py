"""Somebody of an institution, or the coordinator, proposes an agreement; every institution of the round is told."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....people.acts import must_be
from ....people.models import User
from ....people.notices.actions.notify import notify
from ....people.notices.queries import people_in_role, people_of
from ....people.roles import Role, Viewer
from ...models import Round
from ..models import Agreement
from ..queries import institution_of, institutions_of
from ..states import Proposal, check_proposal


def propose(of: Round, viewer: Viewer, actor: str, new: Proposal, at: datetime) -> Agreement:
    """The agreement, with the next number of the round.

    new.claves: checked by the caller to be codes of the round. Refuses `not-allowed` and what `check_proposal` refuses.
    """
    must_be(viewer, Role.PLANNER, Role.APPROVER, Role.COORDINATOR)
    check_proposal(new)
    home = institution_of(viewer, of)
    if home is None and viewer.role is not Role.COORDINATOR:
        raise Refused("not-allowed", "", {"what": viewer.organisation_code})
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=of.pk)
        last = Agreement.objects.filter(round=of).aggregate(last=Max("number"))["last"] or 0
        made = Agreement.objects.create(
            round=of, number=last + 1, title=new.title.strip(), text=new.text.strip(), claves=list(new.claves),
            citations=new.citations.strip(), by_organisation=home, by_user=User.objects.get(username=viewer.username),
            proposed_at=at,
        )  # fmt: skip
        told = {"number": made.number, "title": made.title, "text": made.text, "claves": made.claves,
                "citations": made.citations, "by": home.code if home else viewer.role.value}  # fmt: skip
        record("agreement-proposed", f"{of.code}/agreements/{made.number}", actor, at, told, of.code)
        values = {"number": made.number, "title": made.title, "who": str(home) if home else viewer.role.value}
        href = reverse("web:agreement_one", args=[of.code, made.number])
        asked = people_of([one.code for one in institutions_of(of)], [Role.APPROVER])
        notify("agreement-proposed", [*asked, *people_in_role(Role.COORDINATOR)], values, href, at, of.code)
    return made
