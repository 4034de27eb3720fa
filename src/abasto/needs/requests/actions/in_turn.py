"""Large files written one after the other, in the order in which they came, where the database takes one writer.

SQLite lets writers who wait try again and again for some seconds, and whoever is unlucky is sent away: with sixty
institutions handing in at once somebody is. Here they queue instead, and nobody is.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection

from ....ledger.store import Store

LOCK = ".requests-in-turn"
TRIES = 5
Made = TypeVar("Made")


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


def patiently(work: Callable[[], Made]) -> Made:
    """The work, begun again where others held the database for too long; nothing of it is saved before its end."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except OperationalError as error:
            if "locked" not in str(error) or connection.in_atomic_block:
                raise
    return work()
