"""Checks a version again from what is kept: nothing is taken from its row but what is to be proved."""

from ....base.refusal import Refused
from ....ledger.checkpoint import open_note
from ....ledger.store import Store
from ...models import NeedLine
from ..actions.lock_version import sealed
from ..checked import Check
from ..file import read_version
from ..models import NeedVersion
from ..rows import VersionRows
from ..states import LOCKED


def verify_version(store: Store, version: NeedVersion) -> tuple[Check, ...]:
    """The file hashes to what the version says; the signature holds over that; the need lines are those of the file.

    The signature is checked of every version that was ever locked, the lines while it is in force.
    """
    try:
        rows = read_version(store.get(version.content_sha256))
    except Refused as refused:
        return (Check("file", False, refused.code),)
    found = [Check("file", *_as_counted(version, rows))]
    if version.signature:
        found.append(_signature(version))
    if version.state == LOCKED:
        found.append(_lines(version, rows))
    return tuple(found)


def _as_counted(version: NeedVersion, rows: VersionRows) -> tuple[bool, str]:
    counted = (rows.lines, int(rows.minimum.sum()), int(rows.maximum.sum()))
    said = (version.lines, version.minimum_pieces, version.maximum_pieces)
    return counted == said, "" if counted == said else f"{counted} ≠ {said}"


def _signature(version: NeedVersion) -> Check:
    try:
        text = open_note(version.signature, version.verifier_key)
    except Refused as refused:
        return Check("signature", False, refused.code)
    return Check("signature", text == sealed(version).text, "" if text == sealed(version).text else text)


def _lines(version: NeedVersion, rows: VersionRows) -> Check:
    """Every need line of the round against the file: code, buyer, minimum, maximum."""
    fields = ("item__clave", "buyer__code", "minimum_pieces", "maximum_pieces")
    stored = sorted(NeedLine.objects.filter(round=version.round).order_by().values_list(*fields))
    signed = [
        (*key, least, most)
        for key, least, most in zip(rows.keys, rows.minimum.tolist(), rows.maximum.tolist(), strict=True)
    ]
    if stored == signed:
        return Check("lines", True)
    differing = sorted(set(stored) ^ set(signed))
    return Check("lines", False, f"{len(differing)}: {differing[0][0]} {differing[0][1]}")
