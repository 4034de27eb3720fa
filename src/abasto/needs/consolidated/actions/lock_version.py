"""Locks a version: its lines become the need that every later stage reads, and its hash is signed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ....base.fields import insert_rows
from ....base.refusal import Refused
from ....base.series import to_bytes
from ....catalogue.models import Item
from ....law.reader import read_rule_set
from ....law.signature import may_sign
from ....law.values import LegalValue
from ....ledger.actions.record import record
from ....ledger.checkpoint import Signer, sign_note
from ....ledger.person import hashed_person
from ....people.models import Organisation, User
from ....people.roles import Role
from ....rounds.models import Round
from ....rounds.queries import ends_of
from ...actions.consolidate_needs import consolidate_needs
from ...actions.import_needs import COLUMNS
from ...minimum import LEGAL_SHARE
from ...models import NeedImport, NeedLine
from ...requests.states import COUNTED, LOCKED
from ..file import read_version
from ..merge import DERIVED
from ..models import NeedVersion
from ..queries import Waiting, rows_now, standing_by_buyer, store_of, to_lock
from ..rows import Ints, VersionRows
from ..signed import Sealed
from ..split import split_rows
from ..states import LOCKED as VERSION_LOCKED
from ..states import OPEN, VERSION_MOVES, moved
from .make_version import artifact_name, subject_of

LAYOUT = "requests"
LONGEST_NOTE = 500


@dataclass(frozen=True)
class Signature:
    """Who signs, with what: the coordinator with the password, the log's key and its salt of persons."""

    user: User
    password: str
    signer: Signer
    salt: bytes


def values_of_lock(of: Round) -> tuple[LegalValue, ...]:
    """The legal values on which the consolidated need rests."""
    return (read_rule_set(of.rule_set).value(LEGAL_SHARE, of.starts),)


def lock_version(
    version: NeedVersion, signature: Signature, left_out: Mapping[str, str], at: datetime, state: Path
) -> NeedVersion:
    """The version, locked; its need lines in place of any before, and their sums, in one transaction.

    left_out: note by buyer code, for institutions whose lines wait and that left or missed the deadline.
    Refuses `not-allowed`, `wrong-password`, `value-to-check`, `phase-over`, `not-from-this-state`, `lines-wait`,
    `left-out-too-early`, `need-version-stale` where the lines are no longer those of the version, and
    `critical-problems-open`.
    """
    of = version.round
    _must_sign(of, signature)
    if of.phase != "needs":
        raise Refused("phase-over", "", {"phase": of.phase, "asked": "needs"})
    moved(VERSION_MOVES, version.state, "lock")
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=of.pk)
        # The update itself asks for the state, so that of two locks at once one is refused.
        if not NeedVersion.objects.filter(pk=version.pk, state=OPEN).update(state=VERSION_LOCKED, locked_at=at):
            raise Refused("not-from-this-state", "", {"state": version.state, "act": "lock"})
        notes = may_leave_out(of, standing_by_buyer(of), left_out, at)
        to_lock(of).update(state=LOCKED, version=F("version") + 1)
        rows = _unchanged(version, state)
        actor = hashed_person(signature.user.get_username(), signature.salt)
        _replace_lines(version, rows)
        consolidate_needs(of, actor, version.run_key)
        _seal(version, signature, notes, at)
        told = {"version": version.number, "sha256": version.content_sha256, "signature": version.signature,
                "lines": version.lines, "left_out": dict(sorted(notes.items())),
                "maximum_pieces": version.maximum_pieces}  # fmt: skip
        record("need-version-locked", subject_of(of, version.number), actor, at, told, of.code)
    return version


def _must_sign(of: Round, signature: Signature) -> None:
    """An act with legal effect: the coordinator, with the password, on legal values that somebody checked."""
    if signature.user.role != Role.COORDINATOR:
        raise Refused("not-allowed", "", {"role": signature.user.role, "needed": Role.COORDINATOR.value})
    if not signature.user.check_password(signature.password):
        raise Refused("wrong-password", "", {})
    may_sign(values_of_lock(of), is_rehearsal=of.is_synthetic)


