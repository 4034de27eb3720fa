"""What the search for awards knows of the relaxation: a picture of it at one moment, so that both may go on at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from abasto.engines.award.model import Row
from abasto.engines.award.scaled import Reals, ScaledRows


@dataclass(frozen=True)
class Excess:
    """How much more than the best of its lot each column (columns,) and null column (lots,) costs at some prices."""

    columns: Reals
    null: Reals


@dataclass(frozen=True)
class Guide:
    """excess, multipliers: of the best bound. rows, scaled: those of the model and the cuts so far."""

    bound_e4: int
    multipliers: Mapping[int, int]
    excess: Excess
    rows: tuple[Row, ...]
    scaled: ScaledRows


@dataclass(frozen=True)
class Rounding:
    """Where a first award begins: taken (columns,), how much of each, and the excess there."""

    taken: Reals
    excess: Excess
