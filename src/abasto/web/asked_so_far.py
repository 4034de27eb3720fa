"""The numbers of a round whose needs are being stated: asked, approved, accepted, as far as the viewer may see."""

from collections.abc import Sequence

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from ..needs.requests.queries import may_look, visible_to
from ..needs.requests.states import ACCEPTED, APPROVED, COUNTED, LOCKED, REJECTED, STATES
from ..page.totals import Totals
from ..page.why import Why
from ..page.words import word
from ..people.visibility import Sight
from ..rounds.models import Round
from ..rounds.queries import BEFORE_RESEARCH
from .round_at_a_glance import Tile

SHOWN = (
    ("asked", tuple(state for state in STATES if state != REJECTED), "plain"),
    ("approved", (APPROVED, ACCEPTED, LOCKED), "waiting"),
    ("accepted", tuple(sorted(COUNTED)), "done"),
)


def is_asking(of: Round) -> bool:
    """Whether the round's needs are being stated here."""
    return of.is_announced and of.phase in BEFORE_RESEARCH


def tiles_so_far(sight: Sight, of: Round) -> list[Tile]:
    """What is asked for, what the institutions approved of it, and what is accepted; money opens with the prices."""
    if not may_look(sight):
        return []
    lines = visible_to(sight, of).order_by()
    page = reverse("web:request_lines", args=[of.code])
    labels = {"asked": _("Asked so far"), "approved": _("Approved by institutions"), "accepted": _("Accepted")}
    first: Totals | None = None
    found = []
    for key, states, tone in SHOWN:
        sums = lines.filter(state__in=states).aggregate(
            codes=Count("item", distinct=True), pieces=Sum("maximum_pieces")
        )
        totals = Totals(sums["codes"], sums["pieces"] or 0, None)
        found.append(Tile(key, labels[key], totals, first, _why(sight, of, states), page, tone))
        first = first or totals
    return found


def _why(sight: Sight, of: Round, states: Sequence[str]) -> Why:
    formula = _("Sum of the maxima of the lines in these states: %(states)s.")
    if not sight.sees_all("request"):
        formula = _("Sum of the maxima of your institution's lines in these states: %(states)s.")
    told = ", ".join(str(word(state)) for state in states)
    return Why(formula % {"states": told}, origin="synthetic" if of.is_synthetic else "stated")
