"""Puts what an upload could not save on the problem list, and settles what this one saved and an earlier could not."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext_noop

from ....base.problem import Problem
from ....people.models import Organisation
from ....people.roles import Role
from ....problems.actions.list_problems import key_of, list_problems
from ....problems.actions.mend_problems import mend_problems
from ....problems.models import ListedProblem
from ....rounds.models import Round
from ..models import RequestUpload
from ..sheet.kinds import gathered
from ..uploads import LISTED_KINDS

ROOM = "needs"
MENDED = gettext_noop("Mended by a later upload.")


def list_upload_problems(
    of: Round, organisation: Organisation, upload: RequestUpload, problems: Sequence[Problem],
    claves: Collection[str], actor: str, at: datetime,
) -> None:  # fmt: skip
    """For the planner of that institution; claves: those the file speaks of, whose earlier problems are over."""
    source = f"{organisation.code}: {upload.file_name}"[:120]
    found = gathered([one for one in problems if one.kind in LISTED_KINDS])
    list_problems(ROOM, of.code, Role.PLANNER.value, source, found, at, organisation)
    still = {key_of(ROOM, of.code, source, one) for one in found}
    earlier = ListedProblem.objects.filter(
        round_code=of.code, room=ROOM, organisation=organisation, kind__in=LISTED_KINDS
    )
    over = [
        pk
        for pk, key, subject in earlier.values_list("pk", "key", "subject")
        if key not in still and (not subject or subject in claves)
    ]
    mend_problems(earlier.filter(pk__in=over), of.code, MENDED, actor, at)
