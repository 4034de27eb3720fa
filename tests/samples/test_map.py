"""The map of the states."""

import json
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "src/abasto/page/static/abasto/vendor"


def test_the_map_has_the_32_states_by_inegi_key() -> None:
    topology = json.loads((VENDOR / "mx-states.topo.json").read_text("utf-8"))
    states = {state["id"]: state["properties"]["name"] for state in topology["objects"]["states"]["geometries"]}
    assert sorted(states) == [f"{key:02d}" for key in range(1, 33)]
    assert (states["09"], states["15"], states["31"]) == ("Ciudad de México", "México", "Yucatán")


def test_the_licence_of_the_map_is_beside_it() -> None:
    assert "MIT License" in (VENDOR / "mx-states.LICENSE.txt").read_text("utf-8")
