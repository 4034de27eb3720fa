"""Rule sets from YAML, strictly: an unknown key, unit, state or type is refused with its file and key."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..base.refusal import Refused
from .disclosure import read_disclosure
from .strict_yaml import expect_keys, read_yaml
from .values import CHECKED, TO_CHECK, Definition, LegalValue, Requirement, RuleSet, Value

__all__ = ["read_disclosure", "read_rule_set", "rule_set_from"]

HERE = Path(__file__).parent
WHOLE: tuple[type, ...] = (int,)
NUMBER: tuple[type, ...] = (int, Decimal)
TYPES: dict[str, tuple[type, ...]] = {
    "business_days": WHOLE,
    "natural_days": WHOLE,
    "months": WHOLE,
    "years": WHOLE,
    "count": WHOLE,
    "points": NUMBER,
    "percent": NUMBER,
    "uma": NUMBER,
    "mxn": NUMBER,
    "yes_no": (bool,),
    "choice": (str,),
    "choices": (list,),
    "countries": (list,),
    "weekdays": (list,),
}
STAGES = ("bid", "before_signature", "contract")
RULE_SET_KEYS = (
    "title",
    "country",
    "values",
    "round_phases",
    "procedure_phases",
    "shares",
    "reasons",
    "requirements",
)
VERSION_KEYS = ("from", "value", "citation", "state", "source", "confidence")
REQUIREMENT_KEYS = ("es", "en", "stage", "affects_solvency", "cure", "citation", "state", "source", "confidence")


@cache
def read_rule_set(name: str) -> RuleSet:
    """The rule set of `law/<name>/`, read once; refuses `rule-set-unreadable` where there is none."""
    return rule_set_from(HERE / name)


def rule_set_from(folder: Path) -> RuleSet:
    """A rule set from a folder with `rule_set.yaml` and `values/<file>.yaml`."""
    path = folder / "rule_set.yaml"
    data = read_yaml(path)
    expect_keys(data, RULE_SET_KEYS, (), path, folder.name)
    expect_keys(data["title"], ("es", "en"), (), path, "title")
    return RuleSet(
        name=folder.name,
        title=data["title"],
        country=data["country"],
        round_phases=tuple(data["round_phases"]),
        procedure_phases=tuple(data["procedure_phases"]),
        shares={key: _shares(key, percents, path) for key, percents in data["shares"].items()},
        reasons=tuple(data["reasons"]),
        requirements=tuple(_requirement(key, entry, path) for key, entry in data["requirements"].items()),
        definitions=_all_definitions(folder, data["values"]),
    )


def _all_definitions(folder: Path, names: list[str]) -> Mapping[str, Definition]:
    definitions: dict[str, Definition] = {}
    for name in names:
        path = folder / "values" / f"{name}.yaml"
        for key, entry in read_yaml(path).items():
            if key in definitions:
                raise Refused("rule-set-key-twice", "", {"file": path.name, "key": key})
            definitions[key] = _definition(key, entry, path)
    return definitions


def _definition(key: str, entry: Mapping[str, Any], path: Path) -> Definition:
    expect_keys(entry, ("description", "unit", "values"), (), path, key)
    expect_keys(entry["description"], ("es", "en"), (), path, key)
    versions = tuple(_version(key, entry["unit"], version, path) for version in entry["values"])
    days = [version.since for version in versions]
    if not days or any(later <= earlier for earlier, later in pairwise(days)):
        raise _unfit(path, key, "values must have rising dates")
    return Definition(key, entry["description"], entry["unit"], versions)


def _version(key: str, unit: str, version: Mapping[str, Any], path: Path) -> LegalValue:
    expect_keys(version, VERSION_KEYS, ("unit",), path, key)
    unit = version.get("unit", unit)
    if type(version["from"]) is not date:
        raise _unfit(path, key, version["from"])
    _expect_state_and_citation(key, version, path)
    value = _value(key, unit, version["value"], path)
    kept = {name: version[name] for name in VERSION_KEYS[2:]}
    return LegalValue(key=key, value=value, unit=unit, since=version["from"], **kept)


def _value(key: str, unit: str, value: object, path: Path) -> Value:
    if unit not in TYPES or type(value) not in TYPES[unit]:
        raise _unfit(path, key, f"{value!r} in {unit}")
    return tuple(value) if isinstance(value, list) else value  # type: ignore[return-value]


def _shares(key: str, percents: list[int], path: Path) -> tuple[int, ...]:
    if sum(percents) != 100:
        raise _unfit(path, key, sum(percents))
    return tuple(percents)


def _requirement(key: str, entry: Mapping[str, Any], path: Path) -> Requirement:
    expect_keys(entry, REQUIREMENT_KEYS, (), path, key)
    _expect_state_and_citation(key, entry, path)
    if entry["stage"] not in STAGES:
        raise _unfit(path, key, entry["stage"])
    description = {"es": entry["es"], "en": entry["en"]}
    return Requirement(key, description, **{name: entry[name] for name in REQUIREMENT_KEYS[2:]})


def _expect_state_and_citation(key: str, entry: Mapping[str, Any], path: Path) -> None:
    if entry["state"] not in (CHECKED, TO_CHECK):
        raise _unfit(path, key, entry["state"])
    if not entry["citation"]:
        raise _unfit(path, key, "no citation")


def _unfit(path: Path, key: str, found: object) -> Refused:
    return Refused("rule-set-value-unfit", "", {"file": path.name, "key": key, "found": str(found)})
