"""What every method returns, and the arithmetic they share."""

from dataclasses import dataclass

PER_MILLE = 1000


@dataclass(frozen=True)
class Worked:
    """method: key of its formula; pieces: the need; inputs: as given, in the formula's order; steps: what follows from
    them, in order, the last one being the pieces. Names are the formula's own words."""

    method: str
    pieces: int
    inputs: tuple[tuple[str, int], ...]
    steps: tuple[tuple[str, int], ...]


def up(top: int, bottom: int) -> int:
    """top / bottom rounded up."""
    return -(-top // bottom)


def check_inputs(least_one: dict[str, int], least_zero: dict[str, int], shares_per_mille: dict[str, int]) -> None:
    """Inputs that make no sense are refused by name (ValueError); a share of 1000 per mille lost would need no end."""
    wrong = [name for name, value in least_one.items() if value < 1]
    wrong += [name for name, value in least_zero.items() if value < 0]
    wrong += [name for name, value in shares_per_mille.items() if not 0 <= value < PER_MILLE]
    if wrong:
        raise ValueError(f"out of range: {', '.join(wrong)}")


def with_loss(used: int, lost_per_mille: int) -> int:
    """What must be had so that `used` is left after a share of it is lost."""
    return up(used * PER_MILLE, PER_MILLE - lost_per_mille)


def worked(method: str, inputs: dict[str, int], steps: dict[str, int]) -> Worked:
    """The last step is the pieces."""
    return Worked(method, list(steps.values())[-1], tuple(inputs.items()), tuple(steps.items()))
