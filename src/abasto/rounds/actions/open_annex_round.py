"""Opens a round for an annex as published: what it asks for, before anything else is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ...ledger.actions.record import record
from ...people.models import Organisation
from ..models import Participation, Round
from .advance import NOON


@dataclass(frozen=True)
class AnnexRound:
    """The round of an annex: its code, its first and last year, and the file it comes from."""

    code: str
    years: tuple[int, int]
    source: str
    rule_set: str


def open_annex_round(facts: AnnexRound, buyers: Sequence[Organisation], on: date, actor: str) -> Round:
    """Save the round in the phase of needs, its buyers in the order of the file."""
    first, last = facts.years
    opened = Round.objects.create(
        code=facts.code,
        name_es=f"Anexo de demanda {first}-{last}",
        name_en=f"Demand annex {first}-{last}",
        rule_set=facts.rule_set,
        first_year=first,
        months=12 * (last - first + 1),
        starts=date(first, 1, 1),
        phase="needs",
        clock=datetime.combine(on, NOON),
        seed=0,
        source=facts.source,
        is_synthetic=False,
    )
    Participation.objects.bulk_create(
        Participation(round=opened, organisation=buyer, legal_entity=buyer, position=position, is_buyer=True)
        for position, buyer in enumerate(buyers)
    )
    record("round-opened", opened.code, actor, opened.clock, {"file": facts.source}, opened.code)
    return opened
