"""Needs without history: the stated methods on worked examples, their steps, and inputs that make no sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abasto.needs.methods.laboratory import contrast_need, reagent_need
from abasto.needs.methods.morbidity import morbidity_need, service_need
from abasto.needs.methods.vaccines import vaccine_need


def test_reagents_cover_tests_repeats_controls_and_losses() -> None:
    found = reagent_need(1_000, 24, 2, 60, 50, 100, 100)
    assert dict(found.steps) == {
        "tests": 24_000,
        "repeats": 1_200,
        "controls": 2_880,
        "tests_to_cover": 31_200,
        "kits": 312,
    }
    assert (found.method, found.pieces, found.inputs[0]) == ("laboratory", 312, ("tests_a_month", 1_000))


def test_a_kit_is_opened_on_every_platform_that_tests() -> None:
    assert reagent_need(1, 1, 5, 0, 0, 0, 100).pieces == 5
    assert reagent_need(0, 1, 5, 10, 0, 0, 100).pieces == 0


def test_a_vial_of_contrast_that_is_not_shared_is_opened_for_each_study() -> None:
    assert contrast_need(100, 12, 500, 80, 50, 0, 0).pieces == 1_200
    assert contrast_need(100, 12, 500, 80, 50, 1, 0).pieces == 960


def test_vaccines_follow_cohort_schedule_vial_and_wastage() -> None:
    found = vaccine_need(120_000, 24, 950, 3, 250, 10, 250, 100_000)
    assert dict(found.steps) == {
        "persons": 228_000,
        "doses_given": 684_000,
        "doses_opened": 912_000,
        "reserve_doses": 228_000,
        "doses": 1_040_000,
        "vials": 104_000,
    }


def test_stock_of_vaccines_that_lasts_needs_nothing() -> None:
    assert vaccine_need(100, 12, 1000, 1, 0, 10, 0, 1_000).pieces == 0


def test_cases_to_be_treated_give_their_regimens() -> None:
    found = morbidity_need(10_000_000, 24, 120, 900, 500, 180, 100)
    assert (dict(found.steps)["cases"], dict(found.steps)["cases_treated"], found.pieces) == (2_400, 1_080, 216_000)


def test_services_give_their_standard_use() -> None:
    assert service_need(500, 24, 100, 250, 300, 0).pieces == 9_900
    assert service_need(500, 24, -1000, 250, 300, 0).pieces == 0


@pytest.mark.parametrize("wasted", [-1, 1000])
def test_a_loss_of_everything_or_less_than_nothing_is_refused_by_name(wasted: int) -> None:
    with pytest.raises(ValueError, match="wasted_per_mille"):
        vaccine_need(100, 12, 900, 1, wasted, 10, 0, 0)


def test_other_senseless_inputs_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="tests_a_kit"):
        reagent_need(10, 12, 1, 0, 0, 0, 0)
    with pytest.raises(ValueError, match="coverage_per_mille"):
        vaccine_need(100, 12, 1001, 1, 0, 10, 0, 0)
    with pytest.raises(ValueError, match="growth_per_mille"):
        service_need(500, 24, -1001, 250, 300, 0)


@given(st.integers(0, 10**7), st.integers(0, 900), st.integers(1, 20))
def test_more_wastage_never_needs_fewer_vials(cohort: int, wasted: int, doses: int) -> None:
    less = vaccine_need(cohort, 24, 950, 2, wasted, doses, 0, 0).pieces
    assert vaccine_need(cohort, 24, 950, 2, wasted + 50, doses, 0, 0).pieces >= less
