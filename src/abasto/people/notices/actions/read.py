"""Marks notices as read, and takes that back. A notice is its reader's own matter: the log says nothing of it."""

from collections.abc import Sequence
from datetime import datetime

from ....base.refusal import Refused
from ...roles import Viewer
from ..models import Notice
from ..queries import own_notices


def open_notice(pk: int, viewer: Viewer, at: datetime) -> Notice:
    """The notice, now read; refuses `not-found` for one that is not the viewer's."""
    found = own_notices(viewer).filter(pk=pk).first()
    if found is None:
        raise Refused("not-found", "", {"what": "notice", "value": pk})
    own_notices(viewer).filter(pk=pk, read_at=None).update(read_at=at)
    return found


def mark_read(viewer: Viewer, asked: Sequence[int] | None, at: datetime) -> int:
    """Mark those, or all if None, as read at that moment; returns how many were not."""
    rows = own_notices(viewer).filter(read_at=None)
    if asked is not None:
        rows = rows.filter(pk__in=list(asked))
    return rows.update(read_at=at)


def mark_unread(viewer: Viewer, marked_at: datetime) -> int:
    """Take back what was marked at that moment; returns how many are unread again."""
    return own_notices(viewer).filter(read_at=marked_at).update(read_at=None)
