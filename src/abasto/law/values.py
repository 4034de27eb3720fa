"""A legal value as it was on a day, and the rule set that holds all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from ..base.refusal import Refused

Kind = TypeVar("Kind")
Value = int | Decimal | bool | str | tuple[str, ...]
CHECKED = "checked"
TO_CHECK = "to_check"


@dataclass(frozen=True)
class LegalValue:
    """One value in force: what, in which unit, by which article, how sure, since when.

    state: "checked" or "to_check"; confidence: H, M, L or K as the source collection grades it.
    The accessors below name the type the unit implies (`reader.TYPES`), so that rules need no casts.
    """

    key: str
    value: Value
    unit: str
    citation: str
    state: str
    since: date
    source: str = ""
    confidence: str = ""

    @property
    def is_checked(self) -> bool:
        return self.state == CHECKED

    @property
    def integer(self) -> int:
        return self._as(int)

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.value) if type(self.value) is int else self._as(Decimal)

    @property
    def text(self) -> str:
        return self._as(str)

    @property
    def texts(self) -> tuple[str, ...]:
        return self._as(tuple)

    @property
    def is_true(self) -> bool:
        return self._as(bool)

    def _as(self, kind: type[Kind]) -> Kind:
        if type(self.value) is not kind:
            raise TypeError(f"{self.key} is counted in {self.unit}: {self.value!r} is no {kind.__name__}")
        return self.value


@dataclass(frozen=True)
class Definition:
    """A legal value through time: its versions by first day, never overwritten."""

    key: str
    description: Mapping[str, str]
    unit: str
    versions: tuple[LegalValue, ...]


@dataclass(frozen=True)
class Requirement:
    """A document that may be asked of a bidder: at which stage, by which article, what its lack does.

    stage: "bid" (with the offer), "before_signature" (only from the winner) or "contract" (after signing).
    affects_solvency: whether its lack rejects the bid; cure: how a lack may be mended ("none" by default).
    """

    key: str
    description: Mapping[str, str]
    stage: str
    affects_solvency: bool
    cure: str
    citation: str
    state: str
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class RuleSet:
    """Everything a country's law fixes for a round.

    shares: share pattern -> percents, the lowest bid first; they add up to 100.
    reasons: why a code was not awarded, the strongest reason first.
    """

    name: str
    title: Mapping[str, str]
    country: str
    round_phases: tuple[str, ...]
    procedure_phases: tuple[str, ...]
    shares: Mapping[str, tuple[int, ...]]
    reasons: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    definitions: Mapping[str, Definition]

    def value(self, key: str, on: date) -> LegalValue:
        """The value in force on a day; refuses `legal-value-unknown` and `legal-value-not-yet`."""
        if key not in self.definitions:
            raise Refused("legal-value-unknown", "", {"key": key, "rule_set": self.name})
        versions = [version for version in self.definitions[key].versions if version.since <= on]
        if not versions:
            first = self.definitions[key].versions[0].since.isoformat()
            raise Refused("legal-value-not-yet", "", {"key": key, "date": on.isoformat(), "first": first})
        return versions[-1]

    def history(self, key: str) -> tuple[LegalValue, ...]:
        """Every version of a value, the oldest first; refuses `legal-value-unknown`."""
        if key not in self.definitions:
            raise Refused("legal-value-unknown", "", {"key": key, "rule_set": self.name})
        return self.definitions[key].versions

    def requirements_at(self, stage: str) -> tuple[Requirement, ...]:
        """The documents that may be asked at a stage; asking one earlier is an irregularity."""
        return tuple(requirement for requirement in self.requirements if requirement.stage == stage)
