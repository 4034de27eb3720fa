"""A proof without the cuts that it does not use: shorter to send and to check."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from abasto.engines.award.branching import Node
from abasto.engines.award.cut import Cut

CUT = "cut:"
SIDES = slice(2, 4)


def pruned(cuts: Sequence[Cut], tree: Node) -> tuple[tuple[Cut, ...], Node]:
    """The cuts that some leaf or another kept cut names, numbered anew, and the tree with their new names."""
    used = {name for name in _named(tree) if name.startswith(CUT)}
    for place in reversed(range(len(cuts))):
        if f"{CUT}{place}" in used:
            used |= {name for side in _sides(cuts[place]) for name, _ in side if name.startswith(CUT)}
    kept = [place for place in range(len(cuts)) if f"{CUT}{place}" in used]
    names = {f"{CUT}{place}": f"{CUT}{new}" for new, place in enumerate(kept)}
    return tuple(_renamed_cut(cuts[place], names) for place in kept), _renamed(tree, names)


def _named(node: Node) -> Iterator[str]:
    yield from (name for name, _ in node.multipliers)
    for below in (node.no, node.yes):
        if below is not None:
            yield from _named(below)


def _sides(cut: Cut) -> list[list[tuple[str, int]]]:
    return cut.words[SIDES] if cut.words[0] == "split" else []  # type: ignore[return-value]


def _renamed_cut(cut: Cut, names: dict[str, str]) -> Cut:
    words = list(cut.words)
    if words[0] == "split":
        words[SIDES] = [sorted([names.get(name, name), value] for name, value in side) for side in _sides(cut)]
    return Cut(words, replace(cut.row, name=names[cut.row.name]))


def _renamed(node: Node, names: dict[str, str]) -> Node:
    multipliers = sorted((names.get(name, name), value) for name, value in node.multipliers)
    below = [None if held is None else _renamed(held, names) for held in (node.no, node.yes)]
    return Node(multipliers, node.branch, *below)
