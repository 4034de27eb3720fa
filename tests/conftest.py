"""What every test shares: a state folder of its own, and the small round played once per session."""

import os
import tempfile
from pathlib import Path

import pytest

STATE = Path(tempfile.mkdtemp(prefix="abasto-test-"))
os.environ["ABASTO_STATE"] = str(STATE)
os.environ.setdefault("ABASTO_DATABASE_URL", f"sqlite:///{STATE / 'test.sqlite3'}")

MINI = "mx-mini"
SEED = 2027


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """The test database holds the small round, played from need to files in a folder of this worker's own."""
    from django.conf import settings

    from abasto.cli.cycle import run_cycle
    from abasto.people.actions.make_demo_accounts import make_demo_accounts

    settings.STATE = STATE
    with django_db_blocker.unblock():
        run_cycle(MINI, SEED, lambda name, done: None)
        make_demo_accounts(SEED)
