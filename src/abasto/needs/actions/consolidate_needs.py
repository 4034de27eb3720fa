"""Adds up the needs of all buyers, one row per code."""

from django.db.models import Count, Sum

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...problems.models import ListedProblem
from ...rounds.models import Round
from ..models import ConsolidatedNeed, NeedLine


def consolidate_needs(of: Round, actor: str, run_key: str) -> dict[str, int]:
    """One row per code with its minimum, maximum and number of buyers; refuses while a critical problem is open."""
    blocking = ListedProblem.objects.filter(round_code=of.code, room="needs", severity="critical", state="open").count()
    if blocking:
        raise Refused("critical-problems-open", "", {"count": blocking})
    ConsolidatedNeed.objects.filter(round=of).delete()
    sums = (
        NeedLine.objects.filter(round=of)
        .values("item")
        .annotate(minimum=Sum("minimum_pieces"), maximum=Sum("maximum_pieces"), count=Count("pk"))
        .order_by("item__clave")
    )
    rows = ConsolidatedNeed.objects.bulk_create(
        (
            ConsolidatedNeed(
                round=of,
                item_id=line["item"],
                minimum_pieces=line["minimum"],
                maximum_pieces=line["maximum"],
                buyers=line["count"],
                run_key=run_key,
            )
            for line in sums
        ),
        batch_size=2000,
    )
    told = {
        "codes": len(rows),
        "minimum_pieces": sum(row.minimum_pieces for row in rows),
        "maximum_pieces": sum(row.maximum_pieces for row in rows),
    }
    record("needs-consolidated", of.code, actor, of.clock, told, of.code)
    return told
