"""Build the samples from the folder of source data; the same source gives the same bytes.

    python samples/build.py SOURCE_FOLDER [TARGET_FOLDER]

SOURCE_FOLDER holds data/mx_demanda_consolidada and data/mx_denue_hospitales (see samples/README.md).
TARGET_FOLDER is this folder unless told. A needs.csv of more than 2 MB is written as needs.csv.gz.
"""

import csv
import gzip
import hashlib
import io
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import yaml
from annexes import published_round, workbook_of
from announced import announced_round
from contents import Contents, ItemRow, NeedRow
from excerpt import excerpt, few_points, members_of_excerpt
from facts import ANNEX_URL, PUBLIC_ANNEX, PUBLISHER, ROUNDS, Facts, calendar_of
from points import COLUMNS as POINT_COLUMNS
from points import SOURCE as POINTS_SOURCE
from points import delivery_points
from tree import Member, members_2023, members_2025, members_2027

from abasto.catalogue.category import CATEGORIES, category_of

INSTITUTION_COLUMNS = (
    "code", "name", "short_name", "parent", "kind", "state", "is_buyer", "is_legal_entity", "column_as_published",
    "aliases",
)  # fmt: skip
PLAIN_LIMIT_BYTES = 2_000_000
MONTHS = 24


def build(shared: Path, target: Path) -> None:
    """Write the four sample folders below `target`."""
    contents = {
        "mx-2027-2028": published_round(shared, "2027-2028"),
        "mx-2025-2026": announced_round(shared),
        "mx-2023-2024": published_round(shared, "2023-2024"),
    }
    contents["mx-mini"] = excerpt(contents["mx-2027-2028"])
    members = {
        "mx-2027-2028": members_2027(),
        "mx-2025-2026": members_2025(),
        "mx-2023-2024": members_2023(),
        "mx-mini": members_of_excerpt(),
    }
    for facts in ROUNDS:
        points = delivery_points(shared, {member.organisation.code for member in members[facts.code]})
        points = few_points(points) if facts.is_excerpt else points
        sources = [_source(shared, facts), _points_source(shared)]
        parts = Parts(facts, contents[facts.code], members[facts.code], points, sources)
        write_folder(target / facts.code, parts)


@dataclass(frozen=True)
class Parts:
    """All that one sample is made of."""

    facts: Facts
    contents: Contents
    members: list[Member]
    points: list[tuple[str, ...]]
    sources: list[dict[str, str]]


def write_folder(folder: Path, parts: Parts) -> None:
    """Write the five files of a sample."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "institutions.csv": _csv(INSTITUTION_COLUMNS, map(_institution_row, parts.members)),
        "items.csv": _csv([column.name for column in fields(ItemRow)], map(_cells, parts.contents.items)),
        "needs.csv": _csv([column.name for column in fields(NeedRow)], map(_cells, parts.contents.needs)),
        "delivery_points.csv": _csv(POINT_COLUMNS, parts.points),
    }
    for name, data in texts.items():
        _write(folder, name, data)
    facts_of_round = _round(parts)
    facts_of_round["files"] = {name: hashlib.sha256(data).hexdigest() for name, data in texts.items()}
    words = yaml.safe_dump(facts_of_round, sort_keys=False, allow_unicode=True, width=110)
    (folder / "round.yaml").write_text(words, encoding="utf-8")


def _round(parts: Parts) -> dict[str, object]:
    facts = parts.facts
    return {
        "code": facts.code,
        "name": {"es": facts.name_es, "en": facts.name_en},
        "years": [facts.first_year, facts.first_year + 1],
        "months": MONTHS,
        "starts": f"{facts.first_year}-01-01",
        "rule_set": "mx",
        "is_excerpt": facts.is_excerpt,
        "is_derived_split": facts.is_derived_split,
        "sources": parts.sources,
        "totals": _totals(parts.contents, parts.members, parts.points),
        "calendar": calendar_of(facts),
        "participations": _branches(parts.members, ""),
        "rules": dict(parts.contents.rules),
    }


def _totals(contents: Contents, members: list[Member], points: list[tuple[str, ...]]) -> dict[str, object]:
    counts = Counter(category_of(item.clave) for item in contents.items)
    origins = Counter(item.origin for item in contents.items)
    return {
        "codes": len(contents.items),
        "buyers": sum(member.is_buyer for member in members),
        "institutions": sum(member.is_legal_entity for member in members),
        "needs": len(contents.needs),
        "minimum_pieces": sum(need.minimum_pieces for need in contents.needs),
        "maximum_pieces": sum(need.maximum_pieces for need in contents.needs),
        "codes_by_category": {category: counts[category] for category in CATEGORIES if counts[category]},
        "codes_by_origin": dict(sorted(origins.items())),
        "delivery_points": len(points),
        "delivery_points_tied": sum(bool(point[2]) for point in points),
    }


def _branches(members: list[Member], parent: str) -> dict[str, object]:
    """The tree below `parent`; a leaf is an empty mapping."""
    below = [member.organisation.code for member in members if member.parent == parent]
    return {code: _branches(members, code) for code in below}


def _source(shared: Path, facts: Facts) -> dict[str, str]:
    workbook = workbook_of(shared, facts.workbook)
    return {
        "title": facts.title,
        "publisher": PUBLISHER,
        "url": ANNEX_URL,
        "file": workbook.name,
        "sha256": hashlib.sha256(workbook.read_bytes()).hexdigest(),
        "date": facts.date,
        "licence": PUBLIC_ANNEX,
    }


def _points_source(shared: Path) -> dict[str, str]:
    return {
        "title": "Directorio Estadístico Nacional de Unidades Económicas (DENUE), clase SCIAN 622112",
        "publisher": "INEGI",
        "url": "https://www.inegi.org.mx/app/mapa/denue/",
        "file": Path(POINTS_SOURCE).name,
        "sha256": hashlib.sha256((shared / POINTS_SOURCE).read_bytes()).hexdigest(),
        "date": "2022-11-14",
        "licence": "Términos de libre uso de la información del INEGI; attribution INEGI, DENUE",
    }


def _institution_row(member: Member) -> tuple[object, ...]:
    organisation = member.organisation
    return (
        organisation.code,
        organisation.name,
        organisation.short_name,
        member.parent,
        member.kind,
        organisation.state,
        int(member.is_buyer),
        int(member.is_legal_entity),
        member.column,
        "|".join(organisation.aliases),
    )


def _cells(row: ItemRow | NeedRow) -> Iterable[object]:
    return vars(row).values()


def _csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _write(folder: Path, name: str, data: bytes) -> None:
    """The plain file, or for a large one its gzip without date; never both."""
    packed = folder / f"{name}.gz"
    if len(data) <= PLAIN_LIMIT_BYTES:
        packed.unlink(missing_ok=True)
        (folder / name).write_bytes(data)
        return
    (folder / name).unlink(missing_ok=True)
    packed.write_bytes(gzip.compress(data, compresslevel=9, mtime=0))


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent)
