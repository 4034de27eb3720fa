"""Batch approval at national size: one act on 4,498 lines (or all there are), as a whole process, several runs.

    ABASTO_STATE=folder-with-a-played-round var/venv/bin/python benchmarks/needs_batch.py [--runs 3]

The lines are set to "submitted" before each run; what is measured is `abasto decide`, from start to end. Reach: 10 s.
"""

import argparse
import os
import subprocess
import sys
import time
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from abasto.people.models import Organisation
    from abasto.rounds.models import Round

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abasto.settings")

LINES = 4_498


def fill_up(of: "Round", buyer: "Organisation", lines: int) -> None:
    """Lines of more codes for the buyer, until it has as many as the national catalogue."""
    from abasto.catalogue.models import Item
    from abasto.needs.requests.models import RequestLine

    short = lines - Item.objects.count()
    first = 10_000 - short
    Item.objects.bulk_create(
        Item(clave=f"999.000.{first + place}.00", category="medicine", description="benchmark", origin="synthetic")
        for place in range(max(0, short))
    )
    there = set(RequestLine.objects.filter(round=of, organisation=buyer).values_list("item_id", flat=True))
    more = Item.objects.exclude(pk__in=there).order_by("pk")[: max(0, lines - len(there))]
    RequestLine.objects.bulk_create(
        RequestLine(round=of, organisation=buyer, item=item, maximum_pieces=24, minimum_pieces=10,
                    maximum_by_month=[1] * of.months, origin="synthetic")
        for item in more
    )  # fmt: skip


def prepared(lines: int) -> tuple[str, int]:
    """A decision asked for by an approver of the buyer with most lines; its command and its size."""
    from django.db.models import Count

    from abasto.needs.requests.actions.ask_decision import ask_decision
    from abasto.needs.requests.models import RequestLine
    from abasto.people.models import Organisation, User
    from abasto.people.queries import viewer_of
    from abasto.rounds.models import Round
    from abasto.rounds.queries import now_in

    of = Round.objects.filter(is_announced=True).order_by("-pk")[0]
    counted = RequestLine.objects.filter(round=of).values_list("organisation").annotate(lines=Count("pk"))
    first = Organisation.objects.get(pk=max(counted, key=lambda pair: pair[1])[0])
    fill_up(of, first, lines)
    own = RequestLine.objects.filter(round=of, organisation=first)
    own.update(state="submitted", author=None, submitted_by=None)
    approver, _made = User.objects.get_or_create(
        username="benchmark-approver", defaults={"role": "approver", "organisation": first, "password": "!"}
    )
    command = uuid.uuid4().hex
    decision = ask_decision(of, viewer_of(approver), command, "approve", "", own, {}, now_in(of))
    return command, decision.count


def main() -> None:
    """Print seconds of each run and lines per second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    import django

    django.setup()
    for _run in range(asked.runs):
        command, lines = prepared(LINES)
        started = time.monotonic()
        told = subprocess.run(
            [sys.executable, "-m", "abasto", "decide", command, "--json"], check=True, capture_output=True, text=True
        )
        seconds = time.monotonic() - started
        print(f"{lines:,} lines in {seconds:.1f} s (reach 10 s for {LINES:,}); {told.stdout.strip()}")


if __name__ == "__main__":
    main()
