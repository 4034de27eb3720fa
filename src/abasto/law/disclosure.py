"""Who may see a field in a phase: `disclosure.yaml` as a total table."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..base.refusal import Refused


@dataclass(frozen=True)
class Disclosure:
    """Class of every field in every phase; `classes` from the widest to the narrowest."""

    classes: tuple[str, ...]
    phases: tuple[str, ...]
    table: Mapping[str, Mapping[str, str]]

    def class_of(self, field: str, phase: str) -> str:
        """The disclosure class; refuses `disclosure-unknown` rather than guess."""
        if field not in self.table or phase not in self.phases:
            raise Refused("disclosure-unknown", "", {"field": field, "phase": phase})
        return self.table[field][phase]


def class_of(field: str, phase: str, name: str = "mx") -> str:
    """The class of a field in a phase of the named rule set."""
    from .reader import read_disclosure

    return read_disclosure(name).class_of(field, phase)


def spread_over_phases(changes: Mapping[str, str], phases: tuple[str, ...]) -> dict[str, str]:
    """A class holds from the phase that names it until the next one that does; the first phase must name one."""
    spread: dict[str, str] = {}
    current = changes[phases[0]]
    for phase in phases:
        current = changes.get(phase, current)
        spread[phase] = current
    return spread
