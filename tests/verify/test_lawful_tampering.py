"""Every way of cheating with a lawful award that we could think of, each refused for its own reason.

Who cheats may compute commitments and roots anew, and does, unless the row is about them. The rows of the first table
are refused by whoever holds all openings; those of the second without any; those of the last by one losing bidder.
"""

from pathlib import Path
from typing import Any

import pytest

from abasto_verify.findings import Findings, Refused
from abasto_verify.lawful import check_lawful

from . import small_evidence
from .small_evidence import digest, root_of, written
from .tampering import Change, Files, both, drop, more, put, swap

D, L, B, OPEN = "evidence.decisions", "evidence.lots", "evidence.bids", "openings.openings"
WINNERS_LA = ["A1", "A2"]


def fact(bid: int, name: str, value: Any) -> Change:
    return put(f"{OPEN}.{bid}.facts.{name}", value)


def outcome(lot: int, bid: int, rank: int, reason: str) -> Change:
    def change(files: Files) -> None:
        row = files["evidence"]["decisions"][lot]["outcomes"][bid]
        row[1:] = [rank, reason]

    return change


def winner(lot: int, place: int, **values: Any) -> Change:
    def change(files: Files) -> None:
        files["evidence"]["decisions"][lot]["winners"][place] |= values

    return change


def committed(files: Files) -> None:
    """Commit anew to every opening, and let the openings name the new root."""
    opened = {one["id"]: one for one in files["openings"]["openings"]}
    for bid in files["evidence"]["bids"]:
        if bid["id"] in opened:
            bid["commitment"] = digest(opened[bid["id"]])
    rooted(files)


def rooted(files: Files) -> None:
    files["evidence"]["root"] = files["openings"]["root"] = root_of(files["evidence"])


