"""Takes a file of needs: keeps it as it came, reads it, saves what is sound, or shows first what it would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....ledger.store import Store
from ....people.models import Organisation, User
from ....people.roles import Viewer
from ....rounds.models import Round
from ...annexes.limits import MAX_FILE_BYTES
from ..cells import Cells, merge
from ..files.queries import cells_now, earlier_seen, expected_of, lines_of, totals_now
from ..models import RequestUpload
from ..sheet.changes import Wanted, changes_of, seen_after, seen_by
from ..sheet.kept import Kept, packed
from ..sheet.kinds import counted, in_order, left_out
from ..sheet.read import read_request
from ..sheet.reading import Reading
from ..states import EDITABLE
from ..uploads import (
    ALL,
    APPLIED,
    HELD,
    MODES,
    PREVIEW,
    SOUND,
    STOPPED,
    UNREADABLE,
    after_merge,
    applied_problems,
    is_clean,
    totals_of,
)
from .in_turn import in_turn, patiently
from .keep_upload import name_original
from .list_upload_problems import list_upload_problems
from .save_cells import Saved, may_write, save_cells

FILE_NAME_CHARACTERS = 120


@dataclass(frozen=True)
class Handed:
    """A file as handed in. mode: SOUND saves what is sound, ALL all or nothing. previews: nothing is saved yet."""

    file_name: str
    content: bytes
    mode: str = SOUND
    previews: bool = False


@dataclass(frozen=True)
class Uploader:
    """Who hands in, for whom, when: the viewer, the actor as events name him, the moment of the round, the store."""

    of: Round
    organisation: Organisation
    viewer: Viewer
    actor: str
    at: datetime
    store: Store


@dataclass(frozen=True, eq=False)
class _Compared:
    """A reading with the lines as they are, what its author saw, and what it wants of them."""

    reading: Reading
    current: Mapping[str, Cells]
    seen: Mapping[str, Cells]
    wanted: Wanted


def upload_request(by: Uploader, handed: Handed) -> RequestUpload:
    """One row per upload, whatever became of it; its `outcome` tells.

    Refuses what `may_write` refuses, `file-empty`, `file-too-large`, `upload-mode-unknown`. A file that cannot be read
    is kept and told, not refused.
    """
    may_write(by.of, by.organisation, by.viewer, by.at)
    if handed.mode not in MODES:
        raise Refused("upload-mode-unknown", "", {"mode": handed.mode, "known": list(MODES)})
    if len(handed.content) > MAX_FILE_BYTES:
        raise Refused("file-too-large", "", {"bytes": len(handed.content), "limit": MAX_FILE_BYTES})
    if not handed.content:
        raise Refused("file-empty")
    name = _safe_name(handed.file_name)
    sha256 = by.store.put(handed.content)
    who = User.objects.filter(username=by.viewer.username).first()

    def taken() -> RequestUpload:
        upload = RequestUpload(
            round=by.of, organisation=by.organisation, by=who, at=by.at, file_name=name, sha256=sha256, kind="",
            outcome={"mode": handed.mode},
        )  # fmt: skip
        return _taken(by, upload, handed)

    return patiently(taken)


def apply_upload(by: Uploader, upload: RequestUpload, mode: str) -> RequestUpload:
    """Save what was shown before; the file is read again from what was kept. Refuses `upload-not-previewed`."""
    may_write(by.of, by.organisation, by.viewer, by.at)
    if upload.outcome.get("state") not in (PREVIEW, HELD):
        raise Refused("upload-not-previewed", "", {"file": upload.file_name})
    if mode not in MODES:
        raise Refused("upload-mode-unknown", "", {"mode": mode, "known": list(MODES)})
    upload.outcome = {**upload.outcome, "mode": mode}
    return _taken(by, upload, Handed(upload.file_name, by.store.get(upload.sha256), mode))


def _taken(by: Uploader, upload: RequestUpload, handed: Handed) -> RequestUpload:
    """Read and compare first, which takes longest and holds up nobody; then save in turn."""
    try:
        reading = read_request(handed.content, handed.file_name, expected_of(by.of, by.organisation))
    except Refused as refused:
        upload.outcome |= {"state": UNREADABLE, "refused": [refused.code, refused.citation, dict(refused.values)]}
        return _recorded(by, upload, Kept())
    upload.kind = reading.kind
    upload.outcome |= {"token": reading.state.token if reading.state else ""}
    if not reading.is_sound_as_a_whole:
        upload.outcome |= {"state": STOPPED}
        return _recorded(by, upload, Kept(reading.problems))
    compared = _compared(by, reading, upload.outcome["token"])
    if handed.previews:
        return _shown(by, upload, compared)
    with in_turn(by.store), transaction.atomic():
        return _applied(by, upload, compared, handed.mode)


def _compared(by: Uploader, reading: Reading, token: str) -> _Compared:
    current = cells_now(by.of, by.organisation)
    seen = seen_by(reading, current, earlier_seen(by.store, by.of, by.organisation, by.viewer.username, token))
    return _Compared(reading, current, seen, changes_of(reading, seen))


def _shown(by: Uploader, upload: RequestUpload, compared: _Compared) -> RequestUpload:
    """What would be saved, worked out on the lines as they are; nothing is."""
    saved, after = _foreseen(by, compared)
    upload.outcome |= {"state": PREVIEW, "before": vars(totals_of(compared.current)), "after": after}
    return _told(by, upload, compared, saved)


def _foreseen(by: Uploader, compared: _Compared) -> tuple[Saved, dict[str, int]]:
    closed = _closed(by, compared)
    empty = compared.reading.cells[:1] * 0
    base = {
        clave: compared.current.get(clave, empty[0])
        for clave in dict.fromkeys(one.clave for one in compared.wanted.changes)
    }
    merged = merge(base, [one for one in compared.wanted.changes if one.clave not in closed])
    saved = Saved(merged.applied, len(merged.cells), merged.conflicts, closed)
    return saved, vars(after_merge(compared.current, merged))


def _closed(by: Uploader, compared: _Compared) -> dict[str, str]:
    touched = {one.clave for one in compared.wanted.changes}
    lines = lines_of(by.of, by.organisation).exclude(state__in=EDITABLE)
    return {clave: state for clave, state in lines.values_list("item__clave", "state") if clave in touched}


def _applied(by: Uploader, upload: RequestUpload, compared: _Compared, mode: str) -> RequestUpload:
    upload.outcome |= {"before": vars(totals_now(lines_of(by.of, by.organisation)))}
    if mode == ALL:
        saved, after = _foreseen(by, compared)
        if not is_clean(compared.reading.problems, saved.conflicts, saved.closed):
            upload.outcome |= {"state": HELD, "after": after}
            return _told(by, upload, compared, saved)
    saved = save_cells(by.of, by.organisation, by.viewer, by.actor, compared.wanted.changes, by.at, "workbook")
    upload.outcome |= {"state": APPLIED, "after": vars(totals_now(lines_of(by.of, by.organisation)))}
    return _told(by, upload, compared, saved)


def _told(by: Uploader, upload: RequestUpload, compared: _Compared, saved: Saved) -> RequestUpload:
    """Save the row with what was found, and what its author has seen now."""
    reading = compared.reading
    extra = applied_problems(reading, saved.conflicts, saved.closed, expected_of(by.of, by.organisation))
    problems = in_order([*reading.problems, *compared.wanted.problems, *extra])
    is_applied = upload.outcome["state"] == APPLIED
    seen = seen_after(reading, compared.seen, saved.conflicts, saved.closed) if is_applied else {}
    upload.cells_changed, upload.lines_changed = saved.applied, saved.lines
    upload.outcome |= {"conflicts": len(saved.conflicts), "closed": len(saved.closed)}
    told = _recorded(by, upload, Kept(problems, saved.conflicts, seen))
    if is_applied:
        list_upload_problems(by.of, by.organisation, told, problems, set(reading.claves), by.actor, by.at)
    return told


def _recorded(by: Uploader, upload: RequestUpload, kept: Kept) -> RequestUpload:
    upload.problems, upload.cells_refused = len(kept.problems), left_out(kept.problems)
    upload.outcome |= {"kinds": counted(kept.problems), "kept": by.store.put(packed(kept))}
    body = {
        "file": upload.sha256, "kind": upload.kind, "mode": upload.outcome["mode"], "state": upload.outcome["state"],
        "cells": upload.cells_changed, "lines": upload.lines_changed, "problems": upload.problems,
        "left_out": upload.cells_refused, "conflicts": upload.outcome.get("conflicts", 0),
    }  # fmt: skip
    with in_turn(by.store), transaction.atomic():
        name_original(by.store, upload)
        upload.save()
        record("request-uploaded", f"{by.of.code}/{by.organisation.code}", by.actor, by.at, body, by.of.code)
    return upload


def _safe_name(name: str) -> str:
    """The name without folder and without what no file system or header takes; its end is kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter if letter.isprintable() and letter not in '"<>|:*?' else "_" for letter in last).strip()
    return kept[-FILE_NAME_CHARACTERS:] or "file"
