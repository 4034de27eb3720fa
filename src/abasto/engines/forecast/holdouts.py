"""The forecast as it would have been some months ago: everything that is measured is measured on these, never on the
fit."""

from dataclasses import dataclass

import numpy as np

from .components import Components, make_components
from .problem import Bools, Floats, Ints

WANTED = 3
FIRST_ORIGIN_MONTHS = 12  # months of history the oldest hold-out keeps, where there are that many
FEWEST_ORIGIN_MONTHS = 2


@dataclass(frozen=True)
class Holdout:
    """What was known after `origin` months: the components, and the truth (series, months ahead) where `known`."""

    origin: int
    made: Components
    truth: Floats
    known: Bools


def months_judged(months: int, path_months: int) -> int:
    """How far ahead a hold-out looks: the whole path, or a third of a history that is short."""
    return max(1, min(path_months, months // 3))


def origins(months: int, judged: int) -> tuple[int, ...]:
    """Months of history each hold-out keeps, the newest first; all of their futures are known."""
    newest = months - judged
    if newest < FEWEST_ORIGIN_MONTHS:
        return ()
    room = newest - min(FIRST_ORIGIN_MONTHS, newest)
    step = min(judged, room // (WANTED - 1))
    return (newest,) if step < 1 else tuple(newest - step * back for back in range(WANTED))


def make_holdouts(y: Floats, use: Bools, code: Ints, first_phase: int, path_months: int) -> list[Holdout]:
    """The hold-outs of a panel; each is given only the months before its origin."""
    judged = months_judged(y.shape[1], path_months)
    return [make_holdout(y, use, code, first_phase, origin, judged) for origin in origins(y.shape[1], judged)]


def make_holdout(y: Floats, use: Bools, code: Ints, first_phase: int, origin: int, judged: int) -> Holdout:
    past, future = slice(0, origin), slice(origin, origin + judged)
    made = make_components(np.ascontiguousarray(y[:, past]), use[:, past].copy(), code, first_phase, judged)
    return Holdout(origin, made, y[:, future], use[:, future] & (made.months > 0)[:, None])
