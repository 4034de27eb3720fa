"""Files named by their hash: kept once, whole, and checked when read."""

import hashlib
from pathlib import Path

import pytest

from abasto.base.refusal import Refused
from abasto.ledger.store import Store

CONTENT = b"award act, synthetic"


def test_a_content_comes_back_under_its_sha256(tmp_path: Path) -> None:
    sha256 = Store(tmp_path).put(CONTENT)
    assert sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert Store(tmp_path).get(sha256) == CONTENT


def test_the_same_content_is_kept_once_and_nothing_else_is_left(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.put(CONTENT) == store.put(CONTENT)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [store.put(CONTENT)]


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path)
    sha256 = store.put(CONTENT)
    store.path_of(sha256).write_bytes(CONTENT[:-1])
    with pytest.raises(Refused, match="artifact-damaged"):
        store.get(sha256)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="artifact-missing"):
        Store(tmp_path).get("0" * 64)
