"""What every test shares: a state folder of its own, and the small round played once per session."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
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


@pytest.fixture
def rule_set_with() -> Iterator[Callable[[str, str], str]]:
    """Makes the name of a rule set that is the Mexican one with another value, on all days, for one key."""
    made: list[Path] = []

    def rule_set(key: str, value: str) -> str:
        from abasto.law.reader import HERE

        folder = Path(tempfile.mkdtemp(prefix="law", dir="/tmp"))
        made.append(folder)
        shutil.copytree(HERE / "mx", folder, dirs_exist_ok=True)
        for path in (folder / "values").iterdir():
            before, found, after = f"\n{path.read_text('utf-8')}".partition(f"\n{key}:")
            if found:
                own, ended, others = re.sub("\n(?=[a-z])", "\0", after).partition("\0")
                own = re.sub(r"(\n +value: ).*", rf"\g<1>{value}", own)
                path.write_text(f"{before}{found}{own}{ended}{others}".replace("\0", "\n"), "utf-8")
                return str(folder)
        raise AssertionError(f"no such value: {key}")

    yield rule_set
    for folder in made:
        shutil.rmtree(folder)
