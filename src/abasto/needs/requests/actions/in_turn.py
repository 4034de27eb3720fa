"""Large files written one after the other, in the order in which they came, where the database takes one writer.

SQLite lets writers who wait try again and again for some seconds, and whoever is unlucky is sent away: with sixty
institutions handing in at once somebody is. Here they queue instead, and nobody is.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from ....ledger.store import Store

LOCK = ".requests-in-turn"


@contextmanager
def in_turn(store: Store) -> Iterator[None]:
    """Hold the turn; a process that dies gives it back."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    store.folder.mkdir(parents=True, exist_ok=True)
    with (store.folder / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
