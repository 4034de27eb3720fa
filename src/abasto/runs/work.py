"""What a long work is: a generator of chunks, each of which can be the last thing before a crash."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Chunk:
    """A part of a work, computed before it is yielded and saved by the run.

    save: writes the effects; runs inside the transaction that also writes cursor and progress.
    cursor: where the work goes on after this chunk; it alone says where to begin again.
    done_units, total_units: progress after this chunk.
    is_last: what `save` returns is the run's result (plain data), saved with the last effects.
    """

    save: Callable[[], object]
    done_units: int
    total_units: int
    cursor: str = ""
    is_last: bool = False


Work = Callable[[str], Iterator[Chunk]]
"""`work(cursor)` begins at the cursor ("" at first). Where chunks are cut depends on cursor and inputs alone, and a
result is made from what is saved, never from what a generator remembers: a killed run forgets."""


def in_one_chunk(save: Callable[[], object]) -> Work:
    """A work that is one transaction."""

    def work(cursor: str) -> Iterator[Chunk]:
        yield Chunk(save, 1, 1, "end", is_last=True)

    return work


def in_chunks(total_units: int, size: int, save: Callable[[int, int], object], finish: Callable[[], object]) -> Work:
    """A work over units 0 to `total_units`, `size` at a time: `save(start, end)` for each, then `finish()`'s result."""

    def work(cursor: str) -> Iterator[Chunk]:
        for start in range(int(cursor or 0), total_units, size):
            end = min(start + size, total_units)
            yield Chunk(_part(save, start, end), end, total_units, str(end))
        yield Chunk(finish, total_units, total_units, str(total_units), is_last=True)

    return work


def _part(save: Callable[[int, int], object], start: int, end: int) -> Callable[[], object]:
    return lambda: save(start, end)
