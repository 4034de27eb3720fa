"""What a decision must be whatever the bids say inside: checked on the evidence alone, without any opening.

Who has a place, which share, who must win and why a lot has no award follow from ranks and reasons.
"""

from operator import lt
from typing import Any

from .evidence_shape import DEFECTS
from .findings import Findings

NOTHING = "nothing more"
"""Stands where a list has ended. No id has a blank, so that no id can pass for it."""


def first_difference(one: list[str], other: list[str]) -> tuple[str, str]:
    """The first places that differ, or two equal texts."""
    for here, there in zip([*one, NOTHING], [*other, NOTHING], strict=False):
        if here != there:
            return here, there
    return "", ""


def check_closed(lot: dict[str, Any], bids: list[str], decision: dict[str, Any], findings: Findings) -> None:
    """One outcome a bid, ranks in a row, the share of each place, no buyer with more than it asked for, the state."""
    where = lot["id"]
    if decision["state"] == "undecided":
        if decision["winners"] or decision["outcomes"] or decision["reason"] != "draw-not-recorded" or len(bids) < 2:
            findings.fault("undecided-with-award", lot=where)
        return
    told = [bid for bid, _, _ in decision["outcomes"]]
    findings.equal("outcomes-not-of-bids", *first_difference(told, bids), lot=where)
    check_outcomes(lot, decision["outcomes"], findings)
    _check_winners(lot, decision, findings)
    if any(len(winner[key]) != len(lot[key]) for winner in decision["winners"] for key in PIECES):
        findings.fault("pieces-lists", lot=where)
        return
    left = left_over(lot, decision["winners"], findings)
    state, reason = ("awarded-in-part", "capacity") if left else ("awarded", "")
    if not decision["winners"]:
        reasons = [why for _, _, why in decision["outcomes"] if why in DEFECTS]
        state, reason = "not-awarded", min(reasons, key=DEFECTS.index, default="no-bid")
    findings.equal("state-differs", decision["state"], state, lot=where)
    findings.equal("reason-differs", decision["reason"], reason, lot=where)


PIECES = ("maximum_by_buyer", "minimum_by_buyer")


def check_outcomes(lot: dict[str, Any], outcomes: list[Any], findings: Findings) -> None:
    """Ranks in a row, and none for a bid with a defect."""
    where = lot["id"]
    ranks = sorted(rank for _, rank, _ in outcomes if rank)
    if ranks != list(range(1, len(ranks) + 1)):
        findings.fault("ranks-not-in-row", lot=where, found=" ".join(map(str, ranks))[:60])
    for bid, rank, reason in outcomes:
        is_beyond_nothing = reason == "outside-spread" and len(lot["shares"]) == 1
        if (rank == 0) != (reason in DEFECTS) or is_beyond_nothing:
            findings.fault("rank-against-reason", lot=where, bid=bid, claimed=rank, found=reason)


def _check_winners(lot: dict[str, Any], decision: dict[str, Any], findings: Findings) -> None:
    """Winners in the order of their ranks, with a place and its share; some piece; no minimum above its maximum."""
    where, winners = lot["id"], decision["winners"]
    by_rank = sorted((rank, bid, reason) for bid, rank, reason in decision["outcomes"] if rank)
    told = [bid for _, bid, reason in by_rank if reason == ""]
    won = [winner["bid"] for winner in winners]
    if by_rank and not told:
        findings.fault("nobody-wins", lot=where, found=len(by_rank))
    if won != told:
        findings.fault("winners-against-outcomes", lot=where, claimed=" ".join(won), found=" ".join(told))
    placed: list[str] = []
    for _, bid, reason in by_rank:
        if not placed or reason != "outside-spread":
            placed.append(bid)
    shares = dict(zip(placed, lot["shares"], strict=False))
    for winner in winners:
        bid, most, least = winner["bid"], winner["maximum_by_buyer"], winner["minimum_by_buyer"]
        findings.equal(
            "winner-differs", winner["share_percent"], shares.get(bid, 0), lot=where, bid=bid, what="share_percent"
        )
        if not sum(most) or any(map(lt, most, least)):
            findings.fault("winner-pieces", lot=where, bid=bid)


def left_over(lot: dict[str, Any], winners: list[dict[str, Any]], findings: Findings) -> int:
    """The pieces nobody supplies; where none are left, none of the minimum may be."""
    left: int = sum(lot["maximum_by_buyer"])
    for key in PIECES:
        given = [winner[key] for winner in winners]
        sums = list(map(sum, zip(*given, strict=True))) or [0] * len(lot[key])
        for buyer, most, got in zip(lot["lot_buyers"], lot[key], sums, strict=True) if sums != lot[key] else ():
            if got > most:
                findings.fault("pieces-above-need", lot=lot["id"], buyer=buyer, claimed=got, found=most)
            if key == "minimum_by_buyer" and got < most and not left:
                findings.fault("minimum-left", lot=lot["id"], buyer=buyer, claimed=got, found=most)
        if key == "maximum_by_buyer":
            left -= sum(sums)
    return left
