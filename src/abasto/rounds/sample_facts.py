"""round.yaml: what is known of a round besides its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ..base.refusal import Refused

CITATION = "samples/README.md"
FILE = "round.yaml"


@dataclass(frozen=True)
class Source:
    """Where the rows came from; `date` is as precise as known (a day, a month, a year)."""

    title: str
    publisher: str
    url: str
    file: str
    sha256: str
    date: str
    licence: str


@dataclass(frozen=True)
class CalendarStep:
    """A phase of the round and its window, both days included."""

    phase: str
    starts: date
    ends: date
    owner: str
    origin: str
    citation: str


@dataclass(frozen=True)
class Totals:
    """What the rows must add up to (pieces in the unit as published)."""

    codes: int
    buyers: int
    institutions: int
    needs: int
    minimum_pieces: int
    maximum_pieces: int
    delivery_points: int


@dataclass(frozen=True)
class RoundFacts:
    """A round as its sample tells it.

    parents: code of each participant and of what it hangs from ("" = from the round itself).
    rules: key of a derivation and its sentence. files: SHA-256 of each CSV, uncompressed.
    """

    code: str
    name_es: str
    name_en: str
    years: tuple[int, int]
    months: int
    starts: date
    rule_set: str
    is_excerpt: bool
    is_derived_split: bool
    sources: tuple[Source, ...]
    totals: Totals
    calendar: tuple[CalendarStep, ...]
    parents: tuple[tuple[str, str], ...]
    rules: Mapping[str, str]
    files: Mapping[str, str]


def read_round_facts(folder: Path) -> RoundFacts:
    """Read `folder`/round.yaml. Refuses `sample-file-missing` and `sample-round-unreadable`."""
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
        return _facts(yaml.safe_load(text))
    except FileNotFoundError as error:
        values = {"file": str(folder / FILE), "mend": "name-a-sample-folder"}
        raise Refused("sample-file-missing", CITATION, values) from error
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        values = {"file": FILE, "value": str(error)[:200], "mend": "restore-round-yaml"}
        raise Refused("sample-round-unreadable", CITATION, values) from error


def _facts(told: dict[str, Any]) -> RoundFacts:
    first, last = told["years"]
    totals = told["totals"]
    return RoundFacts(
        code=str(told["code"]),
        name_es=told["name"]["es"],
        name_en=told["name"]["en"],
        years=(int(first), int(last)),
        months=int(told["months"]),
        starts=date.fromisoformat(str(told["starts"])),
        rule_set=told["rule_set"],
        is_excerpt=bool(told["is_excerpt"]),
        is_derived_split=bool(told["is_derived_split"]),
        sources=tuple(Source(**{key: str(value) for key, value in source.items()}) for source in told["sources"]),
        totals=Totals(**{name: int(totals[name]) for name in Totals.__dataclass_fields__}),
        calendar=tuple(_step(step) for step in told["calendar"]),
        parents=tuple(_parents(told["participations"], "")),
        rules=dict(told["rules"]),
        files=dict(told["files"]),
    )


def _step(told: dict[str, Any]) -> CalendarStep:
    days = {name: date.fromisoformat(str(told[name])) for name in ("starts", "ends")}
    return CalendarStep(told["phase"], days["starts"], days["ends"], told["owner"], told["origin"], told["citation"])


def _parents(branches: dict[str, Any], parent: str) -> list[tuple[str, str]]:
    found = []
    for code, below in branches.items():
        found.append((str(code), parent))
        found += _parents(below, str(code))
    return found
