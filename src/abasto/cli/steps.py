"""The steps of the cycle, in the order of the process; each calls the actions of one room."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from ..award.actions.decide_lots import decide_lots
from ..catalogue.actions.list_items import list_items
from ..catalogue.models import Item
from ..contracts.actions.contract_awards import contract_awards
from ..evaluation.actions.count_savings import count_savings
from ..evaluation.actions.publish_result import publish_result
from ..integrity.actions.raise_flags import raise_flags
from ..integrity.competition import Thresholds
from ..law.holidays import business_calendar
from ..law.reader import read_rule_set
from ..needs.actions.consolidate_needs import consolidate_needs
from ..needs.actions.import_needs import NeedSource, import_needs
from ..openness.actions.publish import publish
from ..people.actions.register_organisations import register_organisations, register_points
from ..people.models import Organisation
from ..rehearsal.actions.play_bids import play_bids
from ..rehearsal.actions.play_deliveries import play_deliveries
from ..rehearsal.actions.play_market import market_of
from ..rehearsal.actions.play_research import play_research
from ..rehearsal.actions.play_stock import play_stock
from ..rounds.actions.advance import advance
from ..rounds.actions.open_round import open_round
from ..rounds.models import Round, RoundDate
from ..rounds.queries import round_named
from ..rounds.sample import Sample
from ..tender.actions.check_documents import check_documents
from ..tender.actions.publish_call import publish_call
from ..tender.call import Evaluation
from ..tender.lawful_call import call_rules
from ..tender.models import Procedure
from ..tender.origin import Character
from ..tender.terms import call_terms
from .sample_rows import need_rows, new_lot, new_organisations, new_points

ACTOR = "rehearsal"
MONTHS_PASSED = 12
OCID_PREFIX = "ocds-abasto"
CHARACTER: Character = "treaties"
PARAMETERS: Mapping[str, object] = {
    "months_passed": MONTHS_PASSED,
    "ocid_prefix": OCID_PREFIX,
    "character": CHARACTER,
}
"""What the rehearsal chooses; part of every run's key, since a result depends on it."""
Told = dict[str, int]


@dataclass(frozen=True)
class Stage:
    """What a step works on: the sample, the seed, its run, and the results of the steps before it by name.

    evaluation: by which the main call is judged.
    """

    sample: Sample
    seed: int
    run_key: str
    results: Mapping[str, str]
    evaluation: Evaluation = "binary"

    @property
    def round(self) -> Round:
        return round_named(self.sample.round.code)

    @property
    def procedure(self) -> Procedure:
        return Procedure.objects.select_related("round").get(round__code=self.sample.round.code, follows=None)

    def day(self, phase: str) -> RoundDate:
        """The window of a phase in the round's calendar."""
        return RoundDate.objects.get(round__code=self.sample.round.code, phase=phase)


@dataclass(frozen=True)
class Step:
    """A step: its name (also the verb of the command line and the kind of its run) and what it does."""

    name: str
    do: Callable[[Stage], Told]


def load(stage: Stage) -> Told:
    """Organisations, delivery points, round, codes."""
    sample = stage.sample
    organisations = register_organisations(new_organisations(sample.institutions))
    register_points(new_points(sample.delivery_points), organisations)
    opened = open_round(sample, organisations, stage.seed, ACTOR)
    items = list_items(opened, sample.items)
    return {"institutions": len(sample.institutions), "points": len(sample.delivery_points), "codes": len(items)}


def needs(stage: Stage) -> Told:
    """What every buyer asks for."""
    of = advance(stage.round, "needs", stage.day("needs").ends, ACTOR)
    sample = stage.sample
    items = Item.objects.in_bulk([item.clave for item in sample.items], field_name="clave")
    buyers = {one.code: one for one in Organisation.objects.filter(code__in=[buyer.code for buyer in sample.buyers])}
    source = NeedSource("needs.csv", sample.sha256["needs.csv"], "sample")
    return import_needs(of, source, need_rows(sample), items, buyers, sample.problems, ACTOR)


def consolidate(stage: Stage) -> Told:
    """The sum of all buyers."""
    return consolidate_needs(stage.round, ACTOR, stage.run_key)


