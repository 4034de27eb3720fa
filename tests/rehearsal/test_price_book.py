"""The synthetic price of each clave."""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from abasto.rehearsal.price_book import MEAN_CENTAVOS, fitted_prices, is_medicine, price_centavos

TIDY = Path(__file__).parents[2].parent / "shared/data/mx_demanda_consolidada/tidy/demanda_larga.csv"


def test_a_clave_costs_the_same_whatever_is_beside_it() -> None:
    alone = price_centavos(["010.000.0104.00"])
    assert price_centavos(["060.681.0067", "010.000.0104.00"])[1] == alone[0]


def test_claves_outside_the_book_cost_the_published_mean_on_average() -> None:
    unknown = [f"020.999.{number:04}.00" for number in range(4000)]
    prices = price_centavos(unknown)
    assert prices.min() > 0
    assert abs(prices.mean() / MEAN_CENTAVOS[True] - 1) < 0.1


def test_groups_010_to_040_are_medicines_and_the_rest_is_not() -> None:
    assert [is_medicine(clave) for clave in ("010.000.0104.00", "020.000.2501.00", "040.000.0242.00")] == [True] * 3
    assert [is_medicine(clave) for clave in ("060.681.0067", "080.829.0059", "513.130.0054")] == [False] * 3


@pytest.mark.skipif(not TIDY.exists(), reason="the three published annexes are not beside the repository")
def test_the_book_is_what_the_published_needs_give() -> None:
    asked: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with TIDY.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["nivel"] != "detalle_ccinshae":
                asked[row["clave"]][row["bienio"]] += int(row["cantidad_max"])
    claves = sorted(asked)
    usual = np.array([max(asked[clave].values()) for clave in claves])
    wanted = np.array([asked[clave].get("2027-2028", 0) for clave in claves])
    assert np.array_equal(fitted_prices(claves, usual, wanted), price_centavos(claves))
