"""Events are recorded with the action, numbered after it, and proved to anyone."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from django.db import transaction

from abasto.base.refusal import Refused
from abasto.ledger.actions.keep_key import kept_salt, kept_signer
from abasto.ledger.actions.record import record
from abasto.ledger.actions.sequence import sequence
from abasto.ledger.checkpoint import Signer, open_checkpoint
from abasto.ledger.merkle import verify_consistency, verify_inclusion
from abasto.ledger.models import Checkpoint, Event
from abasto.ledger.queries import (
    consistency_of,
    events_of_round,
    events_of_subject,
    inclusion_of,
    latest_checkpoint,
)

NOON = datetime(2026, 5, 29, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_ledger() -> None:
    Event.objects.all().delete()
    Checkpoint.objects.all().delete()


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return kept_signer(tmp_path)


def happen(subject: str, at: datetime = NOON) -> Event:
    with transaction.atomic():
        return record("lot-decided", subject, "buyer", at, {"lot": subject}, "mx-2027-2028")


def fail_after_recording() -> float:
    with transaction.atomic():
        record("lot-decided", "lot-1", "buyer", NOON, {})
        return 1 // 0


def sequenced(signer: Signer) -> Checkpoint:
    checkpoint = sequence(signer)
    assert checkpoint is not None
    return checkpoint


def test_every_event_of_a_step_is_in_the_signed_tree(signer: Signer) -> None:
    for number in range(11):
        happen(f"lot-{number:02}")
    checkpoint = sequenced(signer)
    tree = open_checkpoint(checkpoint.note, signer.verifier_key)
    assert (tree.size, tree.root.hex()) == (11, checkpoint.root)
    for event in events_of_round("mx-2027-2028"):
        proof = inclusion_of(event, checkpoint)
        path = [bytes.fromhex(node) for node in proof.path]
        assert verify_inclusion(bytes.fromhex(event.leaf_hash), proof.index, proof.size, path, tree.root)


def test_an_event_has_no_number_until_it_is_sequenced(signer: Signer) -> None:
    event = happen("lot-1")
    assert event.number is None
    sequence(signer)
    event.refresh_from_db()
    assert event.number == 0


def test_a_later_tree_extends_the_earlier_one(signer: Signer) -> None:
    for number in range(5):
        happen(f"lot-{number}")
    old = sequenced(signer)
    for number in range(5, 12):
        happen(f"lot-{number}")
    new = sequenced(signer)
    proof = [bytes.fromhex(node) for node in consistency_of(old, new)]
    assert verify_consistency(5, 12, bytes.fromhex(old.root), bytes.fromhex(new.root), proof)


def test_who_committed_first_changes_no_byte_of_the_tree(signer: Signer) -> None:
    roots = set()
    for order in permutations(["lot-1", "lot-2", "lot-3"]):
        for subject in order:
            happen(subject)
        roots.add(sequenced(signer).root)
        Event.objects.all().delete()
        Checkpoint.objects.all().delete()
    assert len(roots) == 1


def test_events_are_numbered_by_the_clock_then_by_subject(signer: Signer) -> None:
    happen("lot-b", NOON + timedelta(hours=1))
    happen("lot-z")
    happen("lot-a")
    sequence(signer)
    assert [event.subject for event in events_of_round("mx-2027-2028")] == ["lot-a", "lot-z", "lot-b"]


def test_nothing_new_makes_no_new_checkpoint(signer: Signer) -> None:
    assert sequence(signer) is None
    happen("lot-1")
    first = sequence(signer)
    assert sequence(signer) == first == latest_checkpoint()
    assert Checkpoint.objects.count() == 1


def test_an_action_that_fails_leaves_no_event() -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_recording()
    assert not Event.objects.exists()


def test_events_about_a_subject_come_in_the_order_of_the_log(signer: Signer) -> None:
    happen("lot-1", NOON + timedelta(days=1))
    happen("lot-2")
    happen("lot-1")
    sequence(signer)
    assert [event.number for event in events_of_subject("lot-1")] == [0, 2]


def test_an_event_after_the_checkpoint_has_no_proof_in_it(signer: Signer) -> None:
    happen("lot-1")
    checkpoint = sequenced(signer)
    with pytest.raises(Refused, match="event-not-in-tree"):
        inclusion_of(happen("lot-2"), checkpoint)


def test_an_old_tree_does_not_extend_a_new_one(signer: Signer) -> None:
    happen("lot-1")
    old = sequenced(signer)
    happen("lot-2")
    with pytest.raises(Refused, match="checkpoints-in-wrong-order"):
        consistency_of(sequenced(signer), old)


def test_the_key_and_the_salt_are_made_once_and_are_their_owners_only(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    assert kept_signer(folder).verifier_key == kept_signer(folder).verifier_key
    assert kept_salt(folder) == kept_salt(folder)
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 2
