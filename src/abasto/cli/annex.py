"""Imports a demand annex as published, and says what was found in it."""

import json
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from ..base.refusal import Refused
from ..law.reader import read_rule_set
from ..needs.actions.import_annex import import_annex
from ..people.actions.register_organisations import register_organisations
from ..rounds.sample_rows import institutions, items, read_bytes
from .reads import out, show, written
from .sample_rows import new_organisations

RULE_SET = "mx"
YEARS_IN_A_ROUND = 2


def import_file(file: str, years: str, as_json: bool) -> None:
    """Import the file, print its totals and its problems by kind."""
    path = Path(file)
    if not path.is_file():
        raise Refused("not-found", "", {"what": "file", "value": file})
    call_command("migrate", verbosity=0)
    claves = _learn_names()
    today = timezone.localdate()
    percent = read_rule_set(RULE_SET).value("open_contract.minimum_percent", today).decimal
    of, table = import_annex(path, claves, percent, RULE_SET, today, "command line", _years(years))
    counts = Counter((problem.severity, problem.kind) for problem in table.problems)
    told = {
        "round": of.code,
        "layout": table.layout,
        "codes": len(table.claves),
        "buyers": len(table.buyers),
        "minimum_pieces": table.total_minimum_pieces,
        "maximum_pieces": table.total_maximum_pieces,
        "problems": len(table.problems),
    }
    if as_json:
        out.print_json(json.dumps(told))
        return
    out.print("  ".join(f"{key.replace('_', ' ')} {written(value)}" for key, value in told.items()), soft_wrap=True)
    rows = [{"severity": key[0], "kind": key[1], "count": count} for key, count in sorted(counts.items())]
    show(rows, ("severity", "kind", "count"), as_json=False)
    out.print(f"Where each is: abasto problems --round {of.code}")


def _years(text: str) -> tuple[int, ...]:
    """ "2027-2028" as years; refuses anything else but nothing."""
    if not text:
        return ()
    parts = text.split("-")
    if len(parts) != YEARS_IN_A_ROUND or not all(part.isascii() and part.isdigit() for part in parts):
        raise Refused("years-unreadable", "", {"value": text})
    return int(parts[0]), int(parts[1])


def _learn_names() -> set[str]:
    """Register the spellings of institutions that the samples know; returns the claves they list."""
    claves: set[str] = set()
    for folder in sorted(settings.SAMPLES.glob("*/round.yaml")):
        claves |= {item.clave for item in items(read_bytes(folder.parent, "items.csv"))}
        listed = institutions(read_bytes(folder.parent, "institutions.csv"))
        register_organisations(new_organisations(listed))
    return claves