WITH_ALL_OPENINGS: dict[str, tuple[Change, str]] = {
    "the winner's place goes to the third": (
        both(outcome(0, 1, 3, "not-among-winners"), outcome(0, 2, 2, ""), winner(0, 1, bid="A3")),
        "bid-rank-differs",
    ),
    "first and second change places": (
        both(outcome(0, 0, 2, ""), outcome(0, 1, 1, ""), winner(0, 0, bid="A2"), winner(0, 1, bid="A1")),
        "bid-rank-differs",
    ),
    "a debarred bidder wins": (
        both(
            outcome(1, 1, 2, "not-among-winners"),
            outcome(1, 0, 3, "not-among-winners"),
            outcome(1, 2, 1, ""),
            winner(1, 0, bid="B3"),
        ),
        "bid-reason-differs",
    ),
    "a debarred bidder is no longer debarred": (fact(6, "is_debarred", False), "bid-reason-differs"),
    "a bid outside the spread is said to be within": (outcome(0, 3, 4, "not-among-winners"), "bid-reason-differs"),
    "another reason is given": (outcome(4, 0, 0, "documents"), "bid-reason-differs"),
    "a price lowered after the opening": (fact(1, "price_centavos", 99), "bid-rank-differs"),
    "a price raised after the opening": (fact(0, "price_centavos", 106), "bid-rank-differs"),
    "a price above the ceiling hidden": (fact(10, "price_centavos", 120), "bid-reason-differs"),
    "a capacity invented": (fact(13, "capacity_pieces", 100), "state-differs"),
    "a capacity taken away": (fact(0, "capacity_pieces", 10), "bid-reason-differs"),
    "the size of a firm changed to win the tie": (fact(5, "supplier_size", "large"), "bid-rank-differs"),
    "the place drawn changed": (both(fact(4, "draw_place", 1), fact(5, "draw_place", 2)), "bid-rank-differs"),
    "the draw left out": (both(fact(4, "draw_place", None), fact(5, "draw_place", None)), "state-differs"),
    "two bids drew the same place": (fact(4, "draw_place", 1), "state-differs"),
    "a draw invented for a lot that could not be decided": (
        both(fact(8, "draw_place", 1), fact(9, "draw_place", 2)),
        "state-differs",
    ),
    "a lot that could not be decided is awarded": (
        put(
            f"{D}.2",
            {
                "lot": "LC",
                "state": "awarded",
                "reason": "",
                "winners": [
                    {"bid": "C1", "share_percent": 100, "maximum_by_buyer": [10, 10], "minimum_by_buyer": [4, 4]}
                ],
                "outcomes": [["C1", 1, ""], ["C2", 2, "not-among-winners"]],
            },
        ),
        "state-differs",
    ),
    "a lacking document found after the opening": (fact(11, "documents_lacking", []), "state-differs"),
    "a country changed": (fact(12, "country", "DE"), "state-differs"),
    "a winner that did not sign keeps the lot": (fact(15, "has_declined", False), "bid-reason-differs"),
    "an annulled offer comes back": (fact(18, "is_annulled", False), "bid-reason-differs"),
    "one piece moved between buyers": (
        both(winner(0, 0, maximum_by_buyer=[37, 23]), winner(0, 1, maximum_by_buyer=[23, 17])),
        "winner-differs",
    ),
    "one piece of the minimum moved between winners": (
        both(winner(0, 0, minimum_by_buyer=[15, 10]), winner(0, 1, minimum_by_buyer=[9, 6])),
        "winner-differs",
    ),
    "one piece kept back": (
        both(winner(0, 1, maximum_by_buyer=[24, 15]), put(f"{D}.0.state", "awarded-in-part")),
        "winner-differs",
    ),
    "a published share off by one": (winner(0, 0, share_percent=61), "winner-differs"),
    "the reason of a lot without award changed": (put(f"{D}.4.reason", "documents"), "reason-differs"),
    "the reason of a part left changed": (put(f"{D}.5.reason", ""), "reason-differs"),
    "a spread widened after the fact": (put("evidence.rules.spread_percent", "12"), "bid-reason-differs"),
    "a spread narrowed after the fact": (put("evidence.rules.spread_percent", "8"), "bid-reason-differs"),
    "the ceiling taken away and the research too": (
        both(put(f"{L}.4.ceiling_centavos", None), put(f"{L}.4.median_centavos", None)),
        "state-differs",
    ),
    "low prices accepted after the fact": (put("evidence.rules.not_convenient_rejects", False), "bid-reason-differs"),
    "the mean of the research lowered": (put(f"{L}.1.mean_centavos", "100"), "bid-reason-differs"),
    "the minimum share lowered": (put("evidence.rules.minimum_share_percent", "19"), "bid-reason-differs"),
    "the margin of the second place widened": (
        put("evidence.rules.second_place_margin_percent", "15"),
        "bid-reason-differs",
    ),
    "small firms no longer preferred": (
        both(put("evidence.rules.tie_break", ["draw"]), fact(5, "supplier_size", "large"), fact(5, "draw_place", 3)),
        "bid-rank-differs",
    ),
    "another country covered": (put("evidence.rules.covered_countries", ["CN", "DE"]), "state-differs"),
    "the shares of a lot changed": (put(f"{L}.0.shares", [100]), "bid-reason-differs"),
    "a losing bid taken away with its outcome": (
        both(
            drop(f"{B}.1"),
            drop(f"{OPEN}.1"),
            drop(f"{D}.0.outcomes.1"),
            drop(f"{D}.0.winners.1"),
            put(f"{D}.0.outcomes.1.1", 2),
            put(f"{D}.0.outcomes.2.1", 3),
            put(f"{D}.0.state", "awarded-in-part"),
        ),
        "bid-reason-differs",
    ),
}

