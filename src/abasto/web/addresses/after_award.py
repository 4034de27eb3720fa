"""What follows an award: what is left and its routes, lots annulled, winners that do not sign.

Comes before the addresses of the awards, so that these words are not taken for a code.
"""

from django.urls import path

from ...award.left.planning.queries import Planned, planned
from ...award.screens.next_acts import authorise, choose, open_next
from ...award.screens.next_procedures import next_procedures
from ...evaluation.screens.anew import annul, declined
from ...rounds.models import Round
from ..kept import kept

AWARDS = "rounds/<slug:round_code>/awards"


def plan_kept(of: Round) -> list[Planned]:
    """The plan, made once after every event of the round."""
    return kept(of, "plan", planned)


PLAN = {"plan": plan_kept}

urlpatterns = [
    path(f"{AWARDS}/next/", next_procedures, PLAN, name="next_procedures"),
    path(f"{AWARDS}/next/choose/", choose, PLAN, name="next_choose"),
    path(f"{AWARDS}/next/authorise/", authorise, name="next_authorise"),
    path(f"{AWARDS}/next/open/", open_next, name="next_open"),
    path(f"{AWARDS}/annul/", annul, name="annul"),
    path(f"{AWARDS}/<str:clave>/declined/", declined, name="declined"),
]
