"""A program that starts a work again and again and kills each worker (SIGKILL), then prints what the database holds.

Arguments: number of kills, seed. Run by test_kill.py with the settings' environment; each worker is a fork, so that
Django starts once.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import django

UNITS, CHUNK = 180, 3
NOON = datetime(2026, 5, 29, 12, 0, tzinfo=UTC)
SIGNING_KEY_FOLDER = Path(os.environ["ABASTO_STATE"])


def create_tables() -> None:
    """The three tables a work without rooms needs; the database is new."""
    from django.db import connection

    from abasto.ledger.models import Checkpoint, Event
    from abasto.runs.models import Run

    with connection.schema_editor() as editor:
        for model in (Event, Checkpoint, Run):
            editor.create_model(model)


def do_the_work(tell: Callable[[], None]) -> None:
    """Decide 180 units, three in a chunk, each with its event; `tell` marks the points where a kill may fall."""
    from abasto.ledger.actions.record import record
    from abasto.ledger.models import Event
    from abasto.runs.actions.execute import execute
    from abasto.runs.work import in_chunks

    def save(start: int, end: int) -> None:
        for unit in range(start, end):
            record("unit-decided", f"unit-{unit:03}", "rehearsal", NOON, {"unit": unit}, "kill")
            tell()

    def finish() -> object:
        subjects = Event.objects.filter(kind="unit-decided").values_list("subject", flat=True)
        tell()
        return {"units": sorted(subjects)}

    execute(
        "decide-units",
        "kill",
        inputs={"units": UNITS},
        parameters={},
        seed=7,
        work=in_chunks(UNITS, CHUNK, save, finish),
        progress=lambda done, total: tell(),
        code="test",
    )


def one_life(is_dying_at: int, pause: float) -> bool:
    """A worker that is killed some time after its n-th point (0: lives on); whether it was killed."""
    from django.db import connection

    connection.close()
    reading, writing = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(reading)
        do_the_work(lambda: os.write(writing, b".") and None)
        os._exit(0)
    os.close(writing)
    while is_dying_at and os.read(reading, 1):
        is_dying_at -= 1
        if not is_dying_at:
            time.sleep(pause)
            os.kill(worker, signal.SIGKILL)
    while os.read(reading, 4096):
        pass
    os.close(reading)
    return os.WIFSIGNALED(os.waitpid(worker, 0)[1])


def kept() -> dict[str, object]:
    """Everything the work left, without row ids, leases and measurements."""
    from abasto.ledger.actions.keep_key import kept_signer
    from abasto.ledger.actions.sequence import sequence
    from abasto.ledger.models import Event
    from abasto.runs.models import Run

    checkpoint = sequence(kept_signer(SIGNING_KEY_FOLDER))
    runs = Run.objects.values_list("key", "state", "cursor", "done_units", "total_units", "result", "result_sha256")
    events = Event.objects.order_by("number").values_list("number", "kind", "subject", "body", "leaf_hash")
    return {"root": checkpoint and checkpoint.root, "runs": list(runs), "events": list(events)}


def main() -> None:
    kills, seed = int(sys.argv[1]), int(sys.argv[2])
    django.setup()
    create_tables()
    dice = random.Random(seed)
    killed = 0
    while killed < kills and one_life(dice.randint(1, 9), dice.uniform(0, 0.004)):
        killed += 1
    one_life(0, 0)
    print(json.dumps({"killed": killed, "kept": kept()}))


main()
