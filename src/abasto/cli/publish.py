"""Publishes the files of a round again, with a bar."""

import json

from django.conf import settings

from ..evaluation.actions.publish_again import publish_again
from ..ledger.actions.keep_key import kept_signer
from ..ledger.actions.sequence import sequence
from .reads import chosen, out
from .study import bar


def publish_round(round_code: str, as_json: bool) -> None:
    """As things are now; what was published since the last event is not published again."""
    of = chosen(round_code)
    signer = kept_signer(settings.STATE / "keys")
    sequence(signer)
    with bar(of.code) as progress:
        run = publish_again(of, settings.STATE, progress)
    sequence(signer)
    told = json.loads(run.result)
    if as_json:
        out.print_json(json.dumps(told))
        return
    out.print(", ".join(f"{name} {value:,}" for name, value in told.items()), soft_wrap=True)
