import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import jsonschema
import ocdsmerge
import pytest
from ocdskit.util import detect_format
from referencing import Registry
from referencing.jsonschema import DRAFT4

from abasto.base.refusal import Refused
from abasto.openness.facts import PHASES, PackageFacts, PhaseDates, ProcedureFacts
from abasto.openness.ocds.packages import json_lines, record_package, release_package
from abasto.openness.ocds.schema import RELEASE_SCHEMA, merge_patch, own_extension, release_schema
from abasto.openness.ocds.validate import validate


def read(parts: Iterable[bytes]) -> Any:
    return json.loads(b"".join(parts))


def test_every_phase_gives_a_release_package_that_validates(package: PackageFacts, small: ProcedureFacts) -> None:
    for number, phase in enumerate(PHASES, start=1):
        data = b"".join(release_package(package, [small], phase))
        assert validate(data) == ()
        assert len(json.loads(data)["releases"]) == number


def test_the_record_package_validates_and_links_its_releases(package: PackageFacts, small: ProcedureFacts) -> None:
    data = b"".join(record_package(package, package.uri, [small], "implementation"))
    assert validate(data) == ()
    (record,) = json.loads(data)["records"]
    assert record["compiledRelease"]["tag"] == ["compiled"]
    assert [link["tag"] for link in record["releases"]] == [[phase] for phase in PHASES]
    assert record["releases"][0]["url"] == f"{package.uri}#ocds-abasto-LA-1-planning"


def test_an_outside_merger_compiles_the_same_release(package: PackageFacts, small: ProcedureFacts) -> None:
    told = read(release_package(package, [small], "implementation"))["releases"]
    (ours,) = (json.loads(line) for line in json_lines([small], "implementation"))
    theirs = ocdsmerge.Merger(release_schema()).create_compiled_release(told)
    assert ours == theirs


def test_outside_judges_accept_both_packages(package: PackageFacts, small: ProcedureFacts, tmp_path: Any) -> None:
    for name, kind, parts in (
        ("release", "release package", release_package(package, [small], "implementation")),
        ("record", "record package", record_package(package, package.uri, [small], "implementation")),
    ):
        file = tmp_path / f"{name}.json"
        file.write_bytes(b"".join(parts))
        assert detect_format(str(file))[0] == kind
    registry: Any = Registry().with_resource(RELEASE_SCHEMA, DRAFT4.create_resource(release_schema()))
    judge = jsonschema.Draft4Validator(release_schema(), registry=registry, format_checker=jsonschema.FormatChecker())
    for release in json.loads((tmp_path / "release.json").read_text())["releases"]:
        assert [error.message for error in judge.iter_errors(release)] == []


def test_the_same_facts_in_another_order_give_the_same_bytes(package: PackageFacts, small: ProcedureFacts) -> None:
    turned = replace(
        small,
        lots=small.lots[::-1],
        bids=small.bids[::-1],
        awards=small.awards[::-1],
        contracts=small.contracts[::-1],
        organisations=small.organisations[::-1],
        buyer_ids=small.buyer_ids[::-1],
    )
    assert [*release_package(package, [turned], "implementation")] == [
        *release_package(package, [small], "implementation")
    ]


def test_nothing_of_a_later_phase_is_written_even_when_handed_in(package: PackageFacts, small: ProcedureFacts) -> None:
    text = b"".join(release_package(package, [small], "tender")).decode()
    assert "L00000-B0" not in text
    assert "prov-000" not in text
    assert '"unsuccessful"' not in text


def test_one_piece_more_in_one_line_changes_the_contract_item_by_one(small: ProcedureFacts) -> None:
    contract = small.contracts[0]
    line = replace(contract.lines[0], maximum_pieces=contract.lines[0].maximum_pieces + 1)
    changed = replace(small, contracts=(replace(contract, lines=(line, *contract.lines[1:])), *small.contracts[1:]))
    assert quantity_signed(changed) == quantity_signed(small) + 1


def quantity_signed(procedure: ProcedureFacts) -> int:
    (compiled,) = (json.loads(line) for line in json_lines([procedure], "contract"))
    return sum(item["quantity"] for contract in compiled["contracts"] for item in contract["items"])


def test_no_estimate_and_no_budget_is_told_before_the_award(package: PackageFacts, small: ProcedureFacts) -> None:
    told = read(release_package(package, [small], "tender"))["releases"]
    assert "amount" not in json.dumps(told)


def test_a_bid_tells_neither_price_nor_capacity_where_they_are_closed(
    package: PackageFacts, small: ProcedureFacts
) -> None:
    closed = replace(small, bids=tuple(replace(bid, price_centavos=None, capacity_pieces=None) for bid in small.bids))
    data = b"".join(release_package(package, [closed], "award"))
    assert validate(data) == ()
    for bid in json.loads(data)["releases"][2]["bids"]["details"]:
        assert bid.keys() == {"id", "status", "tenderers", "relatedLots"}


