"""What a check of a version found: its file, its signature, the need lines that came of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One thing checked: "file", "signature" or "lines"; whether it holds; what was found where it does not."""

    what: str
    holds: bool
    found: str = ""
