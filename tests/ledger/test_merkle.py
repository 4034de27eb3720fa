"""The tree against the vectors of the certificate-transparency project and against a slow obvious twin."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abasto.ledger.merkle import (
    EMPTY_ROOT,
    append,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    root_of_range,
    verify_consistency,
    verify_inclusion,
)

INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
VECTOR = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATH_OF_THE_FIRST_OF_EIGHT = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]
FROM_SIX_TO_EIGHT = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
SIZES = st.integers(1, 70)


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


def obvious_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(obvious_root(leaves[:split]), obvious_root(leaves[split:]))


def obvious_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """RFC 6962, section 2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if index < split:
        return [*obvious_path(index, leaves[:split]), obvious_root(leaves[split:])]
    return [*obvious_path(index - split, leaves[split:]), obvious_root(leaves[:split])]


def obvious_consistency(old: int, leaves: Sequence[bytes], is_complete: bool = True) -> list[bytes]:
    """RFC 6962, section 2.1.2, word for word."""
    if old == len(leaves):
        return [] if is_complete else [obvious_root(leaves)]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if old <= split:
        return [*obvious_consistency(old, leaves[:split], is_complete), obvious_root(leaves[split:])]
    return [*obvious_consistency(old - split, leaves[split:], False), obvious_root(leaves[:split])]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_known_vectors(size: int) -> None:
    assert root(VECTOR[:size]).hex() == ROOTS[size]


def test_the_proofs_are_those_of_the_known_vectors() -> None:
    assert [node.hex() for node in inclusion_proof(VECTOR, 0)] == PATH_OF_THE_FIRST_OF_EIGHT
    assert [node.hex() for node in consistency_proof(VECTOR, 6)] == FROM_SIX_TO_EIGHT


@given(SIZES, st.data())
def test_the_tree_agrees_with_its_obvious_twin(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    assert root(leaves) == obvious_root(leaves)
    assert inclusion_proof(leaves, index) == obvious_path(index, leaves)
    assert consistency_proof(leaves, old) == obvious_consistency(old, leaves)


@given(SIZES, st.data())
def test_appending_in_pieces_gives_the_tree_of_the_whole(size: int, data: st.DataObject) -> None:
    leaves, cut = leaves_of(size), data.draw(st.integers(0, size))
    kept = append(*append(0, (), leaves[:cut]), leaves[cut:])
    assert kept == append(0, (), leaves)
    assert len(kept[1]) == size.bit_count()
    assert root_of_range(kept[1]) == obvious_root(leaves)


@given(SIZES, st.data())
def test_an_inclusion_proof_holds_for_its_leaf_and_place_only(size: int, data: st.DataObject) -> None:
    leaves, index = leaves_of(size), data.draw(st.integers(0, size - 1))
    proof, tree = inclusion_proof(leaves, index), root(leaves)
    assert verify_inclusion(leaves[index], index, size, proof, tree)
    assert not verify_inclusion(leaf_hash(b"another"), index, size, proof, tree)
    assert not verify_inclusion(leaves[index], size, size, proof, tree)
    assert not verify_inclusion(leaves[index], index, size, [*proof, tree], tree)
    assert not any(verify_inclusion(leaves[index], other, size, proof, tree) for other in range(size) if other != index)


@given(SIZES, st.data())
def test_a_consistency_proof_holds_for_its_two_trees_only(size: int, data: st.DataObject) -> None:
    leaves, old = leaves_of(size), data.draw(st.integers(1, size))
    proof, before, after = consistency_proof(leaves, old), root(leaves[:old]), root(leaves)
    assert verify_consistency(old, size, before, after, proof)
    rewritten = [leaf_hash(b"rewritten"), *leaves[1:old]]
    assert not verify_consistency(old, size, root(rewritten), after, proof)
    assert not verify_consistency(old, size, before, after, [*proof, after])
    assert not verify_consistency(0, size, before, after, proof)
    assert not verify_consistency(size + 1, size, before, after, proof)


def test_a_shortened_proof_proves_nothing() -> None:
    leaves = leaves_of(13)
    assert not verify_inclusion(leaves[4], 4, 13, inclusion_proof(leaves, 4)[:-1], root(leaves))
    assert not verify_consistency(6, 13, root(leaves[:6]), root(leaves), [])