WITHOUT_OPENINGS: dict[str, tuple[Change, str]] = {
    "a bid taken away from the outcomes": (drop(f"{D}.0.outcomes.3"), "outcomes-not-of-bids"),
    "a bid put into the outcomes of another lot": (
        more(f"{D}.0.outcomes", ["B1", 5, "not-among-winners"]),
        "outcomes-not-of-bids",
    ),
    "an outcome twice": (more(f"{D}.0.outcomes", ["A4", 5, "outside-spread"]), "outcomes-not-of-bids"),
    "outcomes in another order": (put(f"{D}.0.outcomes", swap), "outcomes-not-of-bids"),
    "a lot without decision": (drop(f"{D}.3"), "decisions-not-of-lots"),
    "a lot decided twice": (more(D, small_evidence.DECISIONS[6]), "decisions-not-of-lots"),
    "decisions in another order": (put(D, swap), "decisions-not-of-lots"),
    "a decision on a lot that is not there": (put(f"{D}.3.lot", "LX"), "decisions-not-of-lots"),
    "two bids with the same rank": (outcome(0, 2, 2, "not-among-winners"), "ranks-not-in-row"),
    "a rank left out": (outcome(0, 3, 5, "outside-spread"), "ranks-not-in-row"),
    "a rank for a bid that is not solvent": (outcome(1, 2, 3, "debarred"), "rank-against-reason"),
    "no rank for a winner": (outcome(1, 1, 0, ""), "rank-against-reason"),
    "a winner who lost": (winner(0, 1, bid="A3"), "winners-against-outcomes"),
    "a winner twice": (put(f"{D}.0.winners.1.bid", "A1"), "winners-against-outcomes"),
    "a winner of another lot": (winner(0, 1, bid="B1"), "winners-against-outcomes"),
    "winners in another order": (put(f"{D}.0.winners", swap), "winners-against-outcomes"),
    "more pieces than a buyer asked for": (winner(0, 0, maximum_by_buyer=[37, 24]), "pieces-above-need"),
    "a minimum above what a buyer asked for": (winner(1, 0, minimum_by_buyer=[21, 4]), "pieces-above-need"),
    "pieces for a buyer who is not in the lot": (winner(1, 0, maximum_by_buyer=[50, 10, 5]), "pieces-lists"),
    "negative pieces": (winner(0, 0, maximum_by_buyer=[-36, 24]), "out-of-range"),
    "an award that says nothing was awarded": (put(f"{D}.0.state", "not-awarded"), "state-differs"),
    "a part that says all was awarded": (put(f"{D}.5.state", "awarded"), "state-differs"),
    "an undecided lot with a winner": (put(f"{D}.0.state", "undecided"), "undecided-with-award"),
    "a bid of a lot that is not there": (put(f"{B}.0.lot", "LX"), "unknown-name"),
    "a bid twice": (put(B, lambda some: [some[0], *some]), "bids-not-sorted"),
    "bids in another order": (put(B, swap), "bids-not-sorted"),
    "a lot twice": (more(L, small_evidence.LOTS[0]), "twice"),
    "a buyer twice": (put("evidence.buyers", ["IMSS", "IMSS", "PEMEX"]), "twice"),
    "a buyer of a lot that is not there": (put(f"{L}.1.lot_buyers", [0, 3]), "lot-buyers"),
    "a buyer twice in a lot": (put(f"{L}.1.lot_buyers", [0, 0]), "lot-buyers"),
    "a minimum above its maximum": (put(f"{L}.1.minimum_by_buyer", [51, 4]), "lot-pieces"),
    "a lot that asks for nothing": (put(f"{L}.3.maximum_by_buyer", [0, 0]), "lot-pieces"),
    "shares that the call does not have": (put(f"{L}.0.shares", [70, 30]), "lot-shares"),
    "a tie-break without draw": (put("evidence.rules.tie_break", ["msme"]), "tie-break"),
    "weights that do not add up": (
        both(put("evidence.rules.evaluation", "points"), put("evidence.rules.technical_weight", "50")),
        "weights-not-whole",
    ),
    "a percent as a number": (put("evidence.rules.spread_percent", 10), "not-written-as"),
    "a percent written in two ways": (put("evidence.rules.spread_percent", "10.0"), "not-written-as"),
    "a negative percent": (put("evidence.rules.spread_percent", "-10"), "not-written-as"),
    "a percent with a comma": (put("evidence.rules.spread_percent", "12,5"), "not-written-as"),
    "a mean over zero": (put(f"{L}.0.mean_centavos", "110/0"), "not-written-as"),
    "an unknown evaluation": (put("evidence.rules.evaluation", "lowest"), "not-one-of"),
    "a rule left out": (drop("evidence.rules.spread_percent"), "other-keys"),
    "a rule that nobody knows": (put("evidence.rules.exceptions", []), "other-keys"),
    "an unknown reason": (outcome(0, 3, 0, "because"), "not-one-of"),
    "a ceiling as text": (put(f"{L}.0.ceiling_centavos", "130"), "not-a-number"),
    "a ceiling that is true": (put(f"{L}.0.ceiling_centavos", True), "not-a-number"),
    "a ceiling of forty-one digits": (put(f"{L}.0.ceiling_centavos", 10**40), "out-of-range"),
    "a ceiling of five thousand digits": (put(f"{L}.0.ceiling_centavos", "DIGITS"), "number-too-long"),
    "a float": (put(f"{L}.0.ceiling_centavos", 130.0), "no-whole-number"),
    "a supplier with a look-alike letter": (put(f"{B}.0.supplier", "\u0405" + "1"), "not-written-as"),
    "a bid id with an invisible character": (put(f"{B}.0.id", "A1\u200b"), "not-written-as"),
    "a citation that mixes scripts": (
        put("evidence.rules.citations.evaluation", "L\u0410ASSP art. 5"),
        "text-that-misleads",
    ),
    "a citation that is not NFC": (put("evidence.rules.citations.evaluation", "articulo\u0301"), "text-not-nfc"),
    "a closed ceiling without commitment": (drop(f"{L}.0.ceiling_centavos"), "lot-commitment"),
    "a commitment for a lot with nothing closed": (put(f"{L}.0.commitment", "0" * 64), "lot-commitment"),
    "another version": (put("evidence.version", 2), "out-of-range"),
}

