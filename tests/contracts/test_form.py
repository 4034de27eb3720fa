"""From awards to contracts: grouping, amounts, calendar, and no piece lost."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abasto.base.refusal import Refused
from abasto.contracts.form import (
    AwardFacts,
    Contracts,
    form_contracts,
    monthly_calendar,
    pieces_not_conserved,
)

ENTITIES = {"Hospital 1": "IMSS-B", "Hospital 2": "IMSS-B", "ISSSTE": "ISSSTE"}
AWARDS = [
    AwardFacts("L2-b", "Sur", 250, 12, ("Hospital 1", "ISSSTE"), (3, 2), (7, 5)),
    AwardFacts("L1-a", "Sur", 100, 30, ("Hospital 2", "Hospital 1", "ISSSTE"), (4, 0, 8), (10, 0, 20)),
    AwardFacts("L1-c", "Norte", 110, 4, ("ISSSTE",), (2,), (4,)),
]


def formed(awards: list[AwardFacts], months: int = 24, percent: str = "10") -> Contracts:
    contracts = form_contracts(awards, ENTITIES, "LA-1", months, Decimal(percent))
    assert isinstance(contracts, Contracts)
    return contracts


def test_one_contract_per_legal_entity_and_supplier_with_a_line_per_award_and_buyer() -> None:
    contracts = formed(AWARDS)
    assert [head.number for head in contracts.heads] == ["LA-1/IMSS-B/Sur", "LA-1/ISSSTE/Norte", "LA-1/ISSSTE/Sur"]
    assert [(head.first_line, head.lines_count) for head in contracts.heads] == [(0, 2), (2, 1), (3, 2)]
    assert contracts.lines.contract_index.tolist() == [0, 0, 1, 2, 2]
    assert contracts.lines.buyers == ("Hospital 2", "Hospital 1", "ISSSTE", "ISSSTE", "ISSSTE")
    assert [AWARDS[award].key for award in contracts.lines.award_index] == ["L1-a", "L2-b", "L1-c", "L1-a", "L2-b"]
    assert contracts.lines.maximum_pieces.tolist() == [10, 7, 4, 20, 5]
    assert contracts.lines.minimum_pieces.tolist() == [4, 3, 2, 8, 2]


def test_amounts_are_pieces_at_the_winners_own_price() -> None:
    head = formed(AWARDS).heads[0]
    assert (head.minimum_pieces, head.maximum_pieces) == (7, 17)
    assert (head.minimum_centavos, head.maximum_centavos) == (4 * 100 + 3 * 250, 10 * 100 + 7 * 250)


@pytest.mark.parametrize(("percent", "guarantee"), [("10", 275), ("0", 0), ("1.02", 28), ("1", 28)])
def test_the_guarantee_is_a_percent_of_the_maximum_rounded_half_up(percent: str, guarantee: int) -> None:
    """Of 2,750 centavos 1.02 % is 28.05 and 1 % is 27.5."""
    assert formed(AWARDS, percent=percent).heads[0].guarantee_centavos == guarantee


def test_a_line_is_split_equally_over_the_months_the_earlier_ones_first() -> None:
    calendar = monthly_calendar(np.array([10, 0, 3]), 4)
    assert calendar.tolist() == [[3, 3, 2, 2], [0, 0, 0, 0], [1, 1, 1, 0]]
    lines = formed(AWARDS).lines
    assert lines.pieces_by_month.shape == (5, 24)
    assert lines.pieces_by_month.sum(axis=1).tolist() == lines.maximum_pieces.tolist()


def test_a_buyer_without_pieces_has_no_line() -> None:
    assert sum(buyer == "Hospital 1" for buyer in formed(AWARDS).lines.buyers) == 1


def test_the_order_of_the_awards_changes_no_contract() -> None:
    first, second = formed(AWARDS), formed(AWARDS[::-1])
    assert first.heads == second.heads
    assert first.lines.buyers == second.lines.buyers
    assert first.lines.pieces_by_month.tolist() == second.lines.pieces_by_month.tolist()


def test_without_awards_there_are_no_contracts() -> None:
    contracts = formed([])
    assert contracts.heads == ()
    assert contracts.lines.pieces_by_month.shape == (0, 24)


def test_an_award_whose_parts_do_not_add_up_is_refused_with_its_place() -> None:
    lost = [AWARDS[0], replace(AWARDS[1], awarded_pieces=31)]
    refused = form_contracts(lost, ENTITIES, "LA-1", 24, Decimal(10))
    assert isinstance(refused, Refused)
    assert refused.code == "pieces-not-conserved"
    assert refused.values == {"award": "L1-a", "awarded": 31, "contracted": 30}


@pytest.mark.parametrize("maximum", [(1, 11), (0, 12)])
def test_a_minimum_above_the_maximum_is_refused_with_its_line(maximum: tuple[int, int]) -> None:
    refused = form_contracts([replace(AWARDS[0], maximum_by_buyer=maximum)], ENTITIES, "LA-1", 24, Decimal(10))
    assert isinstance(refused, Refused)
    assert (refused.code, refused.values["buyer"]) == ("pieces-not-conserved", "Hospital 1")


def test_a_piece_taken_from_a_calendar_is_found() -> None:
    lines = formed(AWARDS).lines
    assert pieces_not_conserved(AWARDS, lines) is None
    calendar = lines.pieces_by_month.copy()
    calendar[3, 0] -= 1
    refused = pieces_not_conserved(AWARDS, replace(lines, pieces_by_month=calendar))
    assert refused is not None
    assert (refused.values["award"], refused.values["maximum"], refused.values["months"]) == ("L1-a", 20, 19)


def test_keys_that_would_give_two_contracts_one_number_are_refused() -> None:
    awards = [AwardFacts("L1", "B/C", 1, 1, ("x",), (0,), (1,)), AwardFacts("L2", "C", 1, 1, ("y",), (0,), (1,))]
    refused = form_contracts(awards, {"x": "A", "y": "A/B"}, "LA-1", 24, Decimal(10))
    assert isinstance(refused, Refused)
    assert refused.code == "contract-number-not-unique"


pieces = st.lists(st.integers(0, 10**9), min_size=3, max_size=3)


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 10**6), pieces), max_size=12), st.integers(1, 30))
def test_every_piece_and_centavo_is_in_exactly_one_contract(
    rows: list[tuple[str, int, list[int]]], months: int
) -> None:
    awards = [
        AwardFacts(f"L{at}", supplier, price, sum(most), tuple(ENTITIES), [one // 2 for one in most], most)
        for at, (supplier, price, most) in enumerate(rows)
    ]
    contracts = formed(awards, months)
    assert sum(head.maximum_pieces for head in contracts.heads) == sum(award.awarded_pieces for award in awards)
    assert sum(head.maximum_centavos for head in contracts.heads) == sum(
        award.awarded_pieces * award.price_centavos for award in awards
    )
    assert sum(head.minimum_pieces for head in contracts.heads) == sum(sum(award.minimum_by_buyer) for award in awards)
    assert sum(head.lines_count for head in contracts.heads) == len(contracts.lines.buyers)
    assert contracts.lines.pieces_by_month.sum() == contracts.lines.maximum_pieces.sum()
