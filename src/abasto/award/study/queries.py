"""Reads of the study: the call of a round as plain facts, and the scenarios a viewer may see."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from ...base.refusal import Refused
from ...law.reader import read_rule_set
from ...law.values import LegalValue
from ...needs.models import NeedLine
from ...people.models import Organisation
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import buyers
from ...runs.models import Run
from ...runs.queries import is_stopped
from ...tender.call_text import read_back
from ...tender.models import Bid, Lot, Procedure
from ..deciding.queries import cases_of
from ..facts import LotCase
from .clauses import Known, clause_from
from .facts import Firm, LotNeed, StudyFacts, StudyTerms
from .models import Scenario
from .periods import by_quarter, quarters
from .problem import CallTaken
from .rules import Asked
from .steps import Question

CITATION = "award.across_lots"
SEEN = ("study", "ceiling", "reference_price", "bid_price", "bid_capacity", "bid_documents")


def visible_to(sight: Sight, of: Round) -> QuerySet[Scenario]:
    """The scenarios of the round, where the viewer may see what they tell: ceilings, prices, capacities."""
    scenarios = Scenario.objects.filter(round=of).order_by("id")
    return scenarios if sight.sees_all("study") else scenarios.none()


def scenario_coded(sight: Sight, of: Round, code: str) -> Scenario:
    """One scenario; refuses `not-found`."""
    for scenario in visible_to(sight, of).filter(code=code).select_related("round"):
        return scenario
    raise Refused("not-found", "", {"what": "scenario", "value": code})


def across_lots(of: Round) -> LegalValue:
    """Whether the rule set of the round admits an award across lots today, with its article."""
    return read_rule_set(of.rule_set).value("award.across_lots", of.clock.date())


def call_studied(sight: Sight, of: Round) -> Procedure:
    """The main call of the round, its bids open; refuses `study-before-call`, `study-before-bids`, `study-of-points`.

    Nothing here expects bids: before there are some that may be read, there is nothing to study.
    """
    found = Procedure.objects.filter(round=of, follows=None).select_related("round").first()
    if found is None:
        raise Refused("study-before-call", "", {"round": of.code})
    if not sight.sees_all("bid_price") or not Bid.objects.filter(lot__procedure=found).exists():
        raise Refused("study-before-bids", "", {"round": of.code})
    if found.evaluation != "binary":
        raise Refused("study-of-points", "", {"evaluation": found.evaluation})
    return found


def call_taken(procedure: Procedure) -> CallTaken:
    """The criterion of the call, as published."""
    return CallTaken(read_back(procedure.rules))


def study_facts(procedure: Procedure, nondelivery_ppm: Mapping[str, int]) -> StudyFacts:
    """The lots of a call with their needs and bids. nondelivery_ppm: by supplier, in millionths, where it is known."""
    of = procedure.round
    lots = list(Lot.objects.filter(procedure=procedure).select_related("item").order_by("number"))
    names = tuple(buyers(of).values_list("organisation__code", flat=True))
    periods = quarters(of.starts.year, of.starts.month, of.months)
    by_month = _needs_by_month(of)
    needs = [
        _need(lot, case, names, by_month.get(lot.item_id), len(periods))
        for lot, case in zip(lots, cases_of(procedure, lots), strict=True)
    ]
    return StudyFacts(
        title=f"{of.code} · {procedure.number}",
        origin="synthetic" if of.is_synthetic else "derived",
        is_awardable=across_lots(of).is_true,
        institutions=names,
        periods=periods,
        lots=tuple(needs),
        firms=_firms(procedure, nondelivery_ppm),
    )


def question_of(scenario: Scenario, procedure: Procedure, nondelivery_ppm: Mapping[str, int]) -> Question:
    """What a scenario asks of the call as it is now. nondelivery_ppm: counts only where the scenario weighs it."""
    terms = scenario.terms
    told = StudyTerms(terms["unserved_percent"], terms["nondelivery_percent"])
    asked = Asked(told, tuple(clause_from(clause) for clause in scenario.clauses))
    known = nondelivery_ppm if told.nondelivery_percent else {}
    return Question(study_facts(procedure, known), call_taken(procedure), asked, terms["has_frontier"])


def _need(lot: Lot, case: LotCase, names: tuple[str, ...], months: NDArray[np.int64] | None, count: int) -> LotNeed:
    asked = dict(zip(lot.buyers, case.lot.buyer_maximum_pieces, strict=True))
    by_institution = tuple(asked.get(name, 0) for name in names)
    by_period, is_derived = by_quarter(sum(by_institution), months, count)
    return LotNeed(case, by_institution, by_period, is_derived, case.reference.median_centavos or 0)


def _needs_by_month(of: Round) -> dict[int, NDArray[np.int64]]:
    """Maximum pieces of all buyers by month, shape (months,), by item id."""
    found: dict[int, NDArray[np.int64]] = {}
    rows = NeedLine.objects.filter(round=of).order_by().values_list("item_id", "maximum_by_month")
    for item, months in rows.iterator(chunk_size=5000):
        series = np.asarray(months, dtype=np.int64)
        if item in found and found[item].size == series.size:
            found[item] = found[item] + series
        else:
            found.setdefault(item, series)
    return found


def _firms(procedure: Procedure, nondelivery_ppm: Mapping[str, int]) -> dict[str, Firm]:
    codes = Bid.objects.filter(lot__procedure=procedure).order_by().values_list("supplier_id").distinct()
    rows = Organisation.objects.filter(pk__in=codes).order_by("code").values_list("code", "size", "country")
    return {code: Firm(code, size, country, nondelivery_ppm.get(code, 0)) for code, size, country in rows}  # type: ignore[arg-type]


def known_names(of: Round, procedure: Procedure) -> Known:
    """What a clause may name: suppliers that bid, institutions that ask, share patterns of the rule set."""
    law = read_rule_set(of.rule_set)
    suppliers = frozenset(_firms(procedure, {}))
    institutions = frozenset(buyers(of).values_list("organisation__code", flat=True))
    return Known(suppliers, institutions, law.shares)


def suppliers_named(procedure: Procedure) -> list[tuple[str, str]]:
    """(code, name) of every supplier that bids on the call, by name."""
    codes = Bid.objects.filter(lot__procedure=procedure).order_by().values_list("supplier_id").distinct()
    return list(Organisation.objects.filter(pk__in=codes).order_by("name").values_list("code", "name"))


def institutions_named(of: Round) -> list[tuple[str, str]]:
    """(code, short name) of every institution that asks, in the round's order."""
    return list(buyers(of).values_list("organisation__code", "organisation__short_name"))


def names_of(of: Round) -> dict[str, str]:
    """Names of institutions and suppliers by code, as clauses show them."""
    named = dict(institutions_named(of))
    bidders = Bid.objects.filter(lot__procedure__round=of).order_by().values_list("supplier_id").distinct()
    firms = Organisation.objects.filter(pk__in=bidders).values_list("code", "short_name", "name")
    return named | {code: short or name for code, short, name in firms}


@dataclass(frozen=True)
class Work:
    """How far the run of a scenario is; is_stopped: its worker is gone, or it was asked for and none ever began."""

    done_units: int
    total_units: int
    is_stopped: bool


def work_of(scenario: Scenario) -> Work:
    """The run of a scenario, as far as there is one."""
    for run in Run.objects.filter(key=scenario.run_key):
        return Work(run.done_units, run.total_units, is_stopped(run))
    return Work(0, 0, False)
