"""The small round's public record against the database it came from."""

import csv
import hashlib
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum

from abasto.award.models import Award, LotDecision
from abasto.base.refusal import Refused
from abasto.catalogue.models import Item
from abasto.contracts.models import Contract, ContractLine
from abasto.evaluation.actions.publish_result import publish_result
from abasto.evaluation.queries import round_result
from abasto.evaluation.tables.queries import tables_of
from abasto.integrity.models import Flag
from abasto.ledger.models import ArtifactName, Event
from abasto.openness.actions.publish import publish
from abasto.openness.files.tables import csv_bytes
from abasto.openness.ocds.packages import release_package
from abasto.openness.ocds.validate import validate
from abasto.openness.queries import package_facts, procedure_facts
from abasto.people.roles import CITIZEN
from abasto.rounds.models import Round
from abasto.rounds.queries import sight
from abasto.supply.models import LineDelivery
from abasto.tender.models import Bid, Lot, Procedure
from abasto.watch.models import StockLine

pytestmark = pytest.mark.django_db
CODE = "mx-mini"


def content(name: str) -> bytes:
    return Path(settings.STATE, "rounds", CODE, name).read_bytes()


def compiled() -> Any:
    (line,) = content("ocds/records.jsonl").splitlines()
    return json.loads(line, parse_float=Decimal)


def the_procedure(phase: str = "") -> Procedure:
    procedure = Procedure.objects.select_related("round").get(round__code=CODE)
    procedure.round.phase = phase or procedure.round.phase
    return procedure


def test_every_file_is_kept_by_its_hash_and_lies_under_its_name() -> None:
    named = ArtifactName.objects.filter(round_code=CODE).select_related("artifact")
    assert {one.name.partition("/")[0] for one in named} >= {"ocds", "tables", "result.json", "result.xlsx"}
    for one in named:
        data = content(one.name)
        assert (one.artifact.sha256, one.artifact.size_bytes) == (hashlib.sha256(data).hexdigest(), len(data))
        assert one.origin in {"synthetic", "published"}
        folder, _, name = one.name.partition("/")
        assert one.disclosure == (
            f"award_{name.rpartition('/')[2].removesuffix('.json')}" if folder == "award" else "artifact"
        )
    assert Event.objects.filter(round_code=CODE, kind__in=("open-data-published", "result-published")).count() == 2


def test_both_packages_validate_and_hold_one_ocid_per_procedure() -> None:
    releases, records = content("ocds/release-package.json"), content("ocds/record-package.json")
    assert validate(releases) == validate(records) == ()
    ocids = sorted(Procedure.objects.filter(round__code=CODE).values_list("ocid", flat=True))
    assert sorted(record["ocid"] for record in json.loads(records)["records"]) == ocids
    assert sorted({release["ocid"] for release in json.loads(releases)["releases"]}) == ocids


def test_the_sums_of_the_open_data_are_those_of_the_database() -> None:
    told = compiled()
    lots = Lot.objects.filter(procedure__round__code=CODE)
    assert sum(item["quantity"] for item in told["tender"]["items"]) == lots.aggregate(n=Sum("maximum_pieces"))["n"]
    cost = Award.objects.aggregate(n=Sum(F("maximum_pieces") * F("price_centavos")), pieces=Sum("maximum_pieces"))
    assert sum(award["value"]["amount"] for award in told["awards"]) == Decimal(cost["n"]).scaleb(-2)
    assert sum(item["quantity"] for award in told["awards"] for item in award["items"]) == cost["pieces"]
    assert len(told["contracts"]) == Contract.objects.count()
    items = [item for contract in told["contracts"] for item in contract["items"]]
    lines = ContractLine.objects.aggregate(n=Sum("maximum_pieces"))["n"]
    received = LineDelivery.objects.aggregate(n=Sum("received_pieces"))["n"]
    assert (sum(item["quantity"] for item in items), sum(item["deliveredQuantity"] for item in items)) == (
        lines,
        received,
    )


def test_a_bid_in_the_open_data_tells_neither_its_price_nor_its_capacity() -> None:
    details = compiled()["bids"]["details"]
    assert len(details) == Bid.objects.count()
    assert {key for bid in details for key in bid} == {"id", "status", "tenderers", "relatedLots"}


def test_before_the_award_neither_price_nor_bid_nor_decision_is_handed_in() -> None:
    facts = procedure_facts(the_procedure("bids"))
    assert (facts.bids, facts.awards, facts.contracts, facts.budget_centavos) == ((), (), (), None)
    assert {(lot.estimated_centavos, lot.outcome, lot.reason) for lot in facts.lots} == {(None, "", "")}
    text = b"".join(release_package(package_facts(the_procedure().round, "x"), [facts], "tender")).decode()
    assert '"amount"' not in text
    assert "Proveedor" not in text


def test_between_award_and_signature_no_contract_is_told() -> None:
    facts = procedure_facts(the_procedure("award"))
    assert facts.awards
    assert facts.contracts == ()


