"""A reviewer gives an opinion on one line or on all of a selection, and takes it back until the other is in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....people.acts import must_be
from ....people.models import Organisation, User
from ....people.notices.actions.notify import notify
from ....people.notices.queries import people_of
from ....people.roles import Role, Viewer
from ....rounds.models import Round
from ...requests.models import RequestLine
from ..models import Opinion
from ..queries import REVIEWABLE, current, given_by_line, reviewed_codes
from ..visibility import NEEDED, Given, Said, check_said, is_complete, may_withdraw


@dataclass(frozen=True)
class Outcome:
    """How many lines were done, and why the others were not: how many by the code of the reason."""

    done: int
    left: Mapping[str, int]


def give_opinion(
    of: Round, selection: QuerySet[RequestLine], viewer: Viewer, actor: str, said: Said, at: datetime
) -> Outcome:
    """Give the same opinion on every line of the selection that may take one; each line is judged by itself.

    A line is left as `own-line` (the reviewer wrote or submitted it), `not-in-review`, `given-already`,
    `opinions-enough` (two others gave theirs) or `not-your-seat`.
    Refuses `not-allowed`, `phase-over`, `reviewer-without-seat`, `nothing-to-do`, and what `check_said` refuses.
    """
    codes = _may_review(of, viewer, at)
    check_said(said)
    with transaction.atomic():
        lines = _held(of, selection)
        given = given_by_line(RequestLine.objects.filter(pk__in=_asked(of, selection)))
        me = User.objects.get(username=viewer.username)
        reasons = {line.pk: _why_not(line, codes, me, given.get(line.pk, [])) for line in lines}
        mine = [line for line in lines if not reasons[line.pk]]
        left = Counter(reason for reason in reasons.values() if reason)
        if not mine:
            raise Refused("nothing-to-do", "", {"count": len(lines)})
        rows = [_opinion(line, me, said, at) for line in mine]
        Opinion.objects.bulk_create(rows, batch_size=500)
        body = {"lines": [[line.organisation.code, line.item.clave, line.version] for line in mine],
                "verdict": said.verdict, "text": bool(said.text.strip())}  # fmt: skip
        record("opinion-given", of.code, actor, at, body, of.code)
        _tell_approvers(of, [line for line in mine if len(given.get(line.pk, [])) == NEEDED - 1], at)
    return Outcome(len(mine), dict(left))


def withdraw_opinion(of: Round, selection: QuerySet[RequestLine], viewer: Viewer, actor: str, at: datetime) -> Outcome:
    """Take back the viewer's opinion on every line of the selection where the other is not in yet.

    Refuses `not-allowed`, `phase-over`, `reviewer-without-seat`, `nothing-to-withdraw`.
    """
    _may_review(of, viewer, at)
    with transaction.atomic():
        lines = _held(of, selection)
        given = given_by_line(RequestLine.objects.filter(pk__in=_asked(of, selection)))
        mine = [line for line in lines if may_withdraw(given.get(line.pk, []), viewer.username)]
        late = sum(is_complete(those) for those in given.values())
        if not mine:
            raise Refused("nothing-to-withdraw", "", {"count": len(lines)})
        keys = [line.pk for line in mine]
        for start in range(0, len(keys), 500):
            own = Opinion.objects.filter(line__in=keys[start : start + 500], reviewer__username=viewer.username)
            Opinion.objects.filter(pk__in=list(current(own).values_list("pk", flat=True))).delete()
        told = {"lines": [[line.organisation.code, line.item.clave, line.version] for line in mine]}
        record("opinion-withdrawn", of.code, actor, at, told, of.code)
    return Outcome(len(mine), {"complete-already": late} if late else {})


def _may_review(of: Round, viewer: Viewer, at: datetime) -> frozenset[str]:
    must_be(viewer, Role.REVIEWER)
    if of.phase != "needs":
        raise Refused("phase-over", "", {"phase": of.phase, "asked": "needs"})
    codes = reviewed_codes(viewer, at)
    if not codes:
        raise Refused("reviewer-without-seat", "", {"institution": viewer.organisation_code})
    return codes


def _asked(of: Round, selection: QuerySet[RequestLine]) -> QuerySet[RequestLine, int]:
    return selection.filter(round=of).order_by().values_list("pk", flat=True)


def _held(of: Round, selection: QuerySet[RequestLine]) -> list[RequestLine]:
    """The lines, held until the end, so that of two reviewers at once one comes after the other."""
    held = RequestLine.objects.filter(pk__in=_asked(of, selection)).select_for_update(of=("self",))
    return list(held.select_related("organisation", "item").order_by("pk"))


def _why_not(line: RequestLine, codes: frozenset[str], me: User, given: Sequence[Given]) -> str:
    """Why the line takes no opinion of this reviewer; "" where it does."""
    if line.organisation.code not in codes:
        return "not-your-seat"
    if line.state not in REVIEWABLE:
        return "not-in-review"
    if me.pk in (line.author_id, line.submitted_by_id):
        return "own-line"
    if any(one.reviewer == me.get_username() for one in given):
        return "given-already"
    return "opinions-enough" if is_complete(given) else ""


def _opinion(line: RequestLine, me: User, said: Said, at: datetime) -> Opinion:
    return Opinion(
        line=line, reviewer=me, seen_minimum_pieces=line.minimum_pieces, seen_by_month=line.maximum_by_month,
        verdict=said.verdict, suggested_pieces=said.suggested_pieces, text=said.text.strip(), at=at,
    )  # fmt: skip


def _tell_approvers(of: Round, complete: Sequence[RequestLine], at: datetime) -> None:
    by_home: dict[Organisation, int] = Counter(line.organisation for line in complete)
    href = reverse("web:opinions_given", args=[of.code])
    for home, count in by_home.items():
        codes = [home.code, home.parent.code] if home.parent else [home.code]
        values = {"count": count, "institution": str(home), "round": of.code}
        notify("opinions-complete", people_of(codes, [Role.APPROVER]), values, href, at, of.code)