def may_leave_out(of: Round, standing: Sequence[Waiting], left_out: Mapping[str, str], at: datetime) -> dict[str, str]:
    """The notes by buyer of what the lock leaves out; refuses while a line waits that may not be left out."""
    holding = [one for one in standing if one.holds_up]
    unsaid = [one for one in holding if not left_out.get(one.code, "").strip()]
    if unsaid:
        told = {"institutions": [one.name for one in unsaid], "count": sum(o.waiting + o.uncollected for o in unsaid)}
        raise Refused("lines-wait", "", told)
    ends = ends_of(of, "needs")
    is_over = ends is not None and timezone.localdate(at) > ends
    early = [one.name for one in holding if not (is_over or one.has_left)]
    if early:
        raise Refused("left-out-too-early", "", {"institutions": early, "day": ends.isoformat() if ends else ""})
    return {one.code: left_out[one.code].strip()[:LONGEST_NOTE] for one in holding}


def _unchanged(version: NeedVersion, state: Path) -> VersionRows:
    """The lines of the version's file; refuses where those of the round are others now."""
    rows = read_version(store_of(state).get(version.content_sha256))
    now = rows_now(version.round, tuple(COUNTED))
    same = rows.keys == now.keys and rows.merged_from == now.merged_from and rows.origins == now.origins
    same = same and all(
        (mine == theirs).all()
        for mine, theirs in ((rows.minimum, now.minimum), (rows.maximum, now.maximum), (rows.months, now.months))
    )
    if not same:
        raise Refused("need-version-stale", "", {"number": version.number})
    return rows


def _replace_lines(version: NeedVersion, rows: VersionRows) -> None:
    """The need lines of the round are those of the version, and no others."""
    of = version.round
    lines = NeedLine.objects.filter(round=of)
    lines._raw_delete(lines.db)
    NeedImport.objects.filter(round=of).delete()
    saved = NeedImport.objects.create(
        round=of, file_name=artifact_name(of, version.number).rpartition("/")[2], sha256=version.content_sha256,
        layout=LAYOUT, codes=version.codes, maximum_pieces=version.maximum_pieces,
    )  # fmt: skip
    insert_rows(NeedLine, COLUMNS, _lines(version, rows, saved))


def _lines(version: NeedVersion, rows: VersionRows, saved: NeedImport) -> Iterable[tuple[object, ...]]:
    items = dict(Item.objects.filter(clave__in=rows.claves).values_list("clave", "pk"))
    buyers = dict(Organisation.objects.filter(code__in=rows.buyers).values_list("code", "pk"))
    place = f"version {version.number}"
    columns = zip(
        [items[rows.claves[at]] for at in rows.code_of.tolist()],
        [buyers[rows.buyers[at]] for at in rows.buyer_of.tolist()],
        rows.minimum.tolist(),
        rows.maximum.tolist(),
        _series(split_rows(rows.minimum, rows.months)),
        _series(rows.months),
        rows.origins,
        map(rule_of, rows.merged_from),
        strict=True,
    )
    return ((version.round_id, *row, saved.pk, place) for row in columns)


def _series(months: Ints) -> Iterable[bytes]:
    """The bytes of each row, as `IntegersField` keeps them: made at once, then cut."""
    every, width = to_bytes(months.reshape(-1)), months.shape[1] * 8
    return (every[start : start + width] for start in range(0, len(every), width))


def rule_of(merged_from: str) -> str:
    """The rule of a line that took over another code's pieces, in a word; "" for none."""
    return f"{DERIVED}: merged" if merged_from else ""


def _seal(version: NeedVersion, signature: Signature, notes: Mapping[str, str], at: datetime) -> None:
    version.state, version.locked_at, version.left_out = VERSION_LOCKED, at, dict(notes)
    version.signature = sign_note(sealed(version).text, signature.signer)
    version.verifier_key = signature.signer.verifier_key
    version.save(update_fields=["left_out", "signature", "verifier_key"])


def sealed(version: NeedVersion) -> Sealed:
    """What is signed of the version."""
    return Sealed(version.round.code, version.number, version.lines, version.minimum_pieces, version.maximum_pieces,
                  version.content_sha256)  # fmt: skip
