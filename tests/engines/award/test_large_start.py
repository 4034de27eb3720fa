"""Large problems start from a smaller program: the same relaxation, found from another side."""

import numpy as np
import pytest
from instances.small import small

from abasto.engines.award.bound import Bounder
from abasto.engines.award.linear import Linear
from abasto.engines.award.prices import Prices, open_columns
from abasto.engines.award.rows import model_of
from abasto.engines.award.scaled import scaled, scaled_rows


@pytest.mark.parametrize("seed", range(12))
def test_the_relaxation_has_the_same_value_from_the_core_as_from_the_cheapest_columns(seed: int) -> None:
    model = model_of(small(seed, 120))
    base = scaled(model)
    plain, cored = Linear(model, base, 0), Linear(model, base, 0)
    cored.begin(0, large=0)
    plain.solve()
    cored.solve()
    assert cored.is_feasible == plain.is_feasible
    if plain.is_feasible:
        assert cored.objective == pytest.approx(plain.objective, rel=1e-9)


def test_approximate_prices_prove_most_of_what_the_relaxation_proves() -> None:
    model = model_of(small(3, 300))
    base = scaled(model)
    rows = scaled_rows(model, base, model.rows)
    prices = Prices(model, base, rows)
    found = prices.found()
    linear = Linear(model, base, 0)
    linear.solve()
    alone = prices.chosen(np.zeros(rows.unit.size)).value
    best = (linear.objective - sum(model.null_e4.tolist())) / base.unit
    assert alone < prices.chosen(found).value <= best + 1e-6 * abs(best)


def test_prices_are_never_below_zero_and_the_same_every_time() -> None:
    model = model_of(small(5, 200))
    base = scaled(model)
    found = [Prices(model, base, scaled_rows(model, base, model.rows)).found() for _ in range(2)]
    assert (found[0] >= 0).all()
    assert found[0].tobytes() == found[1].tobytes()


def test_a_lot_with_one_column_near_its_best_is_not_open() -> None:
    model = model_of(small(7, 60))
    base = scaled(model)
    prices = Prices(model, base, scaled_rows(model, base, model.rows))
    chosen = prices.chosen(np.zeros(len(model.rows)))
    columns, lots = open_columns(model, chosen, np.zeros(60))
    many = np.bincount(model.columns.lot[columns], minlength=60)
    assert ((many == 0) | lots).all()
    assert not columns[model.impossible].any()


def test_a_bound_with_few_rows_is_the_bound_with_all_lots_looked_at() -> None:
    model = model_of(small(2, 80))
    bounder = Bounder(model, model.rows)
    alone = bounder.bound({})
    cheapest = model.null_e4.copy()
    np.minimum.at(
        cheapest, model.columns.lot, np.where(model.impossible, cheapest[model.columns.lot], model.columns.cost_e4)
    )
    variables = sum(min(0, v.cost_e4 * v.upper) for v in model.variables if v.upper is not None)
    assert alone == sum(cheapest.tolist()) + variables
