"""Named files of a round."""

from pathlib import Path

import pytest

from abasto.base.refusal import Refused
from abasto.ledger.actions.record_artifact import record_artifact
from abasto.ledger.models import Artifact, ArtifactName
from abasto.ledger.queries import artifact_named, artifacts_of_round, content_of
from abasto.ledger.store import Store

ROUND = "mx-of-this-test"
pytestmark = pytest.mark.django_db


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def keep(store: Store, name: str, content: bytes) -> ArtifactName:
    return record_artifact(store, name, content, media_type="application/json", origin="synthetic", round_code=ROUND)


def test_a_named_file_comes_back_with_its_origin(store: Store) -> None:
    keep(store, "result.json", b"{}")
    named = artifact_named(ROUND, "result.json")
    assert (content_of(store, named.artifact), named.origin, named.artifact.size_bytes) == (b"{}", "synthetic", 2)


def test_the_same_content_under_two_names_is_kept_once(store: Store) -> None:
    keep(store, "b.json", b"{}")
    keep(store, "a.json", b"{}")
    assert Artifact.objects.filter(names__round_code=ROUND).distinct().count() == 1
    assert [named.name for named in artifacts_of_round(ROUND)] == ["a.json", "b.json"]


def test_a_new_content_moves_the_name_and_leaves_the_old_file(store: Store) -> None:
    old = keep(store, "result.json", b"{}").artifact
    keep(store, "result.json", b"[]")
    assert content_of(store, artifact_named(ROUND, "result.json").artifact) == b"[]"
    assert content_of(store, old) == b"{}"


def test_a_file_nobody_made_is_refused() -> None:
    with pytest.raises(Refused, match="artifact-missing"):
        artifact_named(ROUND, "rumour.json")
