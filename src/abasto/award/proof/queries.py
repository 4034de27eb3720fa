"""A decided procedure as the evidence takes it, and the part of its openings that a viewer may read."""

import hmac
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from ...base.refusal import Refused
from ...law.disclosure import class_of
from ...law.reader import read_rule_set
from ...ledger.actions.keep_key import kept_commitment_secret
from ...ledger.models import ArtifactName, Event
from ...ledger.queries import artifacts_of_round
from ...ledger.store import Store
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import buyers
from ...tender.call_text import read_back
from ...tender.lawful_call import values_of_call
from ...tender.models import Bid, Lot, Procedure
from ...tender.standing.queries import opens_to_bidders
from ..decide import Verdict, decide_all
from ..deciding.queries import cases_of
from ..evidence import BIDDERS, CEILING, REFERENCE, Across, Award, DecidedLot, canonical
from ..facts import LotCase
from ..models import BidOutcome, LotDecision
from ..study.signed.queries import decided_as_signed

CITATION = "docs/award-evidence.md"
CURRENCY = "MXN"
AWARD_PHASE = "award"
ROOTED = "award-evidence-rooted"
"""The event that names the root of an award's evidence."""
FIELD_OF = {BIDDERS: "bid_existence", CEILING: "ceiling", REFERENCE: "reference_price"}
"""What the evidence may close, by the field of the disclosure table that governs it."""
EVIDENCE, OPENINGS = "award/{number}/evidence.json", "award/{number}/openings.json"
PROBLEM, CERTIFICATE = "award/{number}/problem.json", "award/{number}/certificate.json"


def award_of(procedure: Procedure) -> Award:
    """The award of a procedure, every lot decided again from its facts.

    Refuses `evidence-not-as-decided` where that is not what was decided: a fact changed since, or a lot is undecided.
    """
    lots = list(Lot.objects.filter(procedure=procedure).select_related("item").order_by("number"))
    cases = list(cases_of(procedure, lots))
    verdicts = list(decided_as_signed(procedure) or decide_all(cases, read_back(procedure.rules)))
    _expect_as_decided(procedure, verdicts)
    return award_from(procedure, lots, cases, verdicts)


def award_from(
    procedure: Procedure, lots: Sequence[Lot], cases: Sequence[LotCase], verdicts: Sequence[Verdict]
) -> Award:
    """The award of a procedure from all its lots, their cases and verdicts, in the order of the call."""
    of = procedure.round
    codes = list(buyers(of).values_list("organisation__code", flat=True))
    place_of = {code: place for place, code in enumerate(codes)}
    return Award(
        round_code=of.code,
        procedure=procedure.number,
        origin=procedure.origin,
        currency=CURRENCY,
        rules=read_back(procedure.rules),
        citations=_citations(procedure),
        buyers=codes,
        lots=[
            DecidedLot(case, [place_of[code] for code in lot.buyers], verdict)
            for lot, case, verdict in zip(lots, cases, verdicts, strict=True)
        ],
        closed=frozenset(
            name for name, field in FIELD_OF.items() if class_of(field, AWARD_PHASE, of.rule_set) != "public"
        ),
        secret=secret_of(procedure),
        across=_named(procedure),
    )


def _citations(procedure: Procedure) -> dict[str, str]:
    law = read_rule_set(procedure.round.rule_set)
    values = values_of_call(law, procedure.published_on, procedure.evaluation, procedure.character)
    return {key: value.citation for key, value in values.items()}


def _expect_as_decided(procedure: Procedure, verdicts: Sequence[Verdict]) -> None:
    found: dict[str, tuple[int, str]] = {}
    for verdict in verdicts:
        if isinstance(verdict, Refused):
            raise verdict
        found |= {bid.bid_id: (bid.rank, bid.reason) for bid in verdict.bids}
    outcomes = BidOutcome.objects.filter(bid__lot__procedure=procedure).values_list("bid__key", "rank", "reason")
    kept = {key: (rank, reason) for key, rank, reason in outcomes}
    if found != kept:
        first = min(key for key in found.keys() | kept.keys() if found.get(key) != kept.get(key))
        raise Refused("evidence-not-as-decided", CITATION, {"procedure": procedure.number, "bid": first})