def test_amounts_keep_two_exact_decimals(package: PackageFacts, small: ProcedureFacts) -> None:
    text = b"".join(release_package(package, [small], "award")).decode()
    assert '"amount":12345678901.00' not in text
    assert '"amount":123456789.01' in text
    first = json.loads(text, parse_float=Decimal)["releases"][2]["planning"]["budget"]["amount"]
    assert str(first["amount"]) == "123456789.01"


def test_a_contract_sums_the_units_of_its_legal_entity_and_names_it(small: ProcedureFacts) -> None:
    (compiled,) = (json.loads(line) for line in json_lines([small], "implementation"))
    contract = compiled["contracts"][0]
    (item,) = contract["items"]
    assert contract["buyer"]["id"] == "ent-00"
    assert (item["quantity"], item["minimumQuantity"], item["deliveredQuantity"]) == (2000, 320, 60)
    assert contract["implementation"]["milestones"][0]["status"] == "partiallyMet"


def test_every_party_that_is_named_is_listed_with_its_roles(package: PackageFacts, small: ProcedureFacts) -> None:
    for release in read(release_package(package, [small], "implementation"))["releases"]:
        listed = {party["id"] for party in release["parties"]}
        assert set(references(release)) <= listed


def references(value: Any) -> Iterable[str]:
    """Ids of every OrganizationReference: an object with only an id and a name, outside `parties`."""
    if isinstance(value, dict):
        if value.keys() == {"id", "name"}:
            yield value["id"]
        for key, inner in value.items():
            if key != "parties":
                yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


@pytest.mark.parametrize(
    ("path", "wrong", "pointer"),
    [
        (("releases", 2, "bids", "details", 0, "status"), "lost", "/releases/2/bids/details/0/status"),
        (("releases", 1, "tender", "lots", 0, "id"), 7, "/releases/1/tender/lots/0/id"),
        (
            ("releases", 1, "tender", "items", 0, "immediateContainer"),
            {},
            "/releases/1/tender/items/0/immediateContainer",
        ),
        (
            ("releases", 3, "contracts", 0, "items", 0, "minimumQuantity"),
            -1,
            "/releases/3/contracts/0/items/0/minimumQuantity",
        ),
        (("releases", 0, "date"), "yesterday", "/releases/0/date"),
        (("publishedDate",), None, "/publishedDate"),
    ],
)
def test_a_field_that_breaks_the_standard_or_an_extension_is_told_with_its_place(
    package: PackageFacts, small: ProcedureFacts, path: tuple[Any, ...], wrong: Any, pointer: str
) -> None:
    data = read(release_package(package, [small], "implementation"))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = wrong
    assert pointer in {violation.pointer for violation in validate(json.dumps(data).encode())}


def test_a_procedure_without_any_award_is_told_as_unsuccessful(package: PackageFacts, small: ProcedureFacts) -> None:
    deserted = replace(small, bids=(), awards=(), contracts=())
    data = b"".join(release_package(package, [deserted], "award"))
    assert validate(data) == ()
    assert json.loads(data)["releases"][2]["tender"]["status"] == "unsuccessful"


def test_a_package_of_two_procedures_holds_the_releases_of_both(package: PackageFacts, small: ProcedureFacts) -> None:
    second = replace(small, ocid="ocds-abasto-LA-2", number="LA-2")
    told = read(release_package(package, [small, second], "award"))["releases"]
    assert [release["ocid"] for release in told] == [small.ocid] * 3 + [second.ocid] * 3
    assert len({release["id"] for release in told}) == 6


def test_the_own_extension_describes_every_field_that_it_adds() -> None:
    own = own_extension()
    assert json.loads(own["extension.json"])["schemas"] == ["release-schema.json"]
    added = json.loads(own["release-schema.json"])["definitions"]
    assert sorted(added["Item"]["properties"]) == ["deliveredQuantity", "minimumQuantity", "origin"]


def test_text_that_is_not_json_is_one_violation() -> None:
    assert len(validate(b"{")) == 1


def test_a_phase_without_its_date_is_refused(package: PackageFacts, small: ProcedureFacts) -> None:
    undated = replace(small, dates=PhaseDates(planning="2026-02-01T09:00:00-06:00"))
    with pytest.raises(Refused) as refusal:
        b"".join(release_package(package, [undated], "tender"))
    assert refusal.value.code == "phase-without-date"


def test_a_merge_patch_adds_changes_and_takes_away() -> None:
    assert merge_patch({"a": {"b": 1, "c": 2}, "d": [1]}, {"a": {"b": None, "e": 3}, "d": [2]}) == {
        "a": {"c": 2, "e": 3},
        "d": [2],
    }


def test_the_national_round_is_small_enough_and_valid(package: PackageFacts, national: ProcedureFacts) -> None:
    data = b"".join(record_package(package, package.uri, [national], "implementation"))
    assert len(data) < 150_000_000
    assert validate(data) == ()
