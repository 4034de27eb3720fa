"""The category of a clave."""

import pytest

from abasto.base.refusal import Refused
from abasto.catalogue.category import CATEGORIES, CATEGORY_OF_PREFIX, category_of


@pytest.mark.parametrize(
    ("clave", "category"),
    [
        ("010.000.0104.00", "medicine"),
        ("030.000.0003.00", "medicine"),
        ("040.000.0226.00", "medicine"),
        ("020.000.3835.00", "vaccine"),
        ("060.681.0067", "supply"),
        ("070.592.0106", "laboratory"),
        ("080.980.0047", "laboratory"),
        ("130.258.0434", "instrument"),
        ("537.836.9093", "instrument"),
    ],
)
def test_the_group_decides_the_category(clave: str, category: str) -> None:
    assert category_of(clave) == category


def test_every_category_of_the_table_is_listed() -> None:
    assert set(CATEGORY_OF_PREFIX.values()) == set(CATEGORIES)


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        category_of("990.000.0001.00")
    assert refusal.value.code == "category-unknown"
