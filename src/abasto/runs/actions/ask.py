"""Enter a run, so that those who wait for it see it before a worker has taken it."""

from ...ledger.canonical import canonical_text
from ..key import Asked
from ..models import Run


def ask(asked: Asked) -> Run:
    """The run that answers this question, waiting if it was never asked."""
    run, _is_new = Run.objects.get_or_create(
        key=asked.key,
        defaults={
            "kind": asked.kind,
            "round_code": asked.round_code,
            "inputs": canonical_text(asked.inputs),
            "parameters": canonical_text(asked.parameters),
            "seed": asked.seed,
            "code_version": asked.code,
        },
    )
    return run
