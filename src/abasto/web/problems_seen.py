"""The problems that wait for someone, on the pages that cross rooms."""

from django.db.models import Case, Q, QuerySet, Value, When

from ..people.roles import Viewer
from ..people.visibility import Sight
from ..problems.models import ListedProblem
from ..rounds.models import Round

SEVERITIES = ("critical", "warning", "note")


def open_problems(sight: Sight, of: Round) -> QuerySet[ListedProblem] | None:
    """The open problems the viewer may see, the worst first; None where the viewer may see none at all."""
    listed = ListedProblem.objects.filter(round_code=of.code, state="open")
    if sight.sees_all("problem"):
        return _worst_first(listed)
    if sight.sees_own("problem"):
        return _worst_first(listed.filter(organisation__code__in=sight.viewer.own))
    return None


def waiting_for(problems: QuerySet[ListedProblem], viewer: Viewer) -> QuerySet[ListedProblem]:
    """Those on which the viewer's role and organisation must act."""
    mine = Q(organisation=None) | Q(organisation__code__in=viewer.own)
    return problems.filter(mine, role=viewer.role.value)


def _worst_first(problems: QuerySet[ListedProblem]) -> QuerySet[ListedProblem]:
    places = [When(severity=severity, then=Value(place)) for place, severity in enumerate(SEVERITIES)]
    return problems.order_by(Case(*places, default=Value(len(SEVERITIES))), "kind", "sheet", "row", "column", "subject")
