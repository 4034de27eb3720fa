"""Reads of opinions: who reviews, what waits for a reviewer, what was said on a line and who may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from ...catalogue.models import RoundItem
from ...people.models import Organisation
from ...people.queries import codes_below
from ...people.roles import Role, Viewer
from ...people.visibility import Sight
from ...rounds.models import Round
from ..requests.models import RequestLine
from ..requests.queries import visible_to as lines_visible_to
from ..requests.states import IN_REVIEW
from .models import Opinion, ReviewerSeat
from .visibility import NEEDED, Given, is_complete, visible

REVIEWABLE = (IN_REVIEW,)
"""Opinions are asked for with the act `review` of the table of moves; a line approved without it waits for none."""


def seats_seen(viewer: Viewer, codes: Iterable[str] | None = None) -> QuerySet[ReviewerSeat]:
    """Who was ever named, for these organisations or for those of the viewer."""
    asked = viewer.own if codes is None else codes
    seats = ReviewerSeat.objects.filter(organisation__code__in=list(asked))
    return seats.select_related("organisation", "reviewer", "named_by")


def seats_on(day: date) -> QuerySet[ReviewerSeat]:
    """The seats in force that day, of reviewers whose account is in use."""
    seats = ReviewerSeat.objects.filter(starts__lte=day, ends__gte=day, ended_at=None)
    return seats.filter(reviewer__is_active=True, reviewer__role=Role.REVIEWER)


def reviewed_codes(viewer: Viewer, at: datetime) -> frozenset[str]:
    """The organisations for whose lines the viewer gives opinions at that moment."""
    if viewer.role is not Role.REVIEWER:
        return frozenset()
    mine = seats_on(timezone.localdate(at)).filter(reviewer__username=viewer.username).select_related("organisation")
    return frozenset(code for seat in mine for code in codes_below(seat.organisation))


def review_lines(viewer: Viewer, of: Round, at: datetime) -> QuerySet[RequestLine]:
    """The lines in review that the viewer may give an opinion on: of his seat, and not of his own hand."""
    lines = RequestLine.objects.filter(round=of, state__in=REVIEWABLE)
    lines = lines.filter(organisation__code__in=reviewed_codes(viewer, at))
    return lines.exclude(author__username=viewer.username).exclude(submitted_by__username=viewer.username)


def current(opinions: QuerySet[Opinion]) -> QuerySet[Opinion]:
    """Of these, the opinions on the figures that their line has now."""
    return opinions.filter(seen_minimum_pieces=F("line__minimum_pieces"), seen_by_month=F("line__maximum_by_month"))


def given_by_line(lines: QuerySet[RequestLine]) -> dict[int, list[Given]]:
    """Every opinion on the figures that each line has now, by line; the caller shows what `visible` lets through."""
    rows = current(Opinion.objects.filter(line__in=lines.order_by().values("pk"))).order_by("at", "pk")
    asked = rows.values_list("line_id", "reviewer__username", "verdict", "suggested_pieces", "text", "at")
    found: dict[int, list[Given]] = {}
    for line, reviewer, verdict, suggested, text, at in asked.iterator(chunk_size=5000):
        found.setdefault(line, []).append(Given(reviewer, verdict, suggested, text, at))
    return found


def _own_current(viewer: Viewer) -> Exists:
    mine = Opinion.objects.filter(line=OuterRef("pk"), reviewer__username=viewer.username)
    return Exists(
        mine.filter(seen_minimum_pieces=OuterRef("minimum_pieces"), seen_by_month=OuterRef("maximum_by_month"))
    )


def waiting_for(viewer: Viewer, of: Round, at: datetime) -> QuerySet[RequestLine]:
    """The lines that still wait for the viewer's opinion."""
    return review_lines(viewer, of, at).exclude(_own_current(viewer))


def given_by(viewer: Viewer, of: Round, at: datetime) -> QuerySet[RequestLine]:
    """The lines in review on whose figures the viewer gave an opinion."""
    return review_lines(viewer, of, at).filter(_own_current(viewer))


@dataclass(frozen=True)
class OpinionState:
    """How far the opinions on a line are. count: how many are in, which tells nothing of what they say."""

    count: int
    is_complete: bool
    shown: tuple[Given, ...]


def units_of(of: Round, lines: Iterable[RequestLine]) -> dict[int, str]:
    """The unit of each line's item as the round published it, by item; "" where it published none."""
    rows = RoundItem.objects.filter(round=of, item__in={one.item_id for one in lines})
    return dict(rows.values_list("item_id", "unit"))


def opinions_open(sight: Sight, organisation_code: str) -> bool:
    """Whether complete opinions on lines of that organisation are open to the viewer."""
    return sight.sees("opinion", organisation_code)


def opinion_states(sight: Sight, lines: QuerySet[RequestLine]) -> dict[int, OpinionState]:
    """By line with at least one opinion: how far they are, and those the viewer may see."""
    owners = dict(lines.order_by().values_list("pk", "organisation__code"))
    found = {}
    for pk, given in given_by_line(lines).items():
        shown = visible(given, sight.viewer.username, opinions_open(sight, owners[pk]))
        found[pk] = OpinionState(len(given), is_complete(given), shown)
    return found


def lines_with_opinions(sight: Sight, of: Round) -> QuerySet[RequestLine]:
    """The lines the viewer may see on which somebody gave an opinion, now or on earlier figures."""
    return lines_visible_to(sight, of).filter(opinions__isnull=False).distinct()


def opinions_missing(lines: QuerySet[RequestLine], at: datetime) -> dict[int, int]:
    """Of these, the lines whose opinions were asked for and are not all in: how many are missing, by line.

    For whoever decides on lines (`needs.requests.judging`): an institution that named no two reviewers waits for none.
    """
    asked = lines.order_by().filter(state__in=REVIEWABLE, organisation__code__in=organisations_with_reviewers(at))
    keys = set(asked.values_list("pk", flat=True))
    given = given_by_line(asked)
    counts = {pk: NEEDED - len(given.get(pk, [])) for pk in keys}
    return {pk: count for pk, count in counts.items() if count > 0}


def organisations_with_reviewers(at: datetime) -> frozenset[str]:
    """The organisations, with the units below them, that two reviewers look after at that moment."""
    counted: dict[Organisation, set[int]] = {}
    for seat in seats_on(timezone.localdate(at)).select_related("organisation"):
        counted.setdefault(seat.organisation, set()).add(seat.reviewer_id)
    return frozenset(code for one, reviewers in counted.items() if len(reviewers) > 1 for code in codes_below(one))


def counts_by_verdict(states: Mapping[int, OpinionState]) -> dict[str, int]:
    """How many of the opinions shown say what."""
    counted: dict[str, int] = {}
    for state in states.values():
        for one in state.shown:
            counted[one.verdict] = counted.get(one.verdict, 0) + 1
    return counted
