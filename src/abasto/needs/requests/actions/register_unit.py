"""Registers a delegation or hospital below a buyer, so that it can state its own needs."""

import re
from datetime import datetime

from django.db import transaction

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....people.models import Organisation
from ....people.roles import Viewer
from ....rounds.models import Round
from ..queries import Asker
from .save_cells import may_write

KINDS = ("delegation", "hospital")
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE, LONGEST_NAME = 60, 250


def register_unit(
    of: Round, buyer: Asker, viewer: Viewer, actor: str, code: str, name: str, kind: str, at: datetime
) -> Organisation:
    """Save a unit below the buyer; `code` gets the buyer's code before it, so that no two buyers clash.

    Refuses `not-a-buyer`, `unit-code-unfit`, `unit-code-taken`, `unit-name-missing`, `unit-kind-unknown`, and what
    `may_write` refuses.
    """
    may_write(of, buyer.organisation, viewer, at)
    if not buyer.is_buyer:
        raise Refused("not-a-buyer", "", {"institution": str(buyer.organisation)})
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise Refused("unit-code-unfit", "", {"value": code[:80]})
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise Refused("unit-name-missing", "", {})
    if kind not in KINDS:
        raise Refused("unit-kind-unknown", "", {"known": list(KINDS)})
    whole = f"{buyer.organisation.code}-{code}"[:80]
    with transaction.atomic():
        if Organisation.objects.filter(code=whole).exists():
            raise Refused("unit-code-taken", "", {"value": whole})
        origin = "synthetic" if of.is_synthetic else "stated"
        unit = Organisation.objects.create(
            code=whole, name=name.strip(), kind=kind, parent=buyer.organisation,
            state=buyer.organisation.state, origin=origin,
        )  # fmt: skip
        told = {"unit": whole, "name": unit.name, "kind": kind, "parent": buyer.organisation.code}
        record("unit-registered", whole, actor, at, told, of.code)
    return unit
