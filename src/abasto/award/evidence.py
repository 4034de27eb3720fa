"""What a lawful award was decided from, and what was decided, as bytes that anyone can check: docs/award-evidence.md.

Bids enter as commitments: SHA-256 of an opening with a salt that nobody can guess, so that a price is neither told nor
found by trying. Openings are given to those who may see them. Standard: canonical JSON of that document; HMAC-SHA-256
(RFC 2104) for the salts.
"""

import hmac
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from json import JSONEncoder
from typing import Any, NamedTuple

from abasto.base.refusal import Refused
from abasto.tender.call import CallRules
from abasto.tender.origin import preference_of

from .decide import Verdict, decide_all
from .facts import BidFacts, BidOutcome, LotCase

FORMAT, OPENINGS, VERSION = "abasto-award-evidence", "abasto-award-openings", 1
BIDDERS, CEILING, REFERENCE = "bidders", "ceiling", "reference"
CLOSABLE = {CEILING: ("ceiling_centavos",), REFERENCE: ("median_centavos", "mean_centavos", "sources")}
_encode = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Across(NamedTuple):
    """By which rule an award across lots is admitted, and the SHA-256 of its problem and certificate."""

    admitted_by: str
    problem_sha256: str
    certificate_sha256: str


class DecidedLot(NamedTuple):
    """A lot with all that decides it and its verdict. buyers: places of its buyers in the list of all."""

    case: LotCase
    buyers: Sequence[int]
    verdict: Verdict


@dataclass(frozen=True)
class Award:
    """A procedure and its lots in the order of the call.

    citations: article by rule. closed: out of BIDDERS, CEILING and REFERENCE what not everyone may know.
    secret: of the procedure; whoever knows it can open every bid.
    across: None where each lot was decided alone, else what proves the award of all of them.
    """

    round_code: str
    procedure: str
    origin: str
    currency: str
    rules: CallRules
    citations: Mapping[str, str]
    buyers: Sequence[str]
    lots: Sequence[DecidedLot]
    closed: frozenset[str]
    secret: bytes
    across: Across | None = None


class Evidence(NamedTuple):
    """The file `evidence.json` and its root, 64 hex digits."""

    content: bytes
    root: str


def evidence(award: Award) -> Evidence:
    """The evidence of an award, for everyone."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "round": award.round_code,
        "procedure": award.procedure,
        "origin": award.origin,
        "currency": award.currency,
        "rules": _rules(award),
        "buyers": list(award.buyers),
        "lots": [_lot(award, lot) for lot in award.lots],
        "bids": sorted((_bid(award, bid, lot.case) for lot in award.lots for bid in lot.case.bids), key=_by_id),
    }
    if award.across is not None:
        told["across"] = award.across._asdict()
    decisions = [_decision(award, lot) for lot in award.lots]
    hashes = (_sha256(canonical(told)), _sha256(canonical(decisions)))
    root = _sha256(f"{FORMAT}/{VERSION}\n{hashes[0]}\n{hashes[1]}\n".encode())
    return Evidence(canonical({**told, "decisions": decisions, "root": root}), root)


def openings(award: Award, root: str, bid_ids: Collection[str]) -> bytes:
    """The openings of these bids, and of each lot all of whose bids are among them what is closed of the lot itself."""
    chosen = frozenset(bid_ids)
    opened = [_opening(award, bid, lot.case) for lot in award.lots for bid in lot.case.bids if bid.bid_id in chosen]
    for lot in award.lots:
        if award.closed & CLOSABLE.keys() and all(bid.bid_id in chosen for bid in lot.case.bids):
            opened.append(_lot_opening(award, lot))
    return canonical({"format": OPENINGS, "version": VERSION, "root": root, "openings": sorted(opened, key=_by_id)})


def canonical(value: object) -> bytes:
    """Canonical JSON of lists, text and whole numbers: keys by code point, no blanks, Unicode NFC."""
    return unicodedata.normalize("NFC", _encode(value)).encode()


def _sha256(content: bytes) -> str:
    return sha256(content).hexdigest()


def _by_id(entry: dict[str, Any]) -> str:
    return str(entry["id"])


def _salt(award: Award, name: str) -> str:
    return hmac.digest(award.secret, name.encode(), "sha256").hex()


def _name(award: Award, bid_id: str, lot_id: str) -> str:
    """The bid's id, or where bidders may not be named one that does not tell who bid."""
    if BIDDERS not in award.closed:
        return bid_id
    return f"{lot_id}/{_salt(award, f'name/{bid_id}')[:16]}"


def _bid(award: Award, bid: BidFacts, case: LotCase) -> dict[str, Any]:
    opening = _opening(award, bid, case)
    return {
        "id": opening["id"],
        "lot": case.lot.lot_id,
        "supplier": "" if BIDDERS in award.closed else bid.supplier,
        "commitment": _sha256(canonical(opening)),
    }


def _opening(award: Award, bid: BidFacts, case: LotCase) -> dict[str, Any]:
    name = _name(award, bid.bid_id, case.lot.lot_id)
    return {"id": name, "salt": _salt(award, name), "facts": _facts(award.rules, bid, case)}


def _facts(rules: CallRules, bid: BidFacts, case: LotCase) -> dict[str, Any]:
    content = bid.national_content_percent
    return {
        "lot": case.lot.lot_id,
        "supplier": bid.supplier,
        "price_centavos": bid.price_centavos,
        "capacity_pieces": bid.capacity_pieces,
        "documents_lacking": list(bid.documents_lacking),
        "is_debarred": bid.is_debarred,
        "supplier_size": bid.supplier_size,
        "country": bid.country,
        "national_content_percent": None if content is None else decimal_text(content),
        "technical_points": decimal_text(bid.technical_points) if rules.evaluation == "points" else None,
        "other_costs_centavos": bid.other_costs_centavos,
        "benefit_centavos": bid.benefit_centavos,
        "draw_place": case.draw.get(bid.bid_id),
        "has_declined": bid.has_declined,
        "is_annulled": bid.is_annulled,
    }