ABOUT_HASHES: dict[str, tuple[Change, str]] = {
    "the root of another file": (put("evidence.root", "0" * 64), "root-differs"),
    "a decision changed under the old root": (put(f"{D}.4.reason", "documents"), "root-differs"),
    "a rule changed under the old root": (put("evidence.rules.spread_percent", "12"), "root-differs"),
    "a bid changed under the old root": (put(f"{B}.0.supplier", "S9"), "root-differs"),
    "a root in capitals": (put("evidence.root", str.upper), "not-written-as"),
    "the openings of another evidence": (put("openings.root", "0" * 64), "openings-of-another"),
    "an opening with another price": (fact(0, "price_centavos", 99), "commitment-differs"),
    "an opening with another salt": (put(f"{OPEN}.0.salt", "0" * 64), "commitment-differs"),
    "an opening under the name of another bid": (
        both(put(f"{OPEN}.0.id", "A2"), drop(f"{OPEN}.1")),
        "commitment-differs",
    ),
    "an opening of a bid that is not there": (put(f"{OPEN}.0.id", "A0"), "opening-unknown"),
    "an opening twice": (put(OPEN, lambda some: [some[0], *some]), "openings-not-sorted"),
    "openings in another order": (put(OPEN, swap), "openings-not-sorted"),
    "an opening without salt": (drop(f"{OPEN}.0.salt"), "other-keys"),
    "an opening with a fact more": (fact(0, "remark", "x"), "other-keys"),
    "an opening with a fact less": (drop(f"{OPEN}.0.facts.is_annulled"), "other-keys"),
    "an opening with a negative price": (fact(0, "price_centavos", -1), "out-of-range"),
    "an opening with a price of zero": (fact(0, "price_centavos", 0), "out-of-range"),
}


