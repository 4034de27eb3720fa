"""Prints a version of the consolidated need, and checks it again from what is kept."""

from pathlib import Path

from django.conf import settings

from ..base.refusal import Refused
from ..needs.consolidated.models import NeedVersion
from ..needs.consolidated.queries import store_of, versions_visible_to
from ..needs.consolidated.states import LOCKED
from ..needs.consolidated.verifying.queries import verify_version
from ..rounds.models import Round
from ..rounds.queries import sight
from .reads import chosen, out, show
from .study import CONTROL

COLUMNS = ("check", "holds", "found")
TOLD = ("number", "state", "at", "why", "lines", "codes", "buyers", "minimum_pieces", "maximum_pieces",
        "content_sha256", "changes", "run_key", "locked_at", "verifier_key", "signature")  # fmt: skip


def show_need_version(round_code: str, number: int, as_json: bool) -> bool:
    """Whether everything checked of the version holds; refuses `not-found`."""
    of = chosen(round_code)
    one = _version(of, number)
    checks = verify_version(store_of(Path(settings.STATE)), one)
    rows = [{"check": check.what, "holds": check.holds, "found": check.found} for check in checks]
    told = {name: getattr(one, name) for name in TOLD}
    if as_json:
        show([{**told, "checks": rows}], (*TOLD, "checks"), as_json)
    else:
        for name, value in told.items():
            out.print(f"{name.replace('_', ' '):<16}{value}", soft_wrap=True)
        show(rows, COLUMNS, as_json=False)
    return all(check.holds for check in checks)


def _version(of: Round, number: int) -> NeedVersion:
    versions = versions_visible_to(sight(CONTROL, of), of)
    found = versions.filter(number=number) if number else versions.filter(state=LOCKED) or versions
    one = found.first()
    if one is None:
        raise Refused("not-found", "", {"what": "need-version", "value": number or of.code})
    return one
