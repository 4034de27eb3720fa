"""Damaged copies: each reads with problems that name the place, or is refused; nothing changes in silence."""

import random
from pathlib import Path

import numpy as np
import pytest

from abasto.base.refusal import Refused
from abasto.needs.annexes.read import read_annex
from abasto.needs.annexes.refusal_words import REFUSAL_WORDS
from abasto.needs.annexes.table import AnnexTable

from .miniatures import FORTY_PERCENT, WORKBOOKS
from .mutate import MUTATIONS, unaccounted

SEEDS = range(2)


def outcome(path: Path) -> AnnexTable | str:
    """The table, or the code of the refusal."""
    try:
        return read_annex(path, None, (), FORTY_PERCENT)
    except Refused as refused:
        return refused.code


@pytest.mark.parametrize("layout", sorted(WORKBOOKS))
@pytest.mark.parametrize("kind", sorted(MUTATIONS))
def test_every_cell_of_a_damaged_annex_is_kept_or_named(layout: str, kind: str, tmp_path: Path) -> None:
    for seed in SEEDS:
        annex = WORKBOOKS[layout]()
        chance = random.Random(f"{layout} {kind} {seed}")
        MUTATIONS[kind](chance.choice(annex.sheets), chance)
        result = outcome(annex.write(tmp_path))
        if isinstance(result, str):
            assert result in REFUSAL_WORDS
        else:
            assert unaccounted(annex, result) == []


@pytest.mark.parametrize("layout", sorted(WORKBOOKS))
def test_a_workbook_with_broken_bytes_reads_the_same_or_is_refused(layout: str, tmp_path: Path) -> None:
    path = WORKBOOKS[layout]().write(tmp_path)
    sound, table = path.read_bytes(), read_annex(path, None, (), FORTY_PERCENT)
    for seed in range(12):
        chance = random.Random(seed)
        broken = bytearray(sound)
        for _ in range(chance.randrange(1, 4)):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(broken[: chance.randrange(len(broken))] if seed % 4 == 3 else broken))
        again = outcome(path)
        if isinstance(again, str):
            assert again in REFUSAL_WORDS
            continue
        assert (again.claves, again.buyers) == (table.claves, table.buyers)
        assert np.array_equal(again.maximum_pieces, table.maximum_pieces)
        assert np.array_equal(again.minimum_pieces, table.minimum_pieces)
