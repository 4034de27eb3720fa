"""Who sees what, when: the table has no holes, and what must stay secret does."""

from itertools import product

import pytest

from abasto.base.refusal import Refused
from abasto.law.disclosure import class_of
from abasto.law.reader import read_disclosure, read_rule_set

TABLE = read_disclosure("mx")
FIELDS = (
    "need",
    "request",
    "request_file",
    "opinion",
    "comment",
    "agreement",
    "notice",
    "consolidated_need",
    "reference_price",
    "quote",
    "ceiling",
    "money_before_award",
    "bid_existence",
    "bid_price",
    "bid_capacity",
    "bid_documents",
    "lot_decision",
    "award",
    "losing_price",
    "contract",
    "delivery",
    "fill_rate",
    "consumption",
    "stock",
    "stock_risk",
    "flag",
    "problem",
    "saving",
    "study",
    "award_evidence",
    "award_openings",
    "event",
    "artifact",
)
BEFORE_OPENING = ("preparation", "needs", "research", "call", "bids")
BEFORE_AWARD = (*BEFORE_OPENING, "opening", "evaluation")


def test_every_field_has_a_known_class_in_every_phase() -> None:
    assert set(TABLE.table) == set(FIELDS)
    assert {class_of(field, phase) for field, phase in product(FIELDS, TABLE.phases)} <= set(TABLE.classes)


def test_the_phases_are_those_of_the_round() -> None:
    assert TABLE.phases == read_rule_set("mx").round_phases


@pytest.mark.parametrize("field", ["bid_existence", "bid_price", "bid_capacity", "bid_documents", "losing_price"])
def test_bids_are_sealed_until_they_are_opened(field: str) -> None:
    assert {class_of(field, phase) for phase in BEFORE_OPENING} == {"sealed"}
    assert class_of(field, "opening") != "sealed"


@pytest.mark.parametrize("field", ["reference_price", "ceiling", "money_before_award", "saving", "award"])
def test_what_tells_the_ceiling_is_public_only_from_the_award_on(field: str) -> None:
    assert {class_of(field, phase) for phase in BEFORE_AWARD} == {"buyer"}
    assert class_of(field, "award") == "public"


def test_flags_are_internal_in_every_phase() -> None:
    assert {class_of("flag", phase) for phase in TABLE.phases} == {"internal"}


def test_demand_is_public_before_bids() -> None:
    assert class_of("need", "call") == "public"


@pytest.mark.parametrize(("field", "phase"), [("rumour", "award"), ("need", "yesterday")])
def test_an_unknown_field_or_phase_is_refused_not_shown(field: str, phase: str) -> None:
    with pytest.raises(Refused, match="disclosure-unknown"):
        class_of(field, phase)
