"""The samples are built again from the source data, byte for byte."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FOLDERS = ("mx-2027-2028", "mx-2025-2026", "mx-2023-2024", "mx-mini")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by name, unpacked: how small gzip packs is its own affair."""
    return {
        f"{sample}/{path.name}": gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for sample in FOLDERS
        for path in sorted((folder / sample).iterdir())
    }


@pytest.mark.skipif(not (SHARED / "data").exists(), reason="the source data are not beside the checkout")
def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(ROOT / "samples/build.py"), str(SHARED), str(tmp_path)], check=True)
    built, kept = contents(tmp_path), contents(ROOT / "samples")
    assert built.keys() == kept.keys()
    assert [name for name in built if built[name] != kept[name]] == []
