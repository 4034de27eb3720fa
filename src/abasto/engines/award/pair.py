"""Two pieces of work at once. Neither sees what the other changes, so one thread and two give the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

First = TypeVar("First")
Second = TypeVar("Second")


def both(first: Callable[[], First], second: Callable[[], Second], threads: int) -> tuple[First, Second]:
    """What the two return; one after the other where there is one thread."""
    if threads < 2:
        return first(), second()
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(second)
        return first(), other.result()
