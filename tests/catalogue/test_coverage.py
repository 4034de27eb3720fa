"""How much of the real catalogue is read (4,798 claves)."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from abasto.catalogue.category import category_of
from abasto.catalogue.description import parse_description

CATALOGUE = Path(__file__).parents[2].parent / "shared/data/mx_demanda_consolidada/tidy/catalogo_claves.csv"


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the real catalogue is not beside the checkout")
def test_nearly_every_medicine_gives_its_name_form_strength_and_presentation() -> None:
    read: Counter[str] = Counter()
    with CATALOGUE.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if category_of(row["clave"]) == "medicine"]
    for row in rows:
        parsed = parse_description(row["descripcion"], "medicine")
        read.update(name for name, value in vars(parsed).items() if value is not None)
    assert len(rows) == 1911
    shares = {name: count / len(rows) for name, count in read.items()}
    floors = {"generic_name": 0.99, "dosage_form": 0.98, "strength": 0.95, "presentation": 0.96, "pack_size": 0.70}
    assert {name for name, floor in floors.items() if shares[name] < floor} == set()
