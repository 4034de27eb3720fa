"""The Merkle tree of RFC 6962, section 2.1: roots, proofs, and their verification. Hashes are 32 bytes.

A tree of n leaves splits at the largest power of two below n. Writers keep only the compact range: the roots of the
perfect subtrees that n's binary digits name, the largest first, so an append costs O(log n).
Proofs are verified as RFC 9162, sections 2.1.3.2 and 2.1.4.2, says.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

LEAF = b"\x00"
NODE = b"\x01"
EMPTY_ROOT = hashlib.sha256(b"").digest()

Range = tuple[bytes, ...]
RootOf = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf."""
    return hashlib.sha256(LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of a node over its two children."""
    return hashlib.sha256(NODE + left + right).digest()


def append(size: int, compact: Range, leaves: Iterable[bytes]) -> tuple[int, Range]:
    """The size and compact range after appending leaf hashes to a tree of `size` leaves."""
    stack = list(compact)
    for leaf in leaves:
        node = leaf
        for _ in range(_trailing_ones(size)):
            node = node_hash(stack.pop(), node)
        stack.append(node)
        size += 1
    return size, tuple(stack)


def root_of_range(compact: Range) -> bytes:
    """The root of the tree that a compact range stands for."""
    if not compact:
        return EMPTY_ROOT
    root = compact[-1]
    for left in reversed(compact[:-1]):
        root = node_hash(left, root)
    return root


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes, shape (n,)."""
    return root_of_range(append(0, (), leaves)[1])


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of a leaf, from the leaf up; `index` from 0, below n."""
    return inclusion_path(index, len(leaves), lambda start, end: root(leaves[start:end]))


def inclusion_path(index: int, size: int, root_between: RootOf) -> list[bytes]:
    """The audit path of a leaf where `root_between(start, end)` gives the root over leaves [start, end)."""
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(root_between(middle, end))
            end = middle
        else:
            path.append(root_between(start, middle))
            start = middle
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Whether the proof shows the leaf hash at `index` in the tree of `size` leaves with root `expected`."""
    if not 0 <= index < size:
        return False
    position, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            found = node_hash(sibling, found)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and found == expected


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """The proof that the tree over the first `old_size` leaves is a beginning of the whole; 0 < old_size <= n."""
    return consistency_path(old_size, len(leaves), lambda start, end: root(leaves[start:end]))


def consistency_path(old_size: int, size: int, root_between: RootOf) -> list[bytes]:
    """The consistency proof where `root_between(start, end)` gives the root over leaves [start, end)."""
    path: list[bytes] = []
    start, end, is_whole_old_tree = 0, size, True
    while old_size != end:
        middle = start + _split(end - start)
        if old_size <= middle:
            path.append(root_between(middle, end))
            end = middle
        else:
            path.append(root_between(start, middle))
            start, is_whole_old_tree = middle, False
    if not is_whole_old_tree:
        path.append(root_between(start, end))
    return path[::-1]


def verify_consistency(old_size: int, size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree of `size` leaves extends the one of `old_size`."""
    if not 0 < old_size <= size:
        return False
    if old_size == size:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not path:
        return False
    position, last = old_size - 1, size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old, new = path[0], path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _split(size: int) -> int:
    """The largest power of two below `size` (> 1)."""
    return int(1 << ((size - 1).bit_length() - 1))


def _trailing_ones(number: int) -> int:
    return (number ^ (number + 1)).bit_length() - 1
