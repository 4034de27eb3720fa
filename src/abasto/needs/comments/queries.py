"""Reads of comments: the thread of a line as far as the viewer is in it, and the lines that are talked about."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from ...base.refusal import Refused
from ...people.models import Organisation, User
from ...people.roles import PARTICIPANTS, Viewer
from ...people.visibility import Sight
from ...rounds.models import Round
from ..requests.models import RequestLine
from ..requests.queries import visible_to as lines_visible_to
from .models import Comment
from .thread import Said, visible


@dataclass(frozen=True)
class Thread:
    """A line with what is said about it; sees_line: its figures are open to the viewer too."""

    line: RequestLine
    sees_line: bool
    comments: tuple[Said, ...]


def thread_of(sight: Sight, of: Round, organisation_code: str, clave: str) -> Thread:
    """The thread of a line; refuses `not-found` where the viewer neither sees the line nor is mentioned."""
    lines = RequestLine.objects.filter(round=of, organisation__code=organisation_code, item__clave=clave)
    line = lines.select_related("organisation", "item").first()
    if line is not None and sight.viewer.role in PARTICIPANTS:
        is_open = sight.sees("comment", organisation_code)
        sees_line = is_open and lines_visible_to(sight, of).filter(pk=line.pk).exists()
        shown = visible(said_on(line), sight.viewer.own, sees_line)
        if sees_line or shown:
            return Thread(line, sees_line, shown)
    raise Refused("not-found", "", {"what": "line", "value": f"{organisation_code} {clave}"})


def said_on(line: RequestLine) -> list[Said]:
    """Every comment on a line, in order; the caller shows what `visible` lets through."""
    rows = Comment.objects.filter(line=line).select_related("author", "organisation").order_by("at", "pk")
    return [
        Said(
            key=one.pk,
            author=one.author.get_username(),
            organisation=one.organisation.code if one.organisation else "",
            text="" if one.withdrawn_at else one.text,
            at=one.at,
            is_withdrawn=one.withdrawn_at is not None,
            lets_in=frozenset(mention.organisation.code for mention in one.mentions.all()),
        )
        for one in rows.prefetch_related("mentions__organisation")
    ]


def talked_about(sight: Sight, of: Round) -> QuerySet[RequestLine]:
    """The lines the viewer sees, or is mentioned on, with `said` (comments) and `last`; the latest talk first.

    `said` and `last` are of a line that is seen (`is_seen`); what goes on beside a mention on a line of others is told
    by neither, nor by the order.
    """
    if sight.viewer.role not in PARTICIPANTS:
        return RequestLine.objects.none()
    seen = Q(pk__in=lines_visible_to(sight, of).values("pk"))
    if not sight.sees_all("comment"):
        seen &= Q(organisation__code__in=sight.viewer.own)
    let_in = Q(comments__mentions__organisation__code__in=sight.viewer.own)
    own = RequestLine.objects.filter(round=of).filter(seen).values("pk")
    keys = RequestLine.objects.filter(round=of).filter(seen | let_in).values("pk")
    lines = RequestLine.objects.filter(pk__in=keys).select_related("organisation", "item")
    of_seen = Q(pk__in=own)
    return lines.annotate(
        is_seen=Exists(own.filter(pk=OuterRef("pk"))),
        said=Count("comments", filter=of_seen),
        last=Max("comments__at", filter=of_seen),
    ).order_by("-said", "-last", "item__clave", "organisation__code")


def spoken_of(lines: QuerySet[RequestLine]) -> QuerySet[RequestLine]:
    """Of these, the lines with a comment."""
    return lines.filter(Exists(Comment.objects.filter(line=OuterRef("pk"))))


def people_named(names: tuple[str, ...]) -> tuple[list[User], list[Organisation], list[str]]:
    """(accounts, institutions, unknown names) of the names in a text; firms and citizens cannot be let in."""
    people = {one.get_username(): one for one in User.objects.filter(
        username__in=names, is_active=True, role__in=PARTICIPANTS).select_related("organisation")}  # fmt: skip
    homes = {one.code: one for one in Organisation.objects.exclude(kind="supplier").filter(
        code__in=[name.lower() for name in names])}  # fmt: skip
    unknown = [name for name in names if name not in people and name.lower() not in homes]
    found = [homes[name.lower()] for name in names if name not in people and name.lower() in homes]
    return list(people.values()), found, unknown


def may_take_back(viewer: Viewer, said: Said) -> bool:
    """Whether the comment is the viewer's own and stands."""
    return said.author == viewer.username and not said.is_withdrawn
