"""Signed notes, against the example of the C2SP specification."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from abasto.base.refusal import Refused
from abasto.ledger.checkpoint import Signer, Tree, open_checkpoint, open_note, sign_checkpoint, sign_note

EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
SIGNER = Signer("abasto/ledger", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
TREE = Tree("abasto/ledger", 20_852_163, bytes(range(32)))


def test_the_example_of_the_specification_opens() -> None:
    assert open_note(EXAMPLE, EXAMPLE_KEY) == "This is an example message.\n"


def test_a_checkpoint_opens_to_the_tree_that_was_signed() -> None:
    assert open_checkpoint(sign_checkpoint(TREE, SIGNER), SIGNER.verifier_key) == TREE


def test_a_checkpoint_has_origin_size_and_root_one_a_line() -> None:
    assert sign_checkpoint(TREE, SIGNER).split("\n")[:4] == [
        "abasto/ledger",
        "20852163",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "",
    ]


def test_the_same_key_signs_the_same_bytes() -> None:
    assert sign_checkpoint(TREE, SIGNER) == sign_checkpoint(TREE, SIGNER)


def test_a_changed_size_is_a_forgery() -> None:
    forged = sign_checkpoint(TREE, SIGNER).replace("20852163", "20852164")
    with pytest.raises(Refused, match="note-forged"):
        open_checkpoint(forged, SIGNER.verifier_key)


def test_another_key_of_the_same_name_has_not_signed() -> None:
    other = Signer(SIGNER.name, Ed25519PrivateKey.from_private_bytes(bytes(32)))
    with pytest.raises(Refused, match="note-unsigned"):
        open_checkpoint(sign_checkpoint(TREE, other), SIGNER.verifier_key)


@pytest.mark.parametrize("note", ["", "no signature\n", EXAMPLE.rstrip("\n")])
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(Refused, match="note-malformed"):
        open_note(note, EXAMPLE_KEY)


def test_a_signature_that_is_no_base64_is_refused() -> None:
    with pytest.raises(Refused, match="note-malformed"):
        open_note("text\n\n\u2014 example.com/foo ?\n", EXAMPLE_KEY)


@pytest.mark.parametrize("text", ["origin\n", "origin\nmany\nAAAA\n"])
def test_a_signed_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="note-malformed"):
        open_checkpoint(sign_note(text, SIGNER), SIGNER.verifier_key)
