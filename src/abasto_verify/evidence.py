"""The evidence as bytes: written in the one way, its root, and the openings behind its commitments."""

from hashlib import sha256
from typing import Any

from .evidence_shape import CLOSABLE, EVIDENCE, OPENINGS, openings, require_sense
from .evidence_shape import evidence as shape
from .findings import Findings, Refused
from .shape import unique
from .strict_json import canonical, canonical_each, in_file, read_as, require_canonical

Opened = dict[str, dict[str, Any]]


def read_evidence(path: str, root: str | None, findings: Findings) -> dict[str, Any]:
    """The evidence, its shape and root right. root: as published elsewhere. Raises `Refused`, `Unreadable`."""
    data, value = read_as(path, EVIDENCE, shape)
    written = {key: canonical(value[key]) for key in sorted(value)}
    require_canonical(data, _object(written), path)
    decisions, claimed = written.pop("decisions"), written.pop("root").strip('"')
    found = _digest(f"{EVIDENCE}/1\n{_digest(_object(written))}\n{_digest(decisions)}\n")
    findings.equal("root-differs", claimed, found)
    if root:
        findings.equal("other-root-published", root, found)
    else:
        findings.leave("root-not-compared", found=found)
    in_file(path, require_sense, value)
    findings.say("evidence-read", lots=len(value["lots"]), bids=len(value["bids"]), root=found)
    return value  # type: ignore[no-any-return]


def read_openings(path: str, evidence: dict[str, Any], findings: Findings) -> Opened:
    """Facts by id, of those openings that are what the evidence committed to; the others are faults."""
    data, value = read_as(path, OPENINGS, openings)
    texts = canonical_each(value["openings"])
    written = {key: canonical(value[key]) for key in ("format", "root", "version")}
    require_canonical(data, _object(written | {"openings": f"[{','.join(texts)}]"}), path)
    findings.equal("openings-of-another", value["root"], evidence["root"])
    bids = {bid["id"]: bid for bid in evidence["bids"]}
    lots = {f"lot:{lot['id']}": lot for lot in evidence["lots"] if "commitment" in lot}
    unique("openings", [*bids, *lots])
    opened: Opened = {}
    last = ""
    for one, text in zip(value["openings"], texts, strict=True):
        name, facts = one["id"], one["facts"]
        if name <= last:
            raise Refused("openings-not-sorted", file=path, bid=name)
        last = name
        entry = bids.get(name) or lots.get(name)
        if entry is None:
            findings.fault("opening-unknown", file=path, bid=name)
        elif entry["commitment"] != (found := _digest(text)):
            findings.fault("commitment-differs", bid=name, claimed=entry["commitment"], found=found)
        elif _is_of(entry, facts, name in bids):
            opened[name] = facts
        else:
            findings.fault("opening-of-another", file=path, bid=name)
    findings.say("openings-hold", openings=len(opened), bids=len(bids))
    return opened


def _is_of(entry: dict[str, Any], facts: dict[str, Any], is_bid: bool) -> bool:
    """Does the opening say the lot and the supplier of its bid, or exactly the closed fields of its lot?"""
    if not is_bid:
        return facts.keys() == CLOSABLE - entry.keys()
    return "lot" in facts and facts["lot"] == entry["lot"] and entry["supplier"] in ("", facts["supplier"])


def _object(written: dict[str, str]) -> str:
    return "{" + ",".join(f'"{key}":{written[key]}' for key in sorted(written)) + "}"


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
