"""Who may see a field in a phase: `disclosure.yaml` as a total table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..base.refusal import Refused
from .strict_yaml import expect_keys, read_yaml


@dataclass(frozen=True)
class Disclosure:
    """Class of every field in every phase; phases in order."""

    classes: tuple[str, ...]
    phases: tuple[str, ...]
    table: Mapping[str, Mapping[str, str]]

    def class_of(self, field: str, phase: str) -> str:
        """The disclosure class; refuses `disclosure-unknown` rather than guess."""
        if field not in self.table or phase not in self.phases:
            raise Refused("disclosure-unknown", "", {"field": field, "phase": phase})
        return self.table[field][phase]


def class_of(field: str, phase: str, name: str = "mx") -> str:
    """The class of a field in a phase of the named rule set; refuses `disclosure-unknown`."""
    return read_disclosure(name).class_of(field, phase)


@cache
def read_disclosure(name: str) -> Disclosure:
    """The disclosure table of a rule set, read once."""
    return disclosure_from(Path(__file__).parent / name / "disclosure.yaml")


def disclosure_from(path: Path) -> Disclosure:
    """A disclosure table from a file; refuses unknown phases and classes, naming the field."""
    data = read_yaml(path)
    expect_keys(data, ("phases", "classes", "fields"), (), path, "disclosure")
    phases, classes = tuple(data["phases"]), tuple(data["classes"])
    table: dict[str, Mapping[str, str]] = {}
    for field, changes in data["fields"].items():
        expect_keys(changes, phases[:1], phases[1:], path, field)
        for named in changes.values():
            if named not in classes:
                raise Refused("rule-set-value-unfit", "", {"file": path.name, "key": field, "found": named})
        table[field] = spread_over_phases(changes, phases)
    return Disclosure(classes, phases, table)


def spread_over_phases(changes: Mapping[str, str], phases: tuple[str, ...]) -> dict[str, str]:
    """A class holds from the phase that names it until the next one that does; the first phase names one."""
    spread: dict[str, str] = {}
    current = changes[phases[0]]
    for phase in phases:
        current = changes.get(phase, current)
        spread[phase] = current
    return spread
