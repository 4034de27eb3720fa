"""YAML without surprises: a key twice is refused, and a fraction is a Decimal."""

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from ..base.refusal import Refused


class StrictLoader(yaml.SafeLoader):
    """PyYAML's safe loader that refuses a mapping with the same key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        mapping = super().construct_mapping(node, deep)
        if len(mapping) != len(node.value):
            keys = [key.value for key, _ in node.value]
            twice = sorted({key for key in keys if keys.count(key) > 1})
            raise Refused("rule-set-key-twice", "", {"file": Path(self.name).name, "key": ", ".join(twice)})
        return mapping


def _decimal(loader: StrictLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node))


StrictLoader.add_constructor("tag:yaml.org,2002:float", _decimal)


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping of a YAML file; refuses `rule-set-unreadable`, naming file and place."""
    try:
        with path.open(encoding="utf-8") as file:
            data = yaml.load(file, StrictLoader)
    except (OSError, yaml.YAMLError) as error:
        raise Refused("rule-set-unreadable", "", {"file": path.name, "found": str(error)}) from error
    if type(data) is not dict:
        raise Refused("rule-set-unreadable", "", {"file": path.name, "found": "no mapping"})
    return data


def expect_keys(
    data: Mapping[str, Any], needed: Iterable[str], optional: Iterable[str], path: Path, place: str
) -> None:
    """Refuses `rule-set-key-unknown` and `rule-set-key-missing`, naming file, place and key."""
    needed = tuple(needed)
    told = {"file": path.name, "place": place}
    for key in data:
        if key not in needed and key not in tuple(optional):
            raise Refused("rule-set-key-unknown", "", {**told, "key": key})
    for key in needed:
        if key not in data:
            raise Refused("rule-set-key-missing", "", {**told, "key": key})
