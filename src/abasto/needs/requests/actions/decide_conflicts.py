"""Decides the conflicts of an upload, each by itself: one's own figure, or the one that stands there."""

from collections.abc import Callable

from django.db import transaction

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....problems.actions.mend_problems import mend_problems
from ....problems.models import ListedProblem
from ..cells import Conflict
from ..files.queries import lines_of, totals_now
from ..models import RequestUpload
from ..sheet.kept import Kept, packed, unpacked
from ..uploads import APPLIED, decided_changes
from .in_turn import in_turn
from .list_upload_problems import MENDED, ROOM
from .save_cells import may_write, save_cells
from .upload_request import Uploader

MINE, THEIRS = "mine", "theirs"
Choice = Callable[[Conflict], str]


def decide_conflicts(by: Uploader, upload: RequestUpload, choice: Choice) -> RequestUpload:
    """choice: MINE, THEIRS, or "" to leave a conflict open. A cell that changed once more is a conflict again.

    Refuses what `may_write` refuses and `upload-not-applied`.
    """
    may_write(by.of, by.organisation, by.viewer, by.at)
    if upload.outcome.get("state") != APPLIED:
        raise Refused("upload-not-applied", "", {"file": upload.file_name})
    with in_turn(by.store), transaction.atomic():
        upload = RequestUpload.objects.select_for_update().get(pk=upload.pk)
        kept = unpacked(by.store.get(upload.outcome["kept"]))
        chosen = {one: choice(one) for one in kept.conflicts}
        mine = [one for one, side in chosen.items() if side == MINE]
        theirs = sum(side == THEIRS for side in chosen.values())
        saved = save_cells(by.of, by.organisation, by.viewer, by.actor, decided_changes(mine), by.at, "workbook")
        still = (*(one for one, side in chosen.items() if side not in (MINE, THEIRS)), *saved.conflicts)
        upload.outcome |= {
            "conflicts": len(still),
            "decided_mine": upload.outcome.get("decided_mine", 0) + saved.applied,
            "decided_theirs": upload.outcome.get("decided_theirs", 0) + theirs,
            "after": vars(totals_now(lines_of(by.of, by.organisation))),
            "kept": by.store.put(packed(_seen_too(kept, mine, still))),
        }
        upload.cells_changed += saved.applied
        upload.save()
        if not still:
            open_ones = ListedProblem.objects.filter(
                round_code=by.of.code, room=ROOM, organisation=by.organisation, kind="upload-conflict"
            )
            mend_problems(open_ones, by.of.code, MENDED, by.actor, by.at)
        body = {"file": upload.sha256, "mine": saved.applied, "theirs": theirs, "left": len(still)}
        record("upload-conflicts-decided", f"{by.of.code}/{by.organisation.code}", by.actor, by.at, body, by.of.code)
    return upload


def _seen_too(kept: Kept, mine: list[Conflict], still: tuple[Conflict, ...]) -> Kept:
    """Once a conflict is decided for one's own figure, its author has seen it."""
    left = {(one.clave, one.month) for one in still}
    seen = {clave: cells.copy() for clave, cells in kept.seen.items()}
    for one in mine:
        if (one.clave, one.month) not in left and one.clave in seen:
            seen[one.clave][one.month] = one.mine
    return Kept(kept.problems, still, seen)
