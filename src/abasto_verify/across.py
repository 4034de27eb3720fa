"""An award across lots as its evidence tells it: what holds without the proof, and that it is the award of the proof.

Only a file that says by which rule such an award is admitted, and names problem and certificate by their SHA-256, is
read so. No lot in it is decided again here: the proof stands for all of them together.
"""

from hashlib import sha256
from typing import Any

from .closed import PIECES, check_outcomes, first_difference, left_over
from .evidence import Opened
from .evidence_shape import ACROSS, DEFECTS
from .findings import Findings
from .split import largest_remainder
from .strict_json import read_as


def check_across(lot: dict[str, Any], bids: list[str], decision: dict[str, Any], findings: Findings) -> None:
    """One outcome a bid, winners in the order of ranks, no buyer with more than it asked for, state and reason."""
    where, winners = lot["id"], decision["winners"]
    findings.equal(
        "outcomes-not-of-bids", *first_difference([bid for bid, _, _ in decision["outcomes"]], bids), lot=where
    )
    check_outcomes(lot, decision["outcomes"], findings)
    solvent = sorted((rank, bid, reason) for bid, rank, reason in decision["outcomes"] if rank)
    told, won = [bid for _, bid, reason in solvent if not reason], [winner["bid"] for winner in winners]
    if won != told:
        findings.fault("winners-against-outcomes", lot=where, claimed=" ".join(won), found=" ".join(told))
    if any(len(winner[key]) != len(lot[key]) for winner in winners for key in PIECES):
        findings.fault("pieces-lists", lot=where)
        return
    for winner in winners:
        most, least = (winner[key] for key in PIECES)
        if not sum(most) or any(less > more for more, less in zip(most, least, strict=True)):
            findings.fault("winner-pieces", lot=where, bid=winner["bid"])
    left = left_over(lot, winners, findings)
    state, reasons = ("awarded-in-part", ["capacity", ACROSS]) if left else ("awarded", [""])
    if not winners:
        first = min((why for _, _, why in decision["outcomes"] if why in DEFECTS), key=DEFECTS.index, default="no-bid")
        state, reasons = "not-awarded", [ACROSS if solvent else first]
    findings.equal("state-differs", decision["state"], state, lot=where)
    if decision["reason"] not in reasons:
        findings.fault("reason-differs", claimed=decision["reason"], found=" / ".join(reasons), lot=where)


def check_proof(
    evidence: dict[str, Any], problem_path: str, certificate_path: str, opened: Opened, findings: Findings
) -> None:
    """Checks the proof, and that problem and winners are those of the evidence. Raises `Refused`, `Unreadable`."""
    from .optimised import check_optimised  # Read only where a proof is given.
    from .problem_shape import CERTIFICATE, PROBLEM, certificate, problem

    if "across" not in evidence:
        findings.fault("across-not-admitted")
        return
    named = evidence["across"]
    check_optimised(problem_path, certificate_path, named["problem_sha256"], findings)
    if findings.faults:
        return
    _, raw = read_as(problem_path, PROBLEM, problem)
    data, claim = read_as(certificate_path, CERTIFICATE, certificate)
    findings.equal("other-certificate", named["certificate_sha256"], sha256(data).hexdigest())
    if not raw["is_awardable"]:
        findings.fault("study-as-award")
    lots = [lot["id"] for lot in evidence["lots"]]
    findings.equal("problem-of-other-lots", *first_difference([lot["id"] for lot in raw["lots"]], lots))
    offers: dict[str, dict[str, dict[str, Any]]] = {lot: {} for lot in lots}
    for bid in raw["bids"]:
        offers.setdefault(bid["lot"], {})[bid["id"]] = bid
    awards = dict(claim["awards"])
    pieces = {lot["id"]: sum(lot["pieces_by_period"]) for lot in raw["lots"]}
    hidden = {bid["lot"] for bid in evidence["bids"] if not bid["supplier"]}
    for lot, decision in zip(evidence["lots"], evidence["decisions"], strict=False):
        where = lot["id"]
        findings.equal("problem-of-other-pieces", pieces.get(where), sum(lot["maximum_by_buyer"]), lot=where)
        if where in hidden:
            _compare_shares(awards.get(where, []), decision, findings)
        else:
            _compare(lot, decision, offers[where], awards.get(where, []), opened, findings)
    findings.say("winners-of-proof", lots=len(lots), certificate=named["certificate_sha256"])


def _compare_shares(won: list[Any], decision: dict[str, Any], findings: Findings) -> None:
    """Where bidders are hidden, names differ; shares do not, but for those that come to no piece."""
    own, claimed = sorted(share for _, share in won), sorted(one["share_percent"] for one in decision["winners"])
    rest = list(own)
    for share in claimed:
        if share not in rest:
            findings.fault("winners-not-of-proof", lot=decision["lot"], claimed=claimed, found=own)
            return
        rest.remove(share)


def _compare(
    lot: dict[str, Any],
    decision: dict[str, Any],
    offers: dict[str, dict[str, Any]],
    won: list[Any],
    opened: Opened,
    findings: Findings,
) -> None:
    """The solvent bids are those of the problem, at their prices; the winners those of the proof, with their pieces."""
    where = lot["id"]
    solvent = sorted(bid for bid, rank, _ in decision["outcomes"] if rank)
    findings.equal("problem-of-other-bids", *first_difference(sorted(offers), solvent), lot=where)
    for bid, offer in offers.items():
        if bid in opened:
            prices = [price for _, price in offer["prices"]]
            findings.equal("problem-of-other-price", prices, [opened[bid]["price_centavos"]], lot=where, bid=bid)
            findings.equal(
                "problem-of-other-supplier", offer["suppliers"][0], opened[bid]["supplier"], lot=where, bid=bid
            )
    parts = _pieces(sum(lot["maximum_by_buyer"]), won, offers)
    claimed = {one["bid"]: one["share_percent"] for one in decision["winners"]}
    found = {bid: share for bid, share in won if parts[bid]}
    if claimed != found:
        told = [" ".join(f"{bid}:{share}" for bid, share in sorted(one.items())) for one in (claimed, found)]
        findings.fault("winners-not-of-proof", lot=where, claimed=told[0], found=told[1])
        return
    for winner in decision["winners"]:
        bid, got = winner["bid"], sum(winner["maximum_by_buyer"])
        most = parts[bid]
        if bid in opened:
            most = min(most, opened[bid]["capacity_pieces"])
        is_known = bid in opened or offers[bid]["capacity_by_period_pieces"] is None
        if got > most or (is_known and got < most):
            findings.fault("pieces-not-of-share", lot=where, bid=bid, claimed=got, found=most)


def _pieces(pieces: int, won: list[Any], offers: dict[str, dict[str, Any]]) -> dict[str, int]:
    """The share of each winner in whole pieces: largest remainder, the lower price first, then the id."""

    def price(bid: str, share: int) -> int:
        return int([cost for start, cost in offers[bid]["prices"] if start <= share][-1])

    ordered = sorted((price(bid, share), bid, share) for bid, share in won)
    shares = [share for _, _, share in ordered]
    parts = largest_remainder(pieces, [*shares, 100 - sum(shares)], 100)
    return {bid: part for (_, bid, _), part in zip(ordered, parts, strict=False)}