def _lot(award: Award, lot: DecidedLot) -> dict[str, Any]:
    of = lot.case.lot
    told = {
        "id": of.lot_id,
        "clave": of.clave,
        "shares": list(of.shares),
        "lot_buyers": list(lot.buyers),
        "maximum_by_buyer": list(of.buyer_maximum_pieces),
        "minimum_by_buyer": list(of.buyer_minimum_pieces),
    }
    closed = _closed_fields(award)
    told |= {name: value for name, value in _prices(lot).items() if name not in closed}
    if closed:
        told["commitment"] = _sha256(canonical(_lot_opening(award, lot)))
    return told


def _prices(lot: DecidedLot) -> dict[str, Any]:
    reference = lot.case.reference
    median, mean = reference.median_centavos, reference.mean_centavos
    return {
        "ceiling_centavos": lot.case.lot.ceiling_centavos,
        "median_centavos": None if median is None else str(median),
        "mean_centavos": None if mean is None else str(mean),
        "sources": reference.sources,
    }


def _closed_fields(award: Award) -> frozenset[str]:
    return frozenset(name for field, names in CLOSABLE.items() if field in award.closed for name in names)


def _lot_opening(award: Award, lot: DecidedLot) -> dict[str, Any]:
    name, closed = f"lot:{lot.case.lot.lot_id}", _closed_fields(award)
    facts = {field: value for field, value in _prices(lot).items() if field in closed}
    return {"id": name, "salt": _salt(award, name), "facts": facts}


def _decision(award: Award, lot: DecidedLot) -> dict[str, Any]:
    """A lot whose tie no recorded draw breaks is undecided; any other refusal is no decision to publish."""
    lot_id, verdict = lot.case.lot.lot_id, _verdict(award, lot)
    if isinstance(verdict, Refused):
        if verdict.code != "draw-not-recorded":
            raise verdict
        return {"lot": lot_id, "state": "undecided", "reason": verdict.code, "winners": [], "outcomes": []}
    return {
        "lot": lot_id,
        "state": verdict.state,
        "reason": verdict.reason,
        "winners": [_winner(bid) for bid in verdict.winners],
        "outcomes": sorted([bid.bid_id, bid.rank, bid.reason] for bid in verdict.bids),
    }


def _verdict(award: Award, lot: DecidedLot) -> Verdict:
    """Of hidden bidders the decision under the names told: a tie that changes nothing stands in the order of names."""
    if BIDDERS not in award.closed:
        return lot.verdict
    case = lot.case
    names = {bid.bid_id: _name(award, bid.bid_id, case.lot.lot_id) for bid in case.bids}
    if award.across is not None and not isinstance(lot.verdict, Refused):
        return replace(lot.verdict, bids=tuple(replace(bid, bid_id=names[bid.bid_id]) for bid in lot.verdict.bids))
    bids = [replace(bid, bid_id=names[bid.bid_id]) for bid in case.bids]
    draw = {names[bid_id]: place for bid_id, place in case.draw.items()}
    return next(decide_all([LotCase(case.lot, bids, case.reference, draw)], award.rules))


def _winner(bid: BidOutcome) -> dict[str, Any]:
    return {
        "bid": bid.bid_id,
        "share_percent": bid.share_percent,
        "maximum_by_buyer": list(bid.maximum_pieces),
        "minimum_by_buyer": list(bid.minimum_pieces),
    }


def _rules(award: Award) -> dict[str, Any]:
    rules, origin, points = award.rules, award.rules.origin, award.rules.points
    nothing = Decimal(0)
    return {
        "citations": dict(award.citations),
        "evaluation": rules.evaluation,
        "character": origin.character,
        "covered_countries": list(origin.covered_countries),
        "home_country": origin.home_country,
        "national_content_percent": decimal_text(origin.national_content_percent),
        "share_patterns": list(rules.share_patterns),
        "spread_percent": decimal_text(rules.spread_percent),
        "statistic": rules.statistic,
        "not_acceptable_percent": decimal_text(rules.not_acceptable_percent),
        "not_convenient_percent": decimal_text(rules.not_convenient_percent),
        "not_convenient_base": rules.not_convenient_base,
        "not_convenient_rejects": rules.not_convenient_rejects,
        "preponderant_range_percent": decimal_text(rules.preponderant_range_percent),
        "tie_break": list(rules.tie_break),
        "minimum_share_percent": decimal_text(rules.minimum_share_percent),
        "preference_percent": decimal_text(preference_of(origin)),
        "technical_weight": decimal_text(points.technical_weight if points else nothing),
        "economic_weight": decimal_text(points.economic_weight if points else nothing),
        "technical_minimum": decimal_text(points.technical_minimum if points else nothing),
        "least_net_benefit_centavos": rules.least_net_benefit_centavos,
        "second_place_margin_percent": decimal_text(rules.second_place_margin_percent),
    }


def decimal_text(value: Decimal) -> str:
    """A decimal without an exponent and without zeros at its end: "10", "12.5", "0"."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def bids_of(lots: Iterable[DecidedLot]) -> list[str]:
    """The ids of all bids on these lots."""
    return [bid.bid_id for lot in lots for bid in lot.case.bids]
