"""Opens a round: its calendar, and the tree of those who take part."""

from collections.abc import Mapping
from datetime import datetime

from ...ledger.actions.record import record
from ...people.models import Organisation
from ..models import Participation, Round, RoundDate
from ..sample import Sample, legal_entity_of
from .advance import NOON

PHASE_OF_STEP = {
    "diagnosis": "preparation",
    "needs": "needs",
    "market": "research",
    "tender": "call",
    "supply": "delivery",
}


def open_round(sample: Sample, organisations: Mapping[str, Organisation], seed: int, actor: str) -> Round:
    """Save the round in its first phase, its clock on the first day of its calendar."""
    facts = sample.round
    first = facts.calendar[0]
    opened = Round.objects.create(
        code=facts.code,
        name_es=facts.name_es,
        name_en=facts.name_en,
        rule_set=facts.rule_set,
        first_year=facts.years[0],
        months=facts.months,
        starts=facts.starts,
        phase="preparation",
        clock=datetime.combine(first.starts, NOON),
        seed=seed,
        source="\n".join(f"{source.title} ({source.date}) {source.url}".strip() for source in facts.sources),
        is_derived_split=facts.is_derived_split,
    )
    RoundDate.objects.bulk_create(
        RoundDate(
            round=opened,
            position=position,
            phase=PHASE_OF_STEP[step.phase],
            starts=step.starts,
            ends=step.ends,
            citation=step.citation,
            origin=step.origin,
        )
        for position, step in enumerate(facts.calendar)
    )
    _join(opened, sample, organisations)
    record("round-opened", opened.code, actor, opened.clock, {"seed": seed, "files": dict(sample.sha256)}, opened.code)
    return opened


def _join(opened: Round, sample: Sample, organisations: Mapping[str, Organisation]) -> None:
    entities = legal_entity_of(sample.institutions)
    saved: dict[str, Participation] = {}
    for position, one in enumerate(sample.institutions):
        saved[one.code] = Participation.objects.create(
            round=opened,
            organisation=organisations[one.code],
            parent=saved.get(one.parent),
            legal_entity=organisations.get(entities.get(one.code, "")),
            position=position,
            is_buyer=one.is_buyer,
            column_as_published=one.column_as_published,
        )
