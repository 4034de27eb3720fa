import json
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from abasto.integrity.competition import BidSeen, Competition, Flag, LotSeen, Thresholds
from abasto.integrity.flags import FLAGS, raised
from abasto.integrity.flags.heavily_discounted_bid import find as heavily_discounted
from abasto.integrity.flags.heavily_discounted_bid import quantile
from abasto.integrity.flags.identical_prices import find as identical
from abasto.integrity.flags.single_bid import find as single

FIXTURES = Path(__file__).parents[2].parent / "shared/data/ocds_samples/cardinal_indicator_fixtures"
THRESHOLDS = Thresholds(hhi_points=2500, share_percent=40, minimum_lots=3)


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.code)
def test_every_flag_is_raised_by_its_own_example_and_has_a_full_page(flag: Flag) -> None:
    assert {one.code for one in flag.find(flag.example, THRESHOLDS)} == {flag.code}
    assert all((flag.title, flag.meaning, flag.innocent_when, flag.formula, flag.source))


def test_flags_of_a_procedure_come_by_key_and_once_each() -> None:
    keys = [one.key for flag in FLAGS for one in raised(flag.example, THRESHOLDS)]
    assert keys
    for flag in FLAGS:
        keys = [one.key for one in raised(flag.example, THRESHOLDS)]
        assert keys == sorted(set(keys))


def test_one_bidder_in_a_direct_award_raises_nothing() -> None:
    assert single(Competition("AD-1", "direct", (lot((100, True)),)), THRESHOLDS) == ()


def test_two_bids_of_one_supplier_are_still_a_single_bidder() -> None:
    twice = LotSeen("L1", "medicines", (BidSeen("A", 100, True), BidSeen("A", 90, False)))
    assert [one.supplier_id for one in single(Competition("LA", "open", (twice,)), THRESHOLDS)] == ["A"]


def test_a_supplier_at_its_own_price_twice_is_not_identical_prices() -> None:
    twice = LotSeen("L1", "medicines", (BidSeen("A", 100, True), BidSeen("A", 100, True)))
    assert identical(Competition("LA", "open", (twice,)), THRESHOLDS) == ()


def test_a_difference_of_one_centavo_is_not_identical() -> None:
    assert identical(Competition("LA", "open", (lot((100, True), (101, True)),)), THRESHOLDS) == ()


def test_a_supplier_exactly_at_the_share_is_flagged_and_one_centavo_below_is_not() -> None:
    assert shares_flagged(a=400, b=300, c=300) == {"A": 40}
    assert shares_flagged(a=39_999, b=30_001, c=30_000) == {}


def shares_flagged(a: int, b: int, c: int) -> dict[str, int | str | list[str]]:
    lots = tuple(LotSeen(name, "medicines", (), ((name, value),)) for name, value in (("A", a), ("B", b), ("C", c)))
    strict = Thresholds(hhi_points=10_001, share_percent=40, minimum_lots=3)
    found = FLAGS[3].find(Competition("LA", "open", lots), strict)
    return {one.supplier_id: (one.figures or {})["share_percent"] for one in found}


def test_a_category_with_too_few_lots_is_not_judged() -> None:
    alone = Competition("LA", "open", (LotSeen("L1", "vaccines", (), (("A", 10),)),))
    assert FLAGS[3].find(alone, THRESHOLDS) == ()


def test_quartiles_are_those_of_hyndman_and_fan_type_8() -> None:
    values = [Fraction(value) for value in range(1, 12)]
    assert quantile(values, Fraction(1, 4)) == Fraction(19, 6)
    assert quantile(values, Fraction(1, 2)) == 6
    assert quantile(values[:1], Fraction(3, 4)) == 1


def test_a_lot_split_between_winners_is_not_compared() -> None:
    split = LotSeen("L1", "x", (BidSeen("A", 1, True), BidSeen("B", 101, True)), (("A", 5), ("B", 5)))
    usual = [LotSeen(f"U{i}", "x", (BidSeen("A", 9, True), BidSeen("B", 9, True)), (("A", 5),)) for i in range(5)]
    assert heavily_discounted(Competition("LA", "open", (split, *usual)), THRESHOLDS) == ()


def lot(*bids: tuple[int, bool]) -> LotSeen:
    return LotSeen("L1", "medicines", tuple(BidSeen(f"S{i}", *bid) for i, bid in enumerate(bids)))


needs_fixtures = pytest.mark.skipif(not FIXTURES.exists(), reason="Cardinal's fixtures are not beside this checkout")


@needs_fixtures
@pytest.mark.parametrize(("code", "find"), [("R028", identical), ("R058", heavily_discounted)])
def test_cardinal_flags_the_same_processes(code: str, find: Any) -> None:
    lots = tuple(lot for release in fixture(code) for lot in as_lot(release))
    found = {one.lot_id for one in find(Competition("fixture", "open", lots), THRESHOLDS)}
    assert found == expected(code)


@needs_fixtures
def test_cardinal_flags_the_same_single_bids() -> None:
    found = set()
    for release in fixture("R018"):
        tender = release["tender"]
        bids = tuple(BidSeen(f"S{i}", 100 + i, True) for i in range(max(0, tender["numberOfTenderers"])))
        competition = Competition(
            "fixture", tender.get("procurementMethod", "direct"), (LotSeen(release["ocid"], "", bids),)
        )
        found |= {one.lot_id for one in single(competition, THRESHOLDS)}
    assert found == expected("R018")


def fixture(code: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FIXTURES / f"{code}.jsonl").read_text().splitlines()]


def expected(code: str) -> set[str]:
    return set(json.loads((FIXTURES / f"{code}.expected").read_text())["OCID"])


def as_lot(release: dict[str, Any]) -> Iterable[LotSeen]:
    """A fixture as a lot, without what Abasto never hands in: open awards, joint bids, cancelled calls."""
    awards = release.get("awards", [])
    bids = release["bids"]["details"]
    joint = any(len(bid.get("tenderers", ())) > 1 for bid in bids) or any(
        len(award.get("suppliers", ())) > 1 for award in awards
    )
    tender = release.get("tender", {})
    settled = {award["status"] for award in awards} <= {"active", "cancelled", "unsuccessful"}
    if joint or not settled or tender.get("status") == "cancelled" or "procurementMethodDetails" in tender:
        return
    seen = tuple(
        BidSeen(bid["tenderers"][0]["id"], bid["value"]["amount"] * 100, bid["status"] == "valid")
        for bid in bids
        if bid["status"] in ("valid", "disqualified") and bid.get("tenderers") and bid["value"]["currency"] == "USD"
    )
    won = tuple((award["suppliers"][0]["id"], 1) for award in awards if award["status"] == "active")
    yield LotSeen(release["ocid"], "", seen, won)