def test_commitments_swapped_between_bids(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        one, other = files["evidence"]["bids"][:2]
        one["commitment"], other["commitment"] = other["commitment"], one["commitment"]
        rooted(files)

    assert "commitment-differs" in codes(tmp_path, change)


def test_an_opening_that_says_another_supplier_or_lot_than_the_evidence(tmp_path: Path) -> None:
    assert "opening-of-another" in codes(tmp_path, both(fact(0, "supplier", "S9"), committed))
    assert "opening-of-another" in codes(tmp_path, both(fact(0, "lot", "LB"), committed))


BY_ONE_BIDDER: dict[str, tuple[list[str], Change, str]] = {
    "his bid is called debarred": (
        ["A3"],
        both(outcome(0, 2, 0, "debarred"), outcome(0, 3, 3, "outside-spread")),
        "bid-reason-differs",
    ),
    "his document is called lacking": (
        ["A3"],
        both(outcome(0, 2, 0, "documents"), outcome(0, 3, 3, "outside-spread")),
        "bid-reason-differs",
    ),
    "his price is called too high": (
        ["A3"],
        both(outcome(0, 2, 0, "above-ceiling"), outcome(0, 3, 3, "outside-spread")),
        "bid-reason-differs",
    ),
    "his capacity is called too small": (
        ["A3"],
        both(outcome(0, 2, 0, "capacity"), outcome(0, 3, 3, "outside-spread")),
        "bid-reason-differs",
    ),
    "the winner, who is open, has a higher price": (
        ["A1", "A2"],
        both(outcome(0, 0, 2, ""), outcome(0, 1, 1, ""), put(f"{D}.0.winners", swap)),
        "rank-against-price",
    ),
    "he is called outside the spread of the first, who is open": (
        ["A1", "A3"],
        outcome(0, 2, 3, "outside-spread"),
        "spread-differs",
    ),
    "another is within the spread who is beyond it": (
        ["A1", "A4"],
        outcome(0, 3, 4, "not-among-winners"),
        "spread-differs",
    ),
    "the winner gets more than his capacity": (
        ["F1"],
        both(winner(5, 0, maximum_by_buyer=[20, 12])),
        "pieces-above-capacity",
    ),
    "a debarred bid, open, wins": (
        ["B3"],
        both(
            outcome(1, 1, 2, "not-among-winners"),
            outcome(1, 0, 3, "not-among-winners"),
            outcome(1, 2, 1, ""),
            winner(1, 0, bid="B3"),
        ),
        "bid-reason-differs",
    ),
}


def codes(folder: Path, change: Change, bids: list[str] | None = None, is_open: bool = True) -> list[str]:
    """The code of every fault after a change."""
    files: Files = dict(zip(("evidence", "openings"), small_evidence.made(), strict=True))
    change(files)
    if bids is not None:
        files["openings"]["openings"] = [one for one in files["openings"]["openings"] if one["id"] in bids]
    paths = {name: folder / f"{name}.json" for name in files}
    for name, path in paths.items():
        path.write_bytes(written(files[name]))
    findings = Findings(all_faults=True)
    try:
        check_lawful(str(paths["evidence"]), str(paths["openings"]) if is_open else None, None, findings)
    except Refused as refused:
        return [*(fault.code for fault in findings.faults), refused.code]
    return [fault.code for fault in findings.faults]


@pytest.mark.parametrize("name", WITH_ALL_OPENINGS)
def test_who_holds_all_openings_refuses(name: str, tmp_path: Path) -> None:
    change, code = WITH_ALL_OPENINGS[name]
    assert code in codes(tmp_path, both(change, committed))


@pytest.mark.parametrize("name", WITHOUT_OPENINGS)
def test_anyone_refuses(name: str, tmp_path: Path) -> None:
    change, code = WITHOUT_OPENINGS[name]
    assert code in codes(tmp_path, both(change, rooted), is_open=False)


@pytest.mark.parametrize("name", ABOUT_HASHES)
def test_what_was_committed_to_cannot_change(name: str, tmp_path: Path) -> None:
    change, code = ABOUT_HASHES[name]
    assert code in codes(tmp_path, change)


@pytest.mark.parametrize("name", BY_ONE_BIDDER)
def test_who_holds_only_some_openings_refuses(name: str, tmp_path: Path) -> None:
    bids, change, code = BY_ONE_BIDDER[name]
    assert code in codes(tmp_path, both(change, rooted), bids)


def test_nothing_is_refused_where_nothing_was_changed(tmp_path: Path) -> None:
    assert codes(tmp_path, committed) == []
    assert len(WITH_ALL_OPENINGS) + len(WITHOUT_OPENINGS) + len(ABOUT_HASHES) + len(BY_ONE_BIDDER) > 100
