"""Asks for a batch decision: freezes which lines it is about, so that what is decided is what was seen."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
from django.db import transaction
from django.db.models import QuerySet

from ....base.refusal import Refused
from ....people.models import User
from ....people.roles import Viewer
from ....rounds.models import Round
from ..models import RequestDecision, RequestLine
from ..states import ACTS

LONGEST_NOTE = 4_000
LONGEST_COMMAND = 40


def ask_decision(
    of: Round,
    viewer: Viewer,
    command: str,
    act: str,
    note: str,
    selection: QuerySet[RequestLine],
    asked: Mapping[str, str],
    at: datetime,
) -> RequestDecision:
    """The decision to be worked on; the same command again is the decision asked before, whatever is asked now.

    selection: lines the viewer may see. Refuses `sign-in-first`, `act-unknown`, `note-too-long`, `nothing-selected`,
    `command-unfit`.
    """
    user = User.objects.filter(username=viewer.username, is_active=True).first()
    if user is None:
        raise Refused("sign-in-first", "", {"role": viewer.role.value, "asked": []})
    if act not in ACTS:
        raise Refused("act-unknown", "", {"act": act, "known": list(ACTS)})
    if len(note) > LONGEST_NOTE:
        raise Refused("note-too-long", "", {"length": len(note), "most": LONGEST_NOTE})
    if not 8 <= len(command) <= LONGEST_COMMAND:
        raise Refused("command-unfit", "", {"command": command[:LONGEST_COMMAND]})
    with transaction.atomic():
        lines = np.array(sorted(selection.filter(round=of).values_list("pk", flat=True)), dtype=np.int64)
        if not len(lines) and not RequestDecision.objects.filter(command=command).exists():
            raise Refused("nothing-selected", "", {})
        decision, _is_new = RequestDecision.objects.get_or_create(
            command=command,
            defaults={"round": of, "act": act, "note": note.strip(), "by": user, "at": at, "asked": dict(asked),
                      "lines": lines, "count": len(lines)},
        )  # fmt: skip
    if decision.by_id != user.pk:
        raise Refused("command-unfit", "", {"command": command})
    return decision
