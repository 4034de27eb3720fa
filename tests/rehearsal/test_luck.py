"""Draws that belong to their keys."""

import numpy as np

from abasto.rehearsal.luck import hashes_of, normals, uniforms

WRITTEN = 0.9990584121052006
KEYS = hashes_of([f"010.000.{number:04}.00" for number in range(5000)])


def test_a_draw_depends_on_its_own_key_only() -> None:
    assert np.array_equal(uniforms(1, "price", KEYS)[7:9], uniforms(1, "price", KEYS[7:9]))


def test_seed_topic_and_key_each_change_the_draw() -> None:
    first = uniforms(1, "price", KEYS)
    assert not np.any(first == uniforms(2, "price", KEYS))
    assert not np.any(first == uniforms(1, "papers", KEYS))
    assert len(np.unique(first)) == len(KEYS)


def test_two_keys_make_a_grid_whose_order_matters() -> None:
    rows, columns = KEYS[:3], KEYS[3:5]
    grid = uniforms(1, "pair", rows[:, None], columns[None, :])
    assert grid.shape == (3, 2)
    assert grid[1, 0] == uniforms(1, "pair", rows[1:2], columns[:1])[0]
    assert grid[1, 0] != uniforms(1, "pair", columns[:1], rows[1:2])[0]


def test_uniforms_fill_the_unit_interval_evenly() -> None:
    counts = np.histogram(uniforms(3, "even", KEYS), bins=10, range=(0, 1))[0]
    assert counts.sum() == len(KEYS)
    assert counts.min() > 400
    assert counts.max() < 600


def test_normals_have_mean_zero_and_deviation_one() -> None:
    draws = normals(3, "bell", KEYS)
    assert abs(draws.mean()) < 0.05
    assert abs(draws.std() - 1) < 0.05


def test_the_luck_of_a_seed_is_written_in_stone() -> None:
    assert uniforms(2026, "price", hashes_of(["010.000.0104.00"])).tolist() == [WRITTEN]
