"""Several processes write and sequence at once; the log is still one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from abasto.ledger.actions.keep_key import kept_signer
from abasto.ledger.checkpoint import open_checkpoint
from abasto.ledger.merkle import root

EVENTS = 4 * 8


@pytest.fixture
def left(run_program: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    return run_program("many_writers.py", "many")


def test_four_processes_that_sequence_at_once_make_one_log_without_gaps(left: dict[str, Any], tmp_path: Path) -> None:
    assert left["ended"] == [0, 0, 0, 0]
    assert [number for number, _, _ in left["events"]] == list(range(EVENTS))
    assert len({subject for _, subject, _ in left["events"]}) == EVENTS
    leaves = [bytes.fromhex(leaf) for _, _, leaf in left["events"]]
    signer = kept_signer(tmp_path)
    for size, root_hex, note in left["checkpoints"]:
        tree = open_checkpoint(note, signer.verifier_key)
        assert (tree.size, tree.root.hex()) == (size, root_hex)
        assert root(leaves[:size]) == tree.root
    assert left["checkpoints"][-1][0] == EVENTS
    assert left["outside"] == "event-outside-transaction"
    assert left["inside"] == "RuntimeError"
