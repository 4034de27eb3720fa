"""Makes, locks, verifies and reopens the consolidated need at national size, and reads its views.

`python benchmarks/needs_consolidation.py [--every]`: a round is announced after the sample of 2027-2028, in a database
and a folder of its own; each need of the sample becomes an accepted line whose months differ. `--every` gives a line
to every code and buyer, also where the sample asks for nothing. Prints seconds of each part and the peak memory.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

HERE = tempfile.TemporaryDirectory(prefix="needs-consolidation-")
os.environ["ABASTO_STATE"] = HERE.name
os.environ["ABASTO_DATABASE_URL"] = f"sqlite:///{HERE.name}/national.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "abasto.settings"

import django  # noqa: E402

django.setup()

import numpy as np  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from abasto.base.fields import insert_rows  # noqa: E402
from abasto.base.series import to_bytes  # noqa: E402
from abasto.catalogue.actions.carry_items import carry_items  # noqa: E402
from abasto.cli.cycle import run_cycle  # noqa: E402
from abasto.ledger.actions.keep_key import kept_salt, kept_signer  # noqa: E402
from abasto.needs.consolidated.actions.keep_export import ENDINGS, keep_export  # noqa: E402
from abasto.needs.consolidated.actions.lock_version import Signature, lock_version  # noqa: E402
from abasto.needs.consolidated.actions.make_version import Maker, make_version  # noqa: E402
from abasto.needs.consolidated.actions.reopen_version import reopen_version  # noqa: E402
from abasto.needs.consolidated.queries import store_of  # noqa: E402
from abasto.needs.consolidated.screens.consolidated import VIEWS  # noqa: E402
from abasto.needs.consolidated.verifying.queries import verify_version  # noqa: E402
from abasto.needs.consolidated.views.queries import figures_of  # noqa: E402
from abasto.needs.models import NeedLine  # noqa: E402
from abasto.needs.requests.models import RequestLine  # noqa: E402
from abasto.people.actions.make_demo_accounts import make_demo_accounts  # noqa: E402
from abasto.people.models import User  # noqa: E402
from abasto.people.roles import Role, Viewer  # noqa: E402
from abasto.rounds.actions.announce_round import announce_round  # noqa: E402
from abasto.rounds.announcing import NewRound, Window  # noqa: E402
from abasto.rounds.models import Participation, Round  # noqa: E402
from abasto.rounds.queries import now_in, round_named, sight  # noqa: E402

BEFORE, SEED = "mx-2027-2028", 2026
COORDINATOR = Viewer(Role.COORDINATOR, username="coordinator")
COLUMNS = (
    "round_id", "organisation_id", "item_id", "minimum_pieces", "maximum_pieces", "maximum_by_month", "state",
    "version", "verdict", "reason", "reason_text", "funds", "decision_note", "author_id", "submitted_by_id", "origin",
    "method",
)  # fmt: skip


def timed(what: str, work: Callable[[], object]) -> object:
    """The result of a work, its seconds printed."""
    began = time.perf_counter()
    done = work()
    print(f"{what:<42}{time.perf_counter() - began:8.2f} s")
    return done


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--every", action="store_true")
    every = asked.parse_args().every
    call_command("migrate", verbosity=0)
    run_cycle(BEFORE, SEED, lambda name, done: None, until="consolidate")
    password = make_demo_accounts(SEED)
    of = announced()
    with transaction.atomic():
        lines = fill(of, every)
    print(f"{lines:,} accepted lines of {of.months} months")
    state = Path(settings.STATE)
    maker = Maker(COORDINATOR, "coordinator", "national", now_in(of))
    version = timed("version made", lambda: make_version(of, maker, state))
    keys = state / "keys"
    sign = Signature(User.objects.get(username="coordinator"), password, kept_signer(keys), kept_salt(keys))
    timed("version locked, need lines written", lambda: lock_version(version, sign, {}, now_in(of), state))
    checks = timed("version verified", lambda: verify_version(store_of(state), version))
    print("holds:", {one.what: one.holds for one in checks})
    size = store_of(state).path_of(version.content_sha256).stat().st_size
    print(f"file {size:,} bytes, need lines {NeedLine.objects.filter(round=of).count():,}")
    views(of)
    timed("reopened", lambda: reopen_version(version, COORDINATOR, "c", "IMSS", "benchmark", now_in(of)))
    half = RequestLine.objects.filter(round=of, pk__gt=lines // 2)
    half.update(minimum_pieces=0)
    timed("version of half the lines changed", lambda: make_version(of, maker, state))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def announced() -> Round:
    """A round of 24 months after the sample."""
    before = round_named(BEFORE)
    windows = (Window("needs", date(2028, 1, 1), date(2028, 6, 30)),)
    new = NewRound("national", "Nacional", "National", date(2029, 1, 1), 24, BEFORE, windows)
    with transaction.atomic():
        of = announce_round(new, COORDINATOR, "coordinator", before.clock, True)
        carry_items(before, of)
    return of


def fill(of: Round, every: bool) -> int:
    """An accepted line for each need of the sample, 7 % more in a month drawn by its place."""
    needs = {
        (item, buyer): (least, most)
        for item, buyer, least, most in NeedLine.objects.filter(round__code=BEFORE).values_list(
            "item_id", "buyer_id", "minimum_pieces", "maximum_pieces"
        )
    }
    buyers = Participation.objects.filter(round=of, is_buyer=True).values_list("organisation_id", flat=True)
    keys = [(item, b) for item in of.items.values_list("item_id", flat=True) for b in buyers] if every else list(needs)
    insert_rows(RequestLine, COLUMNS, (_row(of, at, key, needs.get(key, (4, 10))) for at, key in enumerate(keys)))
    return len(keys)


def _row(of: Round, at: int, key: tuple[int, int], pieces: tuple[int, int]) -> tuple[object, ...]:
    months = np.full(of.months, pieces[1] // of.months, dtype=np.int64)
    months[at % of.months] += pieces[1] % of.months + pieces[1] // 14
    return (of.pk, key[1], key[0], pieces[0], int(months.sum()), to_bytes(months), "accepted", 1, "", "", "", "", "",
            None, None, "synthetic", "")  # fmt: skip


def views(of: Round) -> None:
    """The pages of the consolidated need as the coordinator gets them: the first reads the figures, the others not."""
    client = Client(headers={"accept-language": "es"})
    client.force_login(User.objects.get(username="coordinator"))
    address = f"/rounds/{of.code}/consolidated/"
    timed("first page (reads both rounds)", lambda: answered(client, address))
    for view in VIEWS:
        timed(f"page {view}", partial(answered, client, f"{address}?view={view}"))
    for page in ("versions/", "versions/1/", "versions/1/lock/", "mergers/", "files/"):
        timed(f"page {page}", partial(answered, client, address + page))
    seen = sight(COORDINATOR, of)
    figures = figures_of(of)
    for kind in ENDINGS:
        timed(f"file {kind}", partial(keep_export, of, kind, figures, seen, Path(settings.STATE)))
    timed("planning release", lambda: answered(client, f"{address}planning.json"))


def answered(client: Client, address: str) -> None:
    """The page, which must be there."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")


if __name__ == "__main__":
    main()