def test_neither_flags_nor_stock_are_in_any_file_for_the_public() -> None:
    assert Flag.objects.exists()
    assert StockLine.objects.filter(is_at_risk=True).exists()
    names = ArtifactName.objects.filter(round_code=CODE).values_list("name", flat=True)
    texts = [content(name).decode() for name in names if name.endswith((".json", ".jsonl", ".csv"))]
    assert not [text for text in texts for code in Flag.objects.values_list("code", flat=True) if code in text]
    assert "codesAtRisk" not in json.loads(content("result.json"))


def headings(phase: str) -> dict[str, list[str]]:
    of = the_procedure(phase).round
    tables = tables_of(of, sight(CITIZEN, of).sees_all)
    return {name: csv_bytes(table).decode("utf-8-sig").split("\r\n")[0].split(",") for name, table in tables}


def test_tables_and_columns_appear_as_the_phases_open_them() -> None:
    assert headings("needs") == {}
    at_call = headings("call")
    assert at_call.keys() == {"needs", "lots"}
    assert not [title for title in at_call["lots"] if "Precio" in title or "Mediana" in title or "Causa" in title]
    at_delivery = headings("delivery")
    assert at_delivery.keys() == {"needs", "lots", "bids", "awards", "contracts", "contract-lines", "suppliers"}
    assert "Precio máximo autorizado (MXN)" in at_delivery["lots"]
    assert not [title for title in at_delivery["bids"] if "Precio" in title or "Capacidad" in title]


def test_the_tables_and_the_workbook_hold_every_row() -> None:
    book = openpyxl.load_workbook(io.BytesIO(content("result.xlsx")), read_only=True)
    rows = list(csv.reader(io.StringIO(content("tables/contract-lines.csv").decode("utf-8-sig"))))
    assert len(rows) - 1 == ContractLine.objects.count()
    assert book["Renglones de contrato"].max_row == len(rows) + 1
    assert book["Partidas"]["A1"].value == "DATOS SINTÉTICOS: ensayo con mercado simulado"
    at = rows[0].index("Máximo (piezas)")
    assert sum(int(row[at]) for row in rows[1:]) == ContractLine.objects.aggregate(n=Sum("maximum_pieces"))["n"]


def test_asked_is_awarded_plus_not_awarded_in_codes_pieces_and_money() -> None:
    found = round_result(Round.objects.get(code=CODE))
    parts = [found.awarded, found.all_not_awarded, found.undecided]
    assert found.asked.codes == sum(part.codes for part in parts)
    assert found.asked.pieces == sum(part.pieces for part in parts) + found.left_in_part.pieces
    at_reference = found.awarded_at_reference_centavos + sum(part.centavos for part in parts[1:])
    assert found.asked.centavos == at_reference + found.left_in_part.centavos
    assert found.undecided.codes == found.undecided.pieces == 0
    assert found.awarded.codes == LotDecision.objects.exclude(state="not-awarded").count()


def test_publishing_again_gives_the_same_bytes() -> None:
    before = dict(ArtifactName.objects.values_list("name", "artifact__sha256"))
    with transaction.atomic():
        publish(the_procedure(), Path(settings.STATE), "again")
        publish_result(the_procedure().round, Path(settings.STATE), "again")
    assert dict(ArtifactName.objects.values_list("name", "artifact__sha256")) == before


def test_one_piece_more_in_one_line_changes_the_open_data_by_it() -> None:
    lot = Lot.objects.order_by("number")[0]
    before = procedure_facts(the_procedure())
    Lot.objects.filter(pk=lot.pk).update(maximum_pieces=lot.maximum_pieces + 1)
    after = procedure_facts(the_procedure())
    assert sum(one.maximum_pieces for one in after.lots) == sum(one.maximum_pieces for one in before.lots) + 1


def test_open_data_that_breaks_the_standard_is_not_published() -> None:
    Procedure.objects.filter(round__code=CODE).update(ocid="")
    names = ArtifactName.objects.count()
    with transaction.atomic(), pytest.raises(Refused) as refusal:
        publish(the_procedure(), Path(settings.STATE), "broken")
    assert refusal.value.code == "open-data-not-valid"
    assert ArtifactName.objects.count() == names


def test_what_another_round_called_the_items_first_leaves_no_trace_in_the_files() -> None:
    procedure = Procedure.objects.select_related("round").get(round__code=CODE)
    of = procedure.round

    def published() -> list[bytes]:
        package = release_package(package_facts(of, "x.json"), [procedure_facts(procedure)], "implementation")
        return [b"".join(package), *(csv_bytes(table) for _, table in tables_of(of, sight(CITIZEN, of).sees_all))]

    before = published()
    Item.objects.update(
        description="AS ANOTHER ROUND WROTE IT", generic_name="other", dosage_form="other", container="other",
        origin="synthetic",
    )  # fmt: skip
    assert published() == before
