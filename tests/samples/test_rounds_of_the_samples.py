"""The sample rounds hold what their sources say."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from abasto.catalogue.category import category_of
from abasto.rounds.sample import Sample, legal_entity_of, read_sample

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = ("mx-2027-2028", "mx-2025-2026", "mx-2023-2024", "mx-mini")
ZERO_MINIMA = {"010.000.7183.00", "010.000.6268.00", "010.000.7089.00", "010.000.6094.00", "010.000.7007.01"}


@pytest.fixture(scope="module")
def samples() -> dict[str, Sample]:
    return {name: read_sample(SAMPLES / name) for name in NAMES}


def categories(sample: Sample) -> Counter[str]:
    return Counter(category_of(item.clave) for item in sample.items)


def origins(sample: Sample) -> Counter[str]:
    return Counter(item.origin for item in sample.items)


def test_nothing_differs_from_the_source(samples: dict[str, Sample]) -> None:
    assert {name: sample.problems for name, sample in samples.items()} == dict.fromkeys(NAMES, ())


@pytest.mark.parametrize(
    ("name", "codes", "counts", "maximum_pieces"),
    [
        ("mx-2027-2028", 3_831, (62, 25), 5_964_335_640),
        ("mx-2025-2026", 4_498, (26, 26), 5_153_813_627),
        ("mx-2023-2024", 618, (34, 34), 2_081_481_629),
        ("mx-mini", 40, (8, 7), 982_796_699),
    ],
)
def test_a_round_has_its_codes_buyers_institutions_and_pieces(
    samples: dict[str, Sample], name: str, codes: int, counts: tuple[int, int], maximum_pieces: int
) -> None:
    sample = samples[name]
    assert len(sample.items) == codes
    assert (len(sample.buyers), len(set(legal_entity_of(sample.institutions).values()))) == counts
    assert int(sample.needs.maximum_pieces.sum()) == maximum_pieces


def test_2027_is_published_in_every_row_and_has_five_minima_of_zero(samples: dict[str, Sample]) -> None:
    sample = samples["mx-2027-2028"]
    needs = sample.needs
    assert {needs.origins[place] for place in np.unique(needs.origin_index)} == {"published"}
    is_zero = (needs.minimum_pieces == 0) & (needs.maximum_pieces > 0)
    assert {sample.items[place].clave for place in needs.item_index[is_zero]} == ZERO_MINIMA
    assert {sample.buyers[place].code for place in needs.buyer_index[is_zero]} == {"imss"}


def test_imss_bienestar_is_23_states_and_15_hospitals_under_one_legal_entity(samples: dict[str, Sample]) -> None:
    sample = samples["mx-2027-2028"]
    entities = legal_entity_of(sample.institutions)
    parents = Counter(buyer.parent for buyer in sample.buyers if entities[buyer.code] == "imss-bienestar")
    assert parents == {"imss-bienestar-estados": 23, "imss-bienestar-ex-insabi": 8, "imss-bienestar-hrae": 7}


def test_2025_is_the_announced_scope(samples: dict[str, Sample]) -> None:
    sample = samples["mx-2025-2026"]
    assert categories(sample) == {"medicine": 1_907, "supply": 1_750, "vaccine": 37, "laboratory": 804}
    assert origins(sample) == {"published": 3_882, "derived": 580, "synthetic": 36}
    added = Counter(category_of(item.clave) for item in sample.items if item.origin == "derived")
    assert added == {"medicine": 548, "supply": 18, "laboratory": 14}


def test_2025_keeps_every_published_total_of_maxima_and_of_minima(samples: dict[str, Sample]) -> None:
    sample = samples["mx-2025-2026"]
    published = np.array([item.origin == "published" for item in sample.items])[sample.needs.item_index]
    assert int(sample.needs.maximum_pieces[published].sum()) == 4_639_691_148 - 10_753_745
    assert int(sample.needs.minimum_pieces[published].sum()) == 1_851_577_982


def test_2025_publishes_no_split_so_no_need_is_called_published(samples: dict[str, Sample]) -> None:
    sample = samples["mx-2025-2026"]
    is_synthetic = np.array([item.origin == "synthetic" for item in sample.items])[sample.needs.item_index]
    told = np.array(sample.needs.origins)[sample.needs.origin_index]
    assert set(told[is_synthetic]) == {"synthetic"}
    assert set(told[~is_synthetic]) == {"derived"}
    assert (np.array(sample.needs.rules)[sample.needs.rule_index] != "").all()


def test_the_synthetic_vaccines_say_so_in_their_description(samples: dict[str, Sample]) -> None:
    made_up = [item for item in samples["mx-2025-2026"].items if item.origin == "synthetic"]
    assert len(made_up) == 36
    assert all("SINTÉTICA" in item.description and item.clave.startswith("020.000.99") for item in made_up)


def test_2023_keeps_the_units_as_published(samples: dict[str, Sample]) -> None:
    units = Counter(item.unit for item in samples["mx-2023-2024"].items)
    assert units == {"Pieza": 527, "Envase": 78, "Caja": 9, "Frasco": 3, "Equipo": 1}


def test_2023_counts_ccinshae_once_by_its_23_hospitals(samples: dict[str, Sample]) -> None:
    sample = samples["mx-2023-2024"]
    places = [place for place, buyer in enumerate(sample.buyers) if buyer.parent == "ccinshae"]
    inside = np.isin(sample.needs.buyer_index, places)
    assert len(places) == 23
    assert int(sample.needs.maximum_pieces[inside].sum()) == 32_277_330
    assert "ccinshae" not in {buyer.code for buyer in sample.buyers}


def test_the_excerpt_is_marked_and_its_figures_are_those_of_the_round(samples: dict[str, Sample]) -> None:
    def cells(sample: Sample) -> set[tuple[str, str, int]]:
        needs = sample.needs
        return {
            (sample.items[item].clave, sample.buyers[buyer].code, int(pieces))
            for item, buyer, pieces in zip(needs.item_index, needs.buyer_index, needs.maximum_pieces, strict=True)
        }

    assert samples["mx-mini"].round.is_excerpt
    assert cells(samples["mx-mini"]) <= cells(samples["mx-2027-2028"])
    assert categories(samples["mx-mini"]).keys() == categories(samples["mx-2027-2028"]).keys()


def test_one_spelling_means_one_institution_in_all_rounds(samples: dict[str, Sample]) -> None:
    meanings: dict[str, set[str]] = {}
    for sample in samples.values():
        for institution in sample.institutions:
            for spelling in (institution.name, *institution.aliases):
                meanings.setdefault(spelling, set()).add(institution.code)
    assert {spelling: codes for spelling, codes in meanings.items() if len(codes) > 1} == {}
    assert meanings["SPPS-CNEGSR"] == meanings["SALUD SPPS_CNEGSSR"] == {"cnegssr"}


@pytest.mark.parametrize("name", ["mx-2027-2028", "mx-2025-2026", "mx-2023-2024"])
def test_seven_in_ten_delivery_points_are_tied_and_all_32_states_have_some(
    samples: dict[str, Sample], name: str
) -> None:
    points = samples[name].delivery_points
    tied = [point for point in points if point.institution]
    assert len(points) == 2_631
    assert len(tied) / len(points) > 0.7
    assert len({point.state for point in tied}) == 32
    assert all((point.origin == "derived") == bool(point.institution) for point in points)
