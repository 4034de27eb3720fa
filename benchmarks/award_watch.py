"""What one measuring process tells the table: some figures, each with its seconds, as one line of JSON."""

import json
import statistics
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Figure:
    """Something measured once: seconds of the clock and of the processor. told: what else is to be said of it."""

    name: str
    seconds: float
    cpu_seconds: float
    told: dict[str, str | int | float] = field(default_factory=dict)


class Watch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self.clock, self.processor = time.perf_counter(), time.process_time()

    def figure(self, name: str, **told: str | int | float) -> Figure:
        return Figure(name, time.perf_counter() - self.clock, time.process_time() - self.processor, told)


def tell(figures: Iterable[Figure]) -> None:
    """To the process that asked, as its last line."""
    print(json.dumps([asdict(figure) for figure in figures]), flush=True)


def heard(printed: str) -> list[Figure]:
    """What `tell` told."""
    return [Figure(**one) for one in json.loads(printed.strip().rpartition("\n")[2])]


def spread(values: Iterable[float]) -> str:
    """The median; with the least and the most where there are several."""
    every = sorted(values)
    middle = f"{statistics.median(every):.3g}"
    return middle if len(every) == 1 else f"{middle} ({every[0]:.3g} to {every[-1]:.3g})"
