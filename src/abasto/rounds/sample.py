"""A sample folder (samples/README.md): a whole round in five files, read and checked.

What cannot be understood is refused with file, row, column and mend. What differs from the source, such as
one piece more in one cell, is read as it stands and told as a problem.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ..base.problem import Problem
from .sample_facts import RoundFacts, Totals, read_round_facts
from .sample_needs import SampleNeeds, read_needs
from .sample_rows import (
    SampleInstitution,
    SampleItem,
    SamplePoint,
    delivery_points,
    institutions,
    items,
    read_bytes,
    refuse,
)

FILES = ("institutions.csv", "items.csv", "needs.csv", "delivery_points.csv")


@dataclass(frozen=True, eq=False)
class Sample:
    """A round and its rows; `buyers` are the institutions that ask for pieces, in order."""

    round: RoundFacts
    institutions: tuple[SampleInstitution, ...]
    buyers: tuple[SampleInstitution, ...]
    items: tuple[SampleItem, ...]
    needs: SampleNeeds
    delivery_points: tuple[SamplePoint, ...]
    sha256: dict[str, str]
    problems: tuple[Problem, ...]


def read_sample(folder: Path) -> Sample:
    """Read `folder`; its needs.csv may be packed as needs.csv.gz (a plain one goes first).

    Refuses what `sample_facts`, `sample_rows` and `sample_needs` refuse, and a tree in round.yaml that is
    not that of institutions.csv. Problems: `sample-differs-from-source` for each hash and total that differs.
    """
    facts = read_round_facts(folder)
    data = {file: read_bytes(folder, file) for file in FILES}
    listed = institutions(data["institutions.csv"])
    _refuse_another_tree(facts, listed)
    buyers = tuple(institution for institution in listed if institution.is_buyer)
    codes = items(data["items.csv"])
    points = delivery_points(data["delivery_points.csv"], {institution.code for institution in listed})
    needs = read_needs(
        data["needs.csv"], [item.clave for item in codes], [buyer.code for buyer in buyers], tuple(facts.rules)
    )
    hashes = {file: hashlib.sha256(data[file]).hexdigest() for file in FILES}
    counted = Totals(
        codes=len(codes),
        buyers=len(buyers),
        institutions=sum(institution.is_legal_entity for institution in listed),
        needs=len(needs),
        minimum_pieces=int(needs.minimum_pieces.sum()),
        maximum_pieces=int(needs.maximum_pieces.sum()),
        delivery_points=len(points),
    )
    problems = (*_other_bytes(facts, hashes), *_other_totals(facts, counted))
    return Sample(facts, listed, buyers, codes, needs, points, hashes, problems)


def legal_entity_of(listed: tuple[SampleInstitution, ...]) -> dict[str, str]:
    """For each buyer the code of the legal entity that signs its contract: itself or the nearest above it.

    Refuses `buyer-without-legal-entity`.
    """
    by_code = {institution.code: institution for institution in listed}
    return {buyer.code: _nearest_legal_entity(buyer, by_code) for buyer in listed if buyer.is_buyer}


def _nearest_legal_entity(buyer: SampleInstitution, by_code: dict[str, SampleInstitution]) -> str:
    above = buyer
    while not above.is_legal_entity:
        if not above.parent:
            raise refuse("buyer-without-legal-entity", ("institutions.csv", 0, "parent"), buyer.code, "name-its-parent")
        above = by_code[above.parent]
    return above.code


def _refuse_another_tree(facts: RoundFacts, listed: tuple[SampleInstitution, ...]) -> None:
    told = set(facts.parents)
    for row, institution in enumerate(listed, start=2):
        if (institution.code, institution.parent) not in told:
            place = ("institutions.csv", row, "parent")
            raise refuse("sample-tree-differs", place, institution.code, "say-the-same-in-round-yaml")
    if missing := sorted(told - {(institution.code, institution.parent) for institution in listed}):
        raise refuse(
            "sample-tree-differs", ("round.yaml", 0, "participations"), missing[0][0], "list-it-in-institutions"
        )
    legal_entity_of(listed)


def _other_bytes(facts: RoundFacts, hashes: dict[str, str]) -> list[Problem]:
    return [
        _differs(file, "", found, facts.files.get(file, ""))
        for file, found in hashes.items()
        if found != facts.files.get(file)
    ]


def _other_totals(facts: RoundFacts, counted: Totals) -> list[Problem]:
    return [
        _differs("round.yaml", name, str(found), str(getattr(facts.totals, name)))
        for name, found in vars(counted).items()
        if found != getattr(facts.totals, name)
    ]


def _differs(file: str, subject: str, found: str, source: str) -> Problem:
    return Problem(
        sheet=file,
        row=0,
        column="",
        kind="sample-differs-from-source",
        severity="warning",
        subject=subject,
        found=found,
        rule=f"source: {source}",
        mend="restore-the-file-or-keep-the-change",
    )