def research(stage: Stage) -> Told:
    """Sources, quotes, reference prices, ceilings."""
    of = advance(stage.round, "research", stage.day("research").ends, ACTOR)
    return play_research(of, stage.results["consolidate"], stage.run_key)


def call(stage: Stage) -> Told:
    """The call with its criterion and a lot per code."""
    window = stage.day("call")
    of = advance(stage.round, "call", window.starts, ACTOR)
    law = read_rule_set(of.rule_set)
    calendar = business_calendar(law, "birmex", window.starts, range(window.starts.year, window.ends.year + 2))
    terms = call_terms(law, calendar, window.starts, window.ends, CHARACTER, OCID_PREFIX)
    demand, market = market_of(of, stage.results["consolidate"])
    lots = [
        new_lot(clave, pattern, demand.buyers, least, most)
        for clave, pattern, least, most in zip(
            demand.claves, market.share_patterns, demand.minimum_pieces, demand.maximum_pieces, strict=True
        )
        if most.any()
    ]
    items = {entry.item.clave: entry.item for entry in of.items.select_related("item")}
    publish_call(of, call_rules(law, window.starts, stage.evaluation, CHARACTER), terms, lots, items)
    return {"lots": len(lots)}


def bids(stage: Stage) -> Told:
    """Suppliers hand in their bids."""
    procedure = stage.procedure
    advance(procedure.round, "bids", procedure.bids_due_at.date(), ACTOR)
    return play_bids(procedure, stage.results["consolidate"])


def documents(stage: Stage) -> Told:
    """Each bid's documents against those asked."""
    procedure = stage.procedure
    advance(procedure.round, "evaluation", procedure.bids_due_at.date(), ACTOR)
    return check_documents(procedure)


def award(stage: Stage) -> Told:
    """Each lot alone by the published criterion."""
    procedure = stage.procedure
    advance(procedure.round, "award", procedure.award_on, ACTOR)
    return decide_lots(procedure, ACTOR, stage.run_key)


def contracts(stage: Stage) -> Told:
    """One contract per legal entity and supplier."""
    procedure = stage.procedure
    of = advance(procedure.round, "contracts", procedure.signature_due_on, ACTOR)
    guarantee = read_rule_set(of.rule_set).value("guarantee.performance_percent", procedure.published_on).decimal
    return contract_awards(procedure, guarantee, ACTOR)


def deliveries(stage: Stage) -> Told:
    """Orders, receipts, fill rates."""
    of = stage.round
    on = _months_after(of.starts, MONTHS_PASSED)
    return play_deliveries(advance(of, "delivery", on, ACTOR), MONTHS_PASSED)


def stock(stage: Stage) -> Told:
    """Projected stock and what is at risk."""
    return play_stock(stage.round, stage.results["consolidate"], MONTHS_PASSED)


def flags(stage: Stage) -> Told:
    """Reasons to look."""
    return raise_flags(stage.procedure, thresholds_of(stage.procedure), ACTOR)


def thresholds_of(procedure: Procedure) -> Thresholds:
    """From what on the rule set raises a flag, as in force when the call was published."""
    law, on = read_rule_set(procedure.round.rule_set), procedure.published_on
    return Thresholds(
        hhi_points=law.value("concentration_flag.hhi_points", on).integer,
        share_percent=law.value("concentration_flag.share_percent", on).integer,
        minimum_lots=law.value("concentration_flag.minimum_lots", on).integer,
    )


def savings(stage: Stage) -> Told:
    """What was saved against the stated baseline."""
    return count_savings(stage.procedure, ACTOR)


def files(stage: Stage) -> Told:
    """The open data of the procedure."""
    return publish(stage.procedure, Path(settings.STATE), stage.run_key)


def report(stage: Stage) -> Told:
    """The result, its tables, workbook and printed report."""
    return publish_result(stage.round, Path(settings.STATE), stage.run_key)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


STEPS = tuple(
    Step(do.__name__, do)
    for do in (
        load, needs, consolidate, research, call, bids, documents, award, contracts, deliveries, stock, flags,
        savings, files, report,
    )
)  # fmt: skip