def _named(procedure: Procedure) -> Across | None:
    """What the evidence names of an award across lots."""
    files = across_of(procedure)
    if files is None:
        return None
    law = read_rule_set(procedure.round.rule_set).value("award.across_lots", procedure.published_on)
    return Across(law.citation, files.problem_sha256, files.certificate_sha256)


class AcrossFiles(NamedTuple):
    """The two files of an award across lots, and the SHA-256 of each."""

    problem: bytes
    problem_sha256: str
    certificate: bytes
    certificate_sha256: str


def across_of(procedure: Procedure) -> AcrossFiles | None:
    """The problem and the certificate by which the lots were decided; None where each was decided alone."""
    decided = LotDecision.objects.filter(lot__procedure=procedure).exclude(certificate_sha256="").order_by()
    named = decided.values_list("certificate_sha256", flat=True).first()
    if named is None:
        return None
    store = Store(Path(settings.STATE) / "artifacts")
    certificate = store.get(named)
    problem = str(json.loads(certificate)["problem_sha256"])
    return AcrossFiles(store.get(problem), problem, certificate, named)


def secret_of(procedure: Procedure) -> bytes:
    """The secret behind the commitments of a procedure.

    A synthetic procedure has nothing to hide, and the same seed must give the same bytes everywhere: its secret follows
    from its number and seed.
    """
    if procedure.origin == "synthetic":
        return hmac.digest(b"synthetic", f"{procedure.number}/{procedure.round.seed}".encode(), "sha256")
    return hmac.digest(kept_commitment_secret(Path(settings.STATE) / "keys"), procedure.number.encode(), "sha256")


def noted_root(number: str) -> str:
    """The root of the evidence of a procedure that the log names last, "" where there is none."""
    event = Event.objects.filter(kind=ROOTED, subject=number).order_by("pk").last()
    return str(json.loads(event.body)["root"]) if event else ""


def kept_openings(sight: Sight, of: Round) -> list[ArtifactName]:
    """The files of openings of the round from which the viewer may read all, or the part of its own lots."""
    if not sight.sees_all("award_openings") and not _has_bid(sight, of):
        return []
    found = artifacts_of_round(of.code).filter(disclosure="award_openings", name__endswith="/openings.json")
    return list(found)


def _has_bid(sight: Sight, of: Round) -> bool:
    own = sight.viewer.own if sight.sees_own("award_openings") else frozenset()
    return bool(own) and Bid.objects.filter(lot__procedure__round=of, supplier__code__in=own).exists()


def openings_for(sight: Sight, procedure: Procedure) -> bytes:
    """The openings that the viewer may read: all, or those of the lots on which it bid, as the rule set says.

    Refuses `not-found` where nothing was published, or nothing is open to the viewer.
    """
    of, name = procedure.round, OPENINGS.format(number=procedure.number)
    kept = next((one for one in kept_openings(sight, of) if one.name == name), None)
    if kept is None:
        raise Refused("not-found", "", {"what": "file", "value": name})
    content = Store(Path(settings.STATE) / "artifacts").get(kept.artifact.sha256)
    if sight.sees_all("award_openings"):
        return content
    with_rivals = sight.sees_all("lot_decision") and opens_to_bidders(procedure)
    return openings_within(content, sight.viewer.own, with_rivals)


def openings_within(content: bytes, own: frozenset[str], with_rivals: bool) -> bytes:
    """Of a file of openings those of the own bids; with rivals, all that decides the lots of these bids."""
    told = json.loads(content)
    mine = [one for one in told["openings"] if one["facts"].get("supplier") in own]
    lots = {one["facts"]["lot"] for one in mine}
    if with_rivals:
        names = {f"lot:{lot}" for lot in lots}
        mine = [one for one in told["openings"] if one["facts"].get("lot") in lots or one["id"] in names]
    return canonical({**told, "openings": mine})
