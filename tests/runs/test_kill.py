"""A work killed at twenty points leaves the bytes of one that nobody killed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

WORKER = Path(__file__).with_name("killed_worker.py")
UNITS = 180


def database_url(folder: Path) -> str:
    """A new SQLite file, or the tests' own PostgreSQL database."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / 'killed.sqlite3'}"
    given = connection.settings_dict
    who = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}"
    return f"postgresql://{who}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def left_after(kills: int, seed: int, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "abasto.settings",
        "ABASTO_DATABASE_URL": database_url(folder),
        "ABASTO_STATE": str(folder),
    }
    command = [sys.executable, str(WORKER), str(kills), str(seed)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    left: dict[str, Any] = json.loads(done.stdout)
    return left


def empty_the_tables() -> None:
    from abasto.ledger.models import Checkpoint, Event
    from abasto.runs.models import Run

    for model in (Event, Checkpoint, Run):
        model.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_a_work_killed_at_twenty_points_leaves_what_an_unharmed_one_leaves(tmp_path: Path) -> None:
    unharmed = left_after(0, 0, tmp_path / "unharmed")
    empty_the_tables()
    killed = left_after(20, 20260529, tmp_path / "killed")
    assert (unharmed["killed"], killed["killed"]) == (0, 20)
    assert killed["kept"] == unharmed["kept"]
    subjects = [event[2] for event in killed["kept"]["events"]]
    assert subjects == [f"unit-{unit:03}" for unit in range(UNITS)]
