"""An announced round whose institutions have agreed on what they need: accepted lines, and hands to make versions."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from abasto.ledger.actions.keep_key import kept_salt, kept_signer
from abasto.needs.consolidated.actions.lock_version import Signature, lock_version
from abasto.needs.consolidated.actions.make_version import Maker, make_version
from abasto.needs.consolidated.models import NeedVersion
from abasto.needs.requests.models import RequestLine
from abasto.needs.requests.queries import codes_open
from abasto.needs.requests.states import ACCEPTED
from abasto.people.actions.make_demo_accounts import demo_password
from abasto.people.models import Organisation, User
from abasto.rounds.models import Round

from ..requests.announced import AT, COORDINATOR, announce, buyer_of

STATE = Path(os.environ["ABASTO_STATE"])
PASSWORD = demo_password(2027)
KEYS = STATE / "keys"


def ask(
    of: Round, buyer: Organisation, clave: str, months: Sequence[int], state: str = ACCEPTED, **more: object
) -> RequestLine:
    """A line that asks for these months, the rest of the period being empty; its minimum is two fifths, rounded up."""
    series = np.zeros(of.months, dtype=np.int64)
    series[: len(months)] = months
    most = int(series.sum())
    told = {"minimum_pieces": -(-most * 2 // 5), "maximum_pieces": most, "maximum_by_month": series, "state": state}
    origin = "synthetic" if of.is_synthetic else "stated"
    item = codes_open(of)[clave]
    return RequestLine.objects.create(
        round=of, organisation=buyer, item_id=item, origin=origin, **{**told, **more}
    )  # fmt: skip


def agreed(is_synthetic: bool = True, buyers: int = 2, codes: int = 3) -> Round:
    """A round whose first buyers each ask for its first codes."""
    of = announce(is_synthetic=is_synthetic)
    for place in range(buyers):
        for at, clave in enumerate(list(codes_open(of))[:codes]):
            ask(of, buyer_of(of, place), clave, [100 + 10 * place + at, 5, 7])
    return of


def made(of: Round, why: str = "first sum") -> NeedVersion:
    """A version of the lines as they stand."""
    return make_version(of, Maker(COORDINATOR, "coordinator", why, AT), STATE)


def signature(password: str = PASSWORD, username: str = "coordinator") -> Signature:
    """The coordinator's, with the log's key."""
    return Signature(User.objects.get(username=username), password, kept_signer(KEYS), kept_salt(KEYS))


def locked(version: NeedVersion, **left_out: str) -> NeedVersion:
    """The version, locked by the coordinator."""
    return lock_version(version, signature(), left_out, AT, STATE)
