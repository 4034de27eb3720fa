"""The methods by their key, with the inputs each asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import signature

from ...base.refusal import Refused
from .laboratory import contrast_need, reagent_need
from .morbidity import morbidity_need, service_need
from .vaccines import vaccine_need
from .worked import Worked

METHODS: Mapping[str, Callable[..., Worked]] = {
    "laboratory": reagent_need,
    "contrast": contrast_need,
    "vaccine": vaccine_need,
    "morbidity": morbidity_need,
    "service": service_need,
}
LARGEST_INPUT = 10**10
MONTHS = "months"


@dataclass(frozen=True)
class Asked:
    """A method with its inputs as typed; the months of the round are not asked, they are known."""

    method: str
    inputs: Mapping[str, str]


def inputs_of(method: str) -> tuple[str, ...]:
    """The inputs to ask for, in the formula's order; refuses `method-unknown`."""
    if method not in METHODS:
        raise Refused("method-unknown", "", {"method": method[:40], "known": list(METHODS)})
    return tuple(name for name in signature(METHODS[method]).parameters if name != MONTHS)


def work_out(asked: Asked, months: int) -> Worked:
    """The need over the months of the round; refuses `method-unknown` and `method-inputs-unfit`, naming the inputs."""
    read = {name: _whole(asked.inputs.get(name, "")) for name in inputs_of(asked.method)}
    if unread := [name for name, value in read.items() if value is None]:
        raise Refused("method-inputs-unfit", "", {"inputs": unread})
    try:
        return METHODS[asked.method](months=months, **read)
    except ValueError as error:
        named = str(error).rpartition(": ")[2].split(", ")
        raise Refused("method-inputs-unfit", "", {"inputs": named}) from error


def _whole(text: str) -> int | None:
    """A whole number with or without separators of thousands, at most 10^10; None for anything else."""
    plain = text.strip().replace(",", "").replace(" ", "")
    if not plain.lstrip("-").isascii() or not plain.lstrip("-").isdigit() or abs(int(plain)) > LARGEST_INPUT:
        return None
    return int(plain)
