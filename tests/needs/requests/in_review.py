"""Lines of IMSS in review in an announced round, and the people of the demo who decide on them."""

from datetime import date

from abasto.needs.opinions.actions.name_reviewer import name_reviewer
from abasto.needs.opinions.seats import Period
from abasto.needs.requests.actions.save_cells import save_cells
from abasto.needs.requests.cells import CellChange
from abasto.needs.requests.models import RequestLine
from abasto.needs.requests.queries import codes_open
from abasto.needs.requests.states import IN_REVIEW
from abasto.people.models import Organisation, User
from abasto.people.queries import viewer_of
from abasto.people.roles import Viewer
from abasto.rounds.models import Round

from .announced import AT, announce

DAYS = Period(date(2026, 9, 1), date(2026, 11, 30))
REVIEWERS = ("reviewer-imss", "reviewer-2-imss")


def who(username: str) -> Viewer:
    """The viewer of an account of the demo."""
    return viewer_of(User.objects.select_related("organisation").get(username=username))


def in_review(count: int = 3, reviewers: tuple[str, ...] = REVIEWERS) -> Round:
    """An announced round with lines of IMSS in review, written and submitted by its planner, and its reviewers."""
    of = announce()
    imss = Organisation.objects.get(code="imss")
    changes = [CellChange(clave, 0, 0, 100 + at) for at, clave in enumerate(list(codes_open(of))[:count])]
    save_cells(of, imss, who("planner-imss"), "planner", changes, AT)
    planner = User.objects.get(username="planner-imss")
    RequestLine.objects.filter(round=of).update(state=IN_REVIEW, submitted_by=planner)
    for reviewer in reviewers:
        name_reviewer(of, who("approver-imss"), "approver", reviewer, DAYS, AT)
    return of
