"""A program in which four processes record events and sequence them at the same time, then prints the log.

Run by test_many_writers.py with the settings' environment.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import django
from django.db import connection, transaction

WRITERS, STEPS = 4, 8
NOON = datetime(2026, 5, 29, 12, 0, tzinfo=UTC)
KEYS = Path(os.environ["ABASTO_STATE"])


def write(writer: int) -> None:
    from abasto.ledger.actions.keep_key import kept_signer
    from abasto.ledger.actions.record import record
    from abasto.ledger.actions.sequence import sequence

    signer = kept_signer(KEYS)
    for step in range(STEPS):
        with transaction.atomic():
            record("written", f"{writer}-{step}", "rehearsal", NOON, {}, "many")
        sequence(signer)


def refusal_of_an_event_outside() -> str:
    """What recording without a transaction says."""
    from abasto.base.refusal import Refused
    from abasto.ledger.actions.record import record

    try:
        record("written", "outside", "rehearsal", NOON, {}, "many")
    except Refused as refusal:
        return refusal.code
    return ""


def refusal_of_a_sequencer_inside() -> str:
    """What numbering events before their transaction has ended says."""
    from abasto.ledger.actions.keep_key import kept_signer
    from abasto.ledger.actions.sequence import sequence

    try:
        with transaction.atomic():
            sequence(kept_signer(KEYS))
    except RuntimeError as error:
        return type(error).__name__
    return ""


def main() -> None:
    django.setup()
    from abasto.ledger.models import Checkpoint, Event

    with connection.schema_editor() as editor:
        editor.create_model(Event)
        editor.create_model(Checkpoint)
    refusals = {"outside": refusal_of_an_event_outside(), "inside": refusal_of_a_sequencer_inside()}
    connection.close()
    workers = []
    for writer in range(WRITERS):
        worker = os.fork()
        if worker == 0:
            write(writer)
            os._exit(0)
        workers.append(worker)
    ended = [os.waitpid(worker, 0)[1] for worker in workers]
    events = Event.objects.order_by("number").values_list("number", "subject", "leaf_hash")
    checkpoints = Checkpoint.objects.values_list("size", "root", "note")
    print(json.dumps({"ended": ended, "events": list(events), "checkpoints": list(checkpoints), **refusals}))


main()
