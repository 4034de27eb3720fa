"""The evidence of an award, and the independent verifier on it: as anyone would run it, in a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from abasto.award.actions.decide_lots import decide_lots
from abasto.award.decide import decide_all
from abasto.award.evidence import BIDDERS, CEILING, REFERENCE, Award, DecidedLot, bids_of, evidence, openings
from abasto.award.facts import LotCase
from abasto.award.proof.queries import award_of, openings_within, secret_of
from abasto.base.refusal import Refused
from abasto.ledger.models import Event
from abasto.openness.actions.publish import publish
from abasto.tender.call import CallRules
from abasto.tender.models import Bid, Procedure

from .cases import ALL_PRICE, ALL_TECHNICAL, NATIONAL, OPEN, POINTS, TREATIES, judged_for, random_case, rules

SOURCE = Path(__file__).parents[2] / "src"
SYNTHETIC = b"secret of the test, 32 bytes long"
EVERYTHING = frozenset({BIDDERS, CEILING, REFERENCE})
CODE = "mx-mini"


def verified(folder: Path, content: bytes, opened: bytes = b"") -> subprocess.CompletedProcess[str]:
    """`python -m abasto_verify lawful` on these files."""
    (folder / "evidence.json").write_bytes(content)
    names = ["evidence.json"]
    if opened:
        (folder / "openings.json").write_bytes(opened)
        names.append("openings.json")
    command = [sys.executable, "-m", "abasto_verify", "lawful", *names]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def an_award(of: CallRules, lots: int = 60, closed: frozenset[str] = frozenset(), seed: int = 3) -> Award:
    """Random lots with every kind of bid, decided; some have a tie that no draw breaks."""
    random = Random(seed)
    cases = [_numbered(judged_for(random_case(random), of, random), number) for number in range(lots)]
    verdicts = decide_all(cases, of)
    buyers = [f"B{number}" for number in range(max(len(case.lot.buyer_maximum_pieces) for case in cases))]
    decided = [
        DecidedLot(case, range(len(case.lot.buyer_maximum_pieces)), verdict)
        for case, verdict in zip(cases, verdicts, strict=True)
    ]
    return Award(
        "R", "P-1", "synthetic", "MXN", of, {"spread_percent": "LAASSP 2025"}, buyers, decided, closed, SYNTHETIC
    )


def _numbered(case: LotCase, number: int) -> LotCase:
    """Lots and bids with ids of their own; in each fifth lot no draw was held."""
    lot = replace(case.lot, lot_id=f"L{number:03}")
    bids = [replace(bid, bid_id=f"L{number:03}/{bid.bid_id}") for bid in case.bids]
    draw = {} if number % 5 == 0 else {f"L{number:03}/{bid}": place for bid, place in case.draw.items()}
    return case._replace(lot=lot, bids=bids, draw=draw)


RULES = {
    "binary": rules(),
    "preponderant": rules(not_convenient_base="accepted_offers_preponderant", statistic="mean"),
    "remarked": rules(not_convenient_rejects=False, tie_break=("draw",), minimum_share_percent=Decimal("12.5")),
    "treaties": rules(origin=TREATIES, second_place_margin_percent=Decimal(10)),
    "national": rules(origin=NATIONAL),
    "open": rules(origin=OPEN, spread_percent=Decimal("9.5")),
    "points": rules(evaluation="points", points=POINTS, origin=OPEN),
    "all price": rules(evaluation="points", points=ALL_PRICE),
    "all technical": rules(evaluation="points", points=ALL_TECHNICAL, spread_percent=Decimal(0)),
    "cost-benefit": rules(evaluation="cost-benefit", least_net_benefit_centavos=5, origin=TREATIES),
}


@pytest.mark.parametrize("of", RULES.values(), ids=RULES.keys())
def test_the_verifier_decides_every_lot_again_and_finds_the_same(of: CallRules, tmp_path: Path) -> None:
    award = an_award(of)
    made = evidence(award)
    done = verified(tmp_path, made.content, openings(award, made.root, bids_of(award.lots)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "60 de 60 lotes se decidieron de nuevo" in done.stdout


def test_what_is_closed_to_the_public_is_not_in_the_evidence_and_opens_with_its_lot(tmp_path: Path) -> None:
    award = an_award(rules(), closed=EVERYTHING)
    made = evidence(award)
    told = json.loads(made.content)
    assert {bid["supplier"] for bid in told["bids"]} == {""}
    assert not any({"ceiling_centavos", "median_centavos", "sources"} & lot.keys() for lot in told["lots"])
    assert "S-" not in made.content.decode()
    done = verified(tmp_path, made.content, openings(award, made.root, bids_of(award.lots)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "60 de 60 lotes se decidieron de nuevo" in done.stdout


def test_the_evidence_tells_no_price_of_a_bid_and_its_hash_cannot_be_guessed_by_trying_prices() -> None:
    award = an_award(rules())
    first = award.lots[1].case.bids[0]
    told = json.loads(evidence(award).content)
    entry = next(bid for bid in told["bids"] if bid["id"] == first.bid_id)
    assert entry.keys() == {"id", "lot", "supplier", "commitment"}
    same = evidence(replace(award, secret=b"another secret"))
    other = next(bid for bid in json.loads(same.content)["bids"] if bid["id"] == first.bid_id)
    assert other["commitment"] != entry["commitment"]


def test_the_same_facts_give_the_same_bytes_and_another_price_another_root() -> None:
    award = an_award(rules())
    assert evidence(award) == evidence(an_award(rules()))
    lot = award.lots[1]
    dearer = [replace(lot.case.bids[0], price_centavos=119), *lot.case.bids[1:]]
    changed = replace(award, lots=[award.lots[0], lot._replace(case=lot.case._replace(bids=dearer)), *award.lots[2:]])
    assert evidence(changed).root != evidence(award).root


def test_a_winner_swapped_in_the_file_is_found(tmp_path: Path) -> None:
    award = an_award(rules())
    made = evidence(award)
    told: dict[str, Any] = json.loads(made.content)
    decision = next(one for one in told["decisions"] if one["state"] == "awarded")
    decision["winners"][0]["maximum_by_buyer"][0] -= 1
    done = verified(tmp_path, json.dumps(told, sort_keys=True, separators=(",", ":")).encode())
    assert done.returncode != 0


def test_a_bidder_gets_its_own_bid_or_all_bids_of_its_lots() -> None:
    award = an_award(rules())
    everything = openings(award, evidence(award).root, bids_of(award.lots))
    own = frozenset({"S-B0"})
    alone = json.loads(openings_within(everything, own, with_rivals=False))["openings"]
    rivals = json.loads(openings_within(everything, own, with_rivals=True))["openings"]
    assert {one["facts"]["supplier"] for one in alone} == own
    assert {one["facts"]["lot"] for one in alone} == {one["facts"]["lot"] for one in rivals}
    assert len(alone) < len(rivals)
    assert json.loads(openings_within(everything, frozenset({"nobody"}), with_rivals=True))["openings"] == []


def the_procedure() -> Procedure:
    return Procedure.objects.select_related("round").get(round__code=CODE)


def kept(name: str) -> bytes:
    return Path(settings.STATE, "rounds", CODE, "award", the_procedure().number, name).read_bytes()


@pytest.mark.django_db
def test_the_verifier_accepts_the_published_evidence_of_the_played_round(tmp_path: Path) -> None:
    done = verified(tmp_path, kept("evidence.json"), kept("openings.json"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(kept("evidence.json"))["root"] in done.stdout


@pytest.mark.django_db
def test_the_root_is_on_the_log_when_the_lots_are_decided_and_once() -> None:
    (event,) = Event.objects.filter(kind="award-evidence-rooted")
    assert event.subject == the_procedure().number
    assert json.loads(event.body) == {"root": json.loads(kept("evidence.json"))["root"]}
    assert event.number is not None


@pytest.mark.django_db
def test_a_fact_that_changed_after_the_decision_stops_the_publication_until_the_lot_is_decided_again() -> None:
    bid = Bid.objects.filter(award__isnull=False).select_related("lot__item").order_by("key").first()
    assert bid is not None
    Bid.objects.filter(pk=bid.pk).update(has_declined=True)
    with pytest.raises(Refused, match="evidence-not-as-decided"), transaction.atomic():
        publish(the_procedure(), settings.STATE, "again")
    with transaction.atomic():
        decide_lots(the_procedure(), "test", "again", [bid.lot.item.clave])
    told = evidence(award_of(the_procedure()))
    outcome = next(
        outcome for one in json.loads(told.content)["decisions"] for outcome in one["outcomes"] if outcome[0] == bid.key
    )
    assert outcome == [bid.key, 0, "did-not-sign"]


@pytest.mark.django_db
def test_the_secret_of_a_procedure_that_is_not_synthetic_is_kept_and_tells_nothing_of_the_seed() -> None:
    procedure = the_procedure()
    synthetic = secret_of(procedure)
    procedure.origin = "published"
    assert secret_of(procedure) == secret_of(procedure) != synthetic
    procedure.round.seed += 1
    again = secret_of(procedure)
    procedure.origin = "synthetic"
    assert secret_of(procedure) not in (synthetic, again)


def signed_in(name: str) -> Client:
    client = Client()
    client.post("/roles/", {"username": name})
    return client


@pytest.mark.django_db
def test_a_supplier_takes_the_openings_of_its_lots_the_auditor_all_and_a_citizen_none() -> None:
    number = the_procedure().number
    address = f"/rounds/{CODE}/openings/{number}/"
    supplier = Bid.objects.order_by("key").values_list("supplier__code", flat=True).first()
    everything = json.loads(signed_in("auditor").get(address).content)["openings"]
    assert len(everything) == Bid.objects.count()
    own = json.loads(signed_in(f"supplier-{supplier}").get(address).content)["openings"]
    lots = set(Bid.objects.filter(supplier__code=supplier).values_list("lot__item__clave", flat=True))
    assert {one["facts"]["lot"] for one in own} == lots
    assert len(own) == Bid.objects.filter(lot__item__clave__in=lots).count() < len(everything)
    assert Client().get(address).status_code == 404


@pytest.mark.django_db
def test_the_page_of_downloads_tells_how_to_check_and_shows_openings_to_those_who_may() -> None:
    english = {"accept-language": "en"}
    address, number = f"/public/{CODE}/downloads/", the_procedure().number
    supplier = Bid.objects.order_by("key").values_list("supplier__code", flat=True).first()
    public = Client().get(address, headers=english).content.decode()
    assert "abasto_verify lawful" in public
    assert "openings.json</a>" not in public
    assert f"/openings/{number}/" not in public
    assert f"/openings/{number}/" in signed_in(f"supplier-{supplier}").get(address, headers=english).content.decode()
    assert "openings.json</a>" in signed_in("auditor").get(address, headers=english).content.decode()
