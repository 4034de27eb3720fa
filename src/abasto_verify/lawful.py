"""A lawful award decided again, lot by lot; of lots that are not wholly open, what the open bids prove."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from .across import check_across, check_proof
from .closed import check_closed, first_difference
from .criterion import Criterion, Facts, defects, limits
from .evidence import Opened, read_evidence, read_openings
from .evidence_shape import ACROSS, DEFECTS
from .findings import Findings
from .order import is_outside, ordered, standing
from .split import split

MOST_OWN = 20


def check_lawful(
    evidence_path: str,
    openings_path: str | None,
    root: str | None,
    findings: Findings,
    proof: Sequence[str] | None = None,
) -> None:
    """Fills `findings`. root: as published elsewhere. proof: problem and certificate of an award across lots.

    Raises `Refused`, `Unreadable`.
    """
    evidence = read_evidence(evidence_path, root, findings)
    bids_of_lot: dict[str, list[str]] = defaultdict(list)
    for bid in evidence["bids"]:
        bids_of_lot[bid["lot"]].append(bid["id"])
    lots = [lot["id"] for lot in evidence["lots"]]
    findings.equal("decisions-not-of-lots", *first_difference([one["lot"] for one in evidence["decisions"]], lots))
    if "across" not in evidence:
        _require_alone(evidence["decisions"], findings)
    for lot, decision in zip(evidence["lots"], evidence["decisions"], strict=False):
        if lot["id"] == decision["lot"]:
            if "across" in evidence:
                check_across(lot, bids_of_lot[lot["id"]], decision, findings)
            else:
                check_closed(lot, bids_of_lot[lot["id"]], decision, findings)
    findings.say("pieces-conserved", lots=len(lots), buyers=len(evidence["buyers"]))
    opened = read_openings(openings_path, evidence, findings) if openings_path else {}
    _check_lots(evidence, bids_of_lot, opened, findings)
    if proof:
        check_proof(evidence, proof[0], proof[1], opened, findings)
    elif "across" in evidence:
        findings.leave("proof-not-read", **evidence["across"])
    findings.leave("facts-not-proved")


def _require_alone(decisions: list[dict[str, Any]], findings: Findings) -> None:
    """Only a file that says what admits it, and names the certificate, may say that a lot was decided across lots."""
    for decision in decisions:
        if ACROSS in (decision["reason"], *(reason for _, _, reason in decision["outcomes"])):
            findings.fault("across-not-admitted", lot=decision["lot"])


def _check_lots(
    evidence: dict[str, Any], bids_of_lot: dict[str, list[str]], opened: Opened, findings: Findings
) -> None:
    rules = Criterion(evidence["rules"])
    is_across = "across" in evidence
    decided = own = unknown = 0
    for lot, decision in zip(evidence["lots"], evidence["decisions"], strict=False):
        if lot["id"] != decision["lot"]:
            continue
        bids = bids_of_lot[lot["id"]]
        closed = opened.get(f"lot:{lot['id']}") if "commitment" in lot else {}
        known: dict[str, Facts] = {bid: opened[bid] for bid in bids if bid in opened}
        whole = {**lot, **(closed or {})}
        is_open = closed is not None and len(known) == len(bids)
        if is_across:
            _check_defects(rules, whole, known, decision, findings, has_all=is_open)
            _check_capacities(known, decision, findings)
        elif is_open:
            decided += 1
            _compare(decide(rules, whole, known), decision, findings)
        else:
            unknown += len(bids) - len(known)
            _check_open_bids(rules, whole, known, decision, findings)
            for bid in known:
                own += 1
                _say_own(bid, decision, findings, own)
    lots = len(evidence["lots"])
    if is_across:
        findings.leave("lots-decided-across", lots=lots, admitted_by=evidence["across"]["admitted_by"])
        return
    findings.say("lots-decided-again", lots=decided, of=lots)
    if own:
        findings.say("bids-checked-alone", bids=own)
    if decided < lots:
        findings.leave("lots-not-decided-again", lots=lots - decided, bids=unknown)


def decide(rules: Criterion, lot: Facts, bids: dict[str, Facts]) -> dict[str, Any]:
    """The decision of a lot of which everything is known, as the evidence writes it."""
    at = limits(rules, lot, list(bids.values()), has_all=True)
    reasons = {bid: defects(rules, facts, at)[0] for bid, facts in bids.items()}
    order = ordered(rules, lot["shares"], {bid: facts for bid, facts in bids.items() if not reasons[bid]})
    if order.is_tied:
        return {"lot": lot["id"], "state": "undecided", "reason": "draw-not-recorded", "winners": [], "outcomes": []}
    winners, left = _winners(lot, bids, order.places)
    for bid in order.bids:
        reasons[bid] = "outside-spread" if bid in order.outside else "not-among-winners"
    for winner in winners:
        reasons[winner["bid"]] = ""
    ranks = {bid: rank for rank, bid in enumerate(order.bids, start=1)}
    state, reason = ("awarded-in-part", "capacity") if left else ("awarded", "")
    if not winners:
        state, reason = "not-awarded", min((reasons[bid] for bid in bids), key=DEFECTS.index, default="no-bid")
    outcomes = [[bid, ranks.get(bid, 0), reasons[bid]] for bid in sorted(bids)]
    return {"lot": lot["id"], "state": state, "reason": reason, "winners": winners, "outcomes": outcomes}


def _winners(lot: Facts, bids: dict[str, Facts], places: list[str]) -> tuple[list[dict[str, Any]], int]:
    """Who receives pieces, and how many pieces are left."""
    if not places:
        return [], sum(lot["maximum_by_buyer"])
    capacities = [bids[bid]["capacity_pieces"] for bid in places]
    maximum, minimum = split(lot["shares"], capacities, lot["maximum_by_buyer"], lot["minimum_by_buyer"])
    winners = [
        {"bid": bid, "share_percent": share, "maximum_by_buyer": most, "minimum_by_buyer": least}
        for bid, share, most, least in zip(places, lot["shares"], maximum, minimum, strict=False)
        if any(most)
    ]
    return winners, sum(lot["maximum_by_buyer"]) - sum(map(sum, maximum))


def _compare(own: dict[str, Any], claimed: dict[str, Any], findings: Findings) -> None:
    """Faults where the decision of the file is not the one decided here."""
    where = own["lot"]
    if own == claimed:
        return
    for key in ("state", "reason"):
        findings.equal(f"{key}-differs", claimed[key], own[key], lot=where)
    for (bid, rank, reason), other in zip(claimed["outcomes"], own["outcomes"], strict=False):
        findings.equal("bid-rank-differs", rank, other[1], lot=where, bid=bid)
        findings.equal("bid-reason-differs", reason, other[2], lot=where, bid=bid)
    for winner, another in zip(claimed["winners"], own["winners"], strict=False):
        for key in another:
            findings.equal("winner-differs", winner[key], another[key], lot=where, bid=winner["bid"], what=key)
    counts = (len(claimed["winners"]), len(claimed["outcomes"])), (len(own["winners"]), len(own["outcomes"]))
    findings.equal("winners-count-differs", *counts, lot=where)


def _say_own(bid: str, decision: dict[str, Any], findings: Findings, count: int) -> None:
    if count <= MOST_OWN:
        for name, rank, reason in decision["outcomes"]:
            if name == bid:
                findings.say("own-bid", bid=bid, lot=decision["lot"], rank=rank, reason=reason or "won")


def _check_open_bids(
    rules: Criterion, lot: Facts, known: dict[str, Facts], decision: dict[str, Any], findings: Findings
) -> None:
    """What some bids of a lot prove: their own defects, the order among them, and how near they are to the lowest."""
    where = lot["id"]
    solvent = _check_defects(rules, lot, known, decision, findings, has_all=False)
    if rules.evaluation != "points":
        _check_order(rules, known, solvent, where, findings)
    if len(lot["shares"]) > 1 and solvent:
        _check_spread(rules, known, solvent, where, findings)
    _check_capacities(known, decision, findings)


def _check_defects(
    rules: Criterion, lot: Facts, known: dict[str, Facts], decision: dict[str, Any], findings: Findings, has_all: bool
) -> list[tuple[int, str, str]]:
    """Is each open bid solvent, or not by the reason given? Rank, bid and reason of the solvent ones, in order."""
    at, where = limits(rules, lot, list(known.values()), has_all=has_all), lot["id"]
    solvent: list[tuple[int, str, str]] = []
    for bid, rank, reason in decision["outcomes"]:
        if bid not in known:
            continue
        possible = defects(rules, known[bid], at)
        if (reason if rank == 0 else "") not in possible:
            findings.fault("bid-reason-differs", lot=where, bid=bid, claimed=reason, found=" / ".join(possible))
        elif rank:
            solvent.append((rank, bid, reason))
    return sorted(solvent)


def _check_capacities(known: dict[str, Facts], decision: dict[str, Any], findings: Findings) -> None:
    where = decision["lot"]
    for winner in decision["winners"]:
        got, facts = sum(winner["maximum_by_buyer"]), known.get(winner["bid"])
        if facts and got > facts["capacity_pieces"]:
            findings.fault(
                "pieces-above-capacity", lot=where, bid=winner["bid"], claimed=got, found=facts["capacity_pieces"]
            )


def _check_order(
    rules: Criterion, known: dict[str, Facts], solvent: list[tuple[int, str, str]], lot: str, findings: Findings
) -> None:
    for (_, one, _), (_, other, _) in pairwise(solvent):
        if standing(rules, known[one], 1) > standing(rules, known[other], 1):
            prices = known[one]["price_centavos"], known[other]["price_centavos"]
            findings.fault("rank-against-price", lot=lot, bid=one, other=other, claimed=prices[0], found=prices[1])


def _check_spread(
    rules: Criterion, known: dict[str, Facts], solvent: list[tuple[int, str, str]], lot: str, findings: Findings
) -> None:
    """Beyond the spread of an open price is beyond it for certain; by price alone, the first bid has the lowest."""
    prices = {bid: rules.evaluated(known[bid]) for _, bid, _ in solvent}
    lowest = min(prices.values())
    has_lowest = rules.evaluation == "binary" and solvent[0][0] == 1
    for rank, bid, reason in solvent:
        is_beyond = is_outside(rules, prices[bid], lowest)
        is_wrong = reason != "outside-spread" if is_beyond else has_lowest and reason == "outside-spread"
        if is_wrong and not (rank == 1 and reason == ""):
            findings.fault(
                "spread-differs", lot=lot, bid=bid, claimed=reason or "won", found=known[bid]["price_centavos"]
            )
