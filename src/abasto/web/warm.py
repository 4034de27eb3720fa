"""Makes the sums of the newest round before the first visitor asks for them."""

from contextlib import suppress
from threading import Thread

from django.db import DatabaseError, connection

from ..award.left.planning.queries import planned
from ..people.roles import CITIZEN
from ..rounds.queries import newest, sight
from . import portal, round_at_a_glance
from .kept import kept
from .need_figures import figures_kept
from .search import search


def warm_up() -> Thread:
    """Start making them beside the server; returns the thread."""
    thread = Thread(target=_warm, name="warm-up", daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    """A database that cannot be read now will be asked again by the first page."""
    with suppress(DatabaseError):
        of = newest()
        if of is not None:
            seen = sight(CITIZEN, of)
            round_at_a_glance.truth_of(of)
            round_at_a_glance.need_map(seen, of)
            portal.by_code(of)
            search(seen, of, "")
            kept(of, "plan", planned)
            figures_kept(of)
    connection.close()
