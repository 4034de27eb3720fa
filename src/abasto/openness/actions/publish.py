"""Publishes a round's procedures as open data: OCDS packages, the same as JSON Lines, the extension they use."""

from collections.abc import Iterator
from pathlib import Path

from ...award.actions.keep_evidence import keep_evidence
from ...award.proof.queries import CERTIFICATE, EVIDENCE, OPENINGS, PROBLEM, across_of
from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...rounds.models import Round
from ...tender.models import Lot, Procedure
from ..ocds.packages import json_lines, record_package, release_package
from ..ocds.schema import own_extension
from ..ocds.validate import validate
from ..queries import PHASE_OF, package_facts, procedure_facts
from .keep_file import RoundFile, keep_file

ACTOR = "openness"
RELEASES, RECORDS, LINES = "ocds/release-package.json", "ocds/record-package.json", "ocds/records.jsonl"
AWARDED = ("award", "contracts", "delivery", "closed")
JSON, JSON_LINES = "application/json", "application/jsonl"


def publish(procedure: Procedure, state: Path, run_key: str) -> dict[str, int]:
    """Keep the files of the public record of the round's procedures so far; returns how many, and their bytes.

    Refuses `open-data-not-valid` when a package breaks the standard: then nothing is published.
    """
    of = procedure.round
    hashes: dict[str, str] = {}
    size = 0
    for file in (*_files(procedure), *_evidence_files(of)):
        hashes[file.name] = keep_file(of, state, file, run_key)
        size += len(file.content)
    record("open-data-published", procedure.number, ACTOR, of.clock, {"files": hashes}, of.code)
    return {"files": len(hashes), "bytes": size}


def _files(procedure: Procedure) -> Iterator[RoundFile]:
    of = procedure.round
    phase = PHASE_OF[of.phase]
    procedures = Procedure.objects.filter(round=of).select_related("round", "follows")
    facts = [procedure_facts(one) for one in procedures]
    releases = b"".join(release_package(package_facts(of, RELEASES), facts, phase))
    yield RoundFile(RELEASES, _valid(RELEASES, releases), JSON)
    uri = package_facts(of, RELEASES).uri
    records = b"".join(record_package(package_facts(of, RECORDS), uri, facts, phase))
    yield RoundFile(RECORDS, _valid(RECORDS, records), JSON)
    yield RoundFile(LINES, b"".join(json_lines(facts, phase)), JSON_LINES)
    for name, content in sorted(own_extension().items()):
        yield RoundFile(f"ocds/extension/{name}", content, JSON, origin="published")


def _evidence_files(of: Round) -> Iterator[RoundFile]:
    """Evidence and openings of every procedure whose lots are all decided, once awards are public.

    Of one decided across lots also problem and certificate. The problem tells losing prices, as openings do.
    """
    if of.phase not in AWARDED:
        return
    for procedure in Procedure.objects.filter(round=of).select_related("round"):
        if Lot.objects.filter(procedure=procedure, decision=None).exists():
            continue
        number = procedure.number
        if across := across_of(procedure):
            yield RoundFile(PROBLEM.format(number=number), across.problem, JSON, disclosure="award_openings")
            yield RoundFile(CERTIFICATE.format(number=number), across.certificate, JSON, disclosure="award_evidence")
        proof = keep_evidence(procedure, ACTOR)
        yield RoundFile(EVIDENCE.format(number=number), proof.evidence, JSON, disclosure="award_evidence")
        yield RoundFile(OPENINGS.format(number=number), proof.openings, JSON, disclosure="award_openings")


def _valid(name: str, package: bytes) -> bytes:
    violations = validate(package)
    if violations:
        first = violations[0]
        values = {"file": name, "violations": len(violations), "first": first.pointer, "message": first.message[:200]}
        raise Refused("open-data-not-valid", "OCDS 1.1.5", values)
    return package
