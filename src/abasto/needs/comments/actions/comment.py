"""Says something about a line, and takes it back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....people.models import Organisation, User
from ....people.notices.actions.notify import notify
from ....people.notices.queries import people_of
from ....people.notices.words import quoted
from ....people.roles import Role
from ....people.visibility import Sight
from ....rounds.models import Round
from ...requests.models import RequestLine
from ..mentions import checked, mentioned
from ..models import Comment, CommentMention
from ..queries import people_named, thread_of

TOLD_OF_A_MENTION = (Role.PLANNER, Role.APPROVER)
"""Of an institution that is mentioned as such these are told; whoever else looks sees it on the page."""


@dataclass(frozen=True)
class Spoken:
    """The comment, and the names after an @ that nobody bears."""

    comment: Comment
    unknown: tuple[str, ...]


def comment(of: Round, sight: Sight, actor: str, organisation_code: str, clave: str, text: str, at: datetime) -> Spoken:
    """Put a text into the thread of a line, which the viewer must see.

    Tells whoever is mentioned, and else those who spoke in the thread and whoever wrote the line.
    Refuses `not-found`, `comment-empty`, `text-beyond-limit`, `mentions-too-many`.
    """
    kept = checked(text)
    with transaction.atomic():
        line = thread_of(sight, of, organisation_code, clave).line
        people, homes, unknown = people_named(mentioned(kept))
        me = User.objects.select_related("organisation").get(username=sight.viewer.username)
        said = Comment.objects.create(line=line, author=me, organisation=me.organisation, text=kept, at=at)
        let_in = {one.pk: one for one in (*homes, *(one.organisation for one in people)) if one is not None}
        CommentMention.objects.bulk_create(CommentMention(comment=said, organisation=one) for one in let_in.values())
        told = {"clave": clave, "letters": len(kept), "mentions": sorted(one.code for one in let_in.values())}
        record("line-commented", f"{of.code}/{organisation_code}", actor, at, told, of.code)
        _tell(of, line, me, kept, people, homes, at)
    return Spoken(said, tuple(unknown))


def take_back(of: Round, sight: Sight, actor: str, key: int, at: datetime) -> RequestLine:
    """Withdraw the viewer's own comment; that there was one stays. Refuses `not-found`."""
    with transaction.atomic():
        own = Comment.objects.select_for_update().filter(
            pk=key, line__round=of, author__username=sight.viewer.username, withdrawn_at=None
        )
        found = own.first()
        if found is None:
            raise Refused("not-found", "", {"what": "comment", "value": key})
        Comment.objects.filter(pk=key).update(withdrawn_at=at)
        line = RequestLine.objects.select_related("organisation", "item").get(pk=found.line_id)
        record(
            "comment-withdrawn", f"{of.code}/{line.organisation.code}", actor, at, {"clave": line.item.clave}, of.code
        )
    return line


def _tell(
    of: Round, line: RequestLine, me: User, text: str, people: list[User], homes: list[Organisation], at: datetime
) -> None:
    values = {"clave": line.item.clave, "institution": str(line.organisation), "who": str(me.organisation or me.role),
              "text": quoted(text)}  # fmt: skip
    href = reverse("web:line_comments", args=[of.code, line.organisation.code, line.item.clave])
    named = {one.pk: one for one in (*people, *people_of([one.code for one in homes], TOLD_OF_A_MENTION))}
    named.pop(me.pk, None)
    notify("line-mention", named.values(), values, href, at, of.code)
    spoke = User.objects.filter(pk__in=Comment.objects.filter(line=line).values("author"))
    wrote = User.objects.filter(pk__in=[key for key in (line.author_id, line.submitted_by_id) if key])
    others = {one.pk: one for one in (*spoke, *wrote) if one.pk not in named and one.pk != me.pk}
    notify("line-comment", others.values(), values, href, at, of.code)
