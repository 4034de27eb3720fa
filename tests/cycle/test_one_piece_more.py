"""One piece more in one cell of the sample is one piece more everywhere, and nothing else."""

import csv
import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from .place import MINI, ROOT, Place

Rows = list[dict[str, str]]
CLAVE, MOST = "Clave", "Máximo (piezas)"


@pytest.fixture(scope="module", params=["awarded", "not-awarded"])
def changed(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    new_place: Callable[[str], Place],
    undisturbed: Place,
) -> tuple[Place, str, str]:
    """The round played with one piece more of a code that is awarded, or of one that is not; code and buyer."""
    awarded = {row[CLAVE] for row in table(undisturbed, "awards")}
    wanted = sorted({row[CLAVE] for row in table(undisturbed, "needs")})
    clave = next(code for code in wanted if (code in awarded) is (request.param == "awarded"))
    samples = tmp_path_factory.mktemp("samples")
    shutil.copytree(ROOT / "samples" / MINI, samples / MINI)
    buyer = add_one_piece(samples / MINI / "needs.csv", clave)
    place = new_place("more").having(ABASTO_SAMPLES=str(samples))
    place.cycle()
    return place, clave, buyer


def test_need_award_contract_and_open_data_change_by_exactly_one_piece(
    changed: tuple[Place, str, str], undisturbed: Place
) -> None:
    place, clave, buyer = changed
    assert gained(place, undisturbed, "needs", MOST) == {clave: 1}
    assert gained(place, undisturbed, "lots", MOST) == {clave: 1}
    decided = {row[CLAVE]: row for row in table(place, "lots")}[clave]
    is_awarded = bool(table_of(place, "awards", clave))
    more = {clave: 1} if is_awarded else {}
    assert gained(place, undisturbed, "awards", MOST) == more
    assert gained(place, undisturbed, "contract-lines", MOST) == more
    for part in ("tender", "awards", "contracts"):
        assert open_gain(place, undisturbed, part) == ({clave: 1} if part == "tender" else more)
    assert buyer in {row["Comprador"] for row in table_of(place, "needs", clave)}
    assert int(decided[MOST]) == sum(int(row[MOST]) for row in table_of(place, "needs", clave))


def test_every_other_code_keeps_its_result(changed: tuple[Place, str, str], undisturbed: Place) -> None:
    place, clave, _ = changed
    for name in ("needs", "lots", "bids", "awards", "contract-lines"):
        others = [row for row in table(place, name) if row[CLAVE] != clave]
        assert others == [row for row in table(undisturbed, name) if row[CLAVE] != clave]


def test_the_piece_that_the_source_does_not_have_is_on_the_problem_list(changed: tuple[Place, str, str]) -> None:
    place, _, _ = changed
    listed = json.loads(place.run("problems", "--json").stdout)
    assert {one["kind"] for one in listed} == {"sample-differs-from-source"}


def add_one_piece(path: Path, clave: str) -> str:
    """Change the first line of the code; returns its buyer."""
    lines = path.read_text().split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith(f"{clave},"))
    fields = lines[at].split(",")
    fields[3] = str(int(fields[3]) + 1)
    lines[at] = ",".join(fields)
    path.write_text("\n".join(lines))
    return fields[1]


def table(place: Place, name: str) -> Rows:
    return list(csv.DictReader(place.read(f"tables/{name}.csv").lstrip("\ufeff").splitlines()))


def table_of(place: Place, name: str, clave: str) -> Rows:
    return [row for row in table(place, name) if row[CLAVE] == clave]


def gained(place: Place, before: Place, name: str, column: str) -> dict[str, int]:
    """By code, the pieces a table has more than before; codes without change are left out."""
    change: dict[str, int] = {}
    for rows, sign in ((table(place, name), 1), (table(before, name), -1)):
        for row in rows:
            change[row[CLAVE]] = change.get(row[CLAVE], 0) + sign * int(row[column])
    return {clave: pieces for clave, pieces in change.items() if pieces}


def open_gain(place: Place, before: Place, part: str) -> dict[str, Decimal]:
    """By code, the pieces that a part of the published record has more than before."""
    change: dict[str, Decimal] = {}
    for items, sign in ((items_of(place, part), 1), (items_of(before, part), -1)):
        for item in items:
            clave = item["relatedLot"]
            change[clave] = change.get(clave, Decimal()) + sign * Decimal(str(item["quantity"]))
    return {clave: pieces for clave, pieces in change.items() if pieces}


def items_of(place: Place, part: str) -> list[dict[str, Any]]:
    """The items of the tender, of all awards or of all contracts."""
    release = json.loads(place.read("ocds/record-package.json"))["records"][0]["compiledRelease"]
    found = release[part] if part != "tender" else [release[part]]
    return [item for one in found for item in one.get("items", [])]
