"""Takes evidence of need from a file, checks all months, or lists what was told."""

import json
from pathlib import Path

from django.conf import settings

from ..base.refusal import Refused
from ..ledger.actions.keep_key import kept_salt, kept_signer
from ..ledger.actions.sequence import sequence
from ..needs.evidence.actions.check_evidence import check_evidence
from ..needs.evidence.actions.receive_evidence import receive_evidence
from ..people.roles import Role, Viewer
from .reads import chosen, out, show, written

DESK = Viewer(Role.COORDINATOR, username="command line")


def take_evidence(file: str, round_code: str, as_json: bool) -> None:
    """Receive the file if one is named, check all months, and print what came of it."""
    of = chosen(round_code)
    told: dict[str, object] = {"round": of.code}
    kinds: dict[str, int] = {}
    if file:
        path = Path(file)
        if not path.is_file():
            raise Refused("not-found", "", {"what": "file", "value": file})
        upload = receive_evidence(of, path, path.name, DESK, kept_salt(settings.STATE / "keys"))
        kinds = upload.told
        told |= {"rows": upload.rows, "accepted": upload.accepted, "sha256": upload.sha256[:12]}
    told |= json.loads(check_evidence(of, "command line").result)
    sequence(kept_signer(settings.STATE / "keys"))
    if as_json:
        out.print_json(json.dumps({**told, "left_out": kinds}))
        return
    out.print("  ".join(f"{key} {written(value)}" for key, value in told.items()), soft_wrap=True)
    if kinds:
        show([{"kind": kind, "rows": count} for kind, count in sorted(kinds.items())], ("kind", "rows"), as_json=False)
    out.print(f"Where each is: abasto problems --round {of.code}")
