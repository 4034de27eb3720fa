"""Every read prints JSON for programs and the same as a table for people."""

import csv
import json

import pytest

from abasto.cli.reads import written

from ..cycle.place import MINI, SEED, Place

LOT = "010.000.0104.00"
READS = {
    "rounds": ("code", "phase", "seed"),
    "problems": (),
    "runs": ("kind", "state", "seconds", "result_sha256"),
    "law": ("key", "value", "unit", "state"),
    "calibrate": ("target_of", "value", "tolerance", "inside"),
    f"lot {LOT}": ("supplier", "price_centavos", "outcome", "awarded_pieces"),
}


@pytest.fixture
def played(undisturbed: Place) -> Place:
    return undisturbed.having(COLUMNS="1000")


@pytest.mark.parametrize("read", READS)
def test_the_table_shows_what_the_json_says(read: str, played: Place) -> None:
    rows = json.loads(played.run(*read.split(), "--json").stdout)
    shown = played.run(*read.split()).stdout
    assert bool(rows) is bool(READS[read])
    for row in rows:
        for column in READS[read]:
            assert written(row[column]) in shown


def test_the_result_as_json_agrees_with_the_files_and_the_table(played: Place) -> None:
    told = json.loads(played.run("result", "--json").stdout)
    shown = played.run("result").stdout
    lots = list(csv.DictReader(played.read("tables/lots.csv").lstrip("\ufeff").splitlines()))
    assert (told["code"], told["seed"], told["asked"]["codes"]) == (MINI, SEED, len(lots))
    assert told["asked"]["pieces"] == sum(int(lot["Máximo (piezas)"]) for lot in lots)
    assert told["awarded"]["pieces"] == sum(int(lot["Adjudicado (piezas)"]) for lot in lots)
    for tally in (told["asked"], told["awarded"], *(one["tally"] for one in told["not_awarded"])):
        assert f"{tally['pieces']:,}" in shown
        assert f"{tally['centavos'] / 100:,.0f}" in shown


def test_the_runs_are_those_of_the_database(played: Place) -> None:
    told = json.loads(played.run("runs", "--json").stdout)
    assert [(run["kind"], run["key"], run["result_sha256"]) for run in told] == [
        (kind, key, sha256) for kind, key, _, sha256, _ in played.runs()
    ]


def test_the_bids_of_a_lot_stand_by_price_with_one_reason_each(played: Place) -> None:
    bids = json.loads(played.run("lot", LOT, "--json").stdout)
    prices = [bid["price_centavos"] for bid in bids]
    assert prices == sorted(prices)
    assert all(bid["outcome"] for bid in bids)
