"""Number the events that have none, extend the tree, sign a checkpoint.

When: after the transactions that recorded them, at the end of each step of the cycle; in production on a timer too.
Order: by the caller's clock, then round, kind, subject and leaf hash, compared as code points. None of these depends
on who committed first, on the database or on a row id, so the same cycle has the same root on SQLite and PostgreSQL,
with one thread or two, and after a kill: what a killed step recorded waits without a number until the step is whole.
Events of the same moment are thus in no causal order; what must be told apart in time has different times.
"""

from collections.abc import Sequence

from django.db import connection, transaction

from ..checkpoint import Signer, Tree, sign_checkpoint
from ..merkle import append, root_of_range
from ..models import Checkpoint, Event

SEQUENCER_LOCK = 6962


def sequence(signer: Signer) -> Checkpoint | None:
    """The checkpoint over every committed event; None where nothing ever happened. One sequencer works at a time."""
    with transaction.atomic(durable=True):
        _wait_for_other_sequencers()
        last = Checkpoint.objects.last()
        pending = _pending()
        if not pending:
            return last
        start = last.size if last else 0
        compact = tuple(bytes.fromhex(node) for node in last.compact_range) if last else ()
        _number([pk for pk, _ in pending], start)
        size, compact = append(start, compact, (bytes.fromhex(leaf) for _, leaf in pending))
        tree = Tree(signer.name, size, root_of_range(compact))
        return Checkpoint.objects.create(
            size=size,
            root=tree.root.hex(),
            note=sign_checkpoint(tree, signer),
            compact_range=[node.hex() for node in compact],
        )


def _wait_for_other_sequencers() -> None:
    """SQLite's IMMEDIATE transaction has no other writer beside it already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCER_LOCK])


def _pending() -> list[tuple[int, str]]:
    """(row id, leaf hash) of the events without a number, in the order of the log."""
    fields = ("at", "round_code", "kind", "subject", "leaf_hash", "pk")
    rows = sorted(Event.objects.filter(number=None).values_list(*fields))
    return [(row[5], row[4]) for row in rows]


def _number(ids: Sequence[int], start: int) -> None:
    """Numbers from `start` on, in the order of the ids; one statement prepared once is 20 times faster than rows."""
    table = connection.ops.quote_name(Event._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET number = %s WHERE id = %s",
            [(start + position, pk) for position, pk in enumerate(ids)],
        )
