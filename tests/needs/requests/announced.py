"""A round announced after the small round of the session: its needs window is open."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from abasto.catalogue.actions.carry_items import carry_items
from abasto.people.models import Organisation
from abasto.people.queries import codes_below
from abasto.people.roles import Role, Viewer
from abasto.rounds.actions.announce_round import announce_round
from abasto.rounds.announcing import NewRound, Window
from abasto.rounds.models import Participation, Round
from abasto.rounds.queries import round_named

AT = datetime(2026, 9, 15, 12, tzinfo=ZoneInfo("America/Mexico_City"))
COORDINATOR = Viewer(Role.COORDINATOR, username="coordinator")
WINDOWS = (
    Window("preparation", date(2026, 8, 1), date(2026, 8, 31)),
    Window("needs", date(2026, 9, 1), date(2026, 11, 30)),
    Window("research", date(2026, 12, 1), date(2027, 3, 15)),
)


def announce(follows: str = "mx-mini", code: str = "mx-next", is_synthetic: bool = True) -> Round:
    """The round, with its codes and its institutions; 24 months."""
    before = round_named(follows)
    new = NewRound(code, "Compra de prueba", "Trial purchase", date(2027, 1, 1), 24, follows, WINDOWS)
    opened = announce_round(new, COORDINATOR, "coordinator", AT, is_synthetic)
    carry_items(before, opened)
    return opened


def buyer_of(of: Round, place: int = 0) -> Organisation:
    """A buyer of the round, in its order."""
    found = Participation.objects.filter(round=of, is_buyer=True).order_by("position")[place]
    return found.organisation


def viewer_for(organisation: Organisation, role: Role = Role.PLANNER, username: str = "") -> Viewer:
    """Somebody of that organisation."""
    return Viewer(role, organisation.code, frozenset(codes_below(organisation)), username or f"{role}-x")


def after(days: int) -> datetime:
    """A moment some days after the announcement."""
    return AT + timedelta(days=days)
