"""The problems that wait for someone, on the pages that cross rooms."""

from django.db.models import Q, QuerySet

from ..people.roles import Viewer
from ..people.visibility import Sight
from ..problems.models import ListedProblem
from ..problems.queries import Asked, chosen, visible_to
from ..rounds.models import Round


def open_problems(sight: Sight, of: Round) -> QuerySet[ListedProblem] | None:
    """The open problems the viewer may see, the gravest first; None where the viewer may see none at all."""
    if not (sight.sees_all("problem") or sight.sees_own("problem")):
        return None
    return chosen(visible_to(sight, of.code), Asked(state="open"))


def waiting_for(problems: QuerySet[ListedProblem], viewer: Viewer) -> QuerySet[ListedProblem]:
    """Those on which the viewer's role and organisation must act."""
    mine = Q(organisation=None) | Q(organisation__code__in=viewer.own)
    return problems.filter(mine, role=viewer.role.value)
