"""What `needs_upload.py` uploads: a synthetic national round with a planner and a filled workbook for every buyer.

`python benchmarks/needs_upload_made.py FOLDER` makes it in the database of the settings' environment, writes the
workbooks with `made.json` (sessions, sums), and times reading alone. With `--check` it prints what is stored.
"""

import io
import json
import secrets
import statistics
import sys
import time
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import django

CODES, BUYERS, MONTHS = 4_498, 62, 24
PROBLEMS = 5_000
AT = datetime(2026, 9, 15, 12, tzinfo=ZoneInfo("America/Mexico_City"))
REPEATS = 5


def main() -> None:
    """Make, or check."""
    django.setup()
    folder = Path(sys.argv[1])
    if "--check" in sys.argv:
        print(json.dumps(stored()))
        return
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    of = _round()
    made = [_buyer(of, place, folder) for place in range(BUYERS)]
    _bad(of, made[0], folder)
    read = _read_times(of, made[0], folder)
    told = {"round": of.code, "buyers": made, "read_seconds": read[0], "bad_read_seconds": read[1]}
    (folder / "made.json").write_text(json.dumps(told))


def stored() -> dict[str, object]:
    """What the database holds: pieces by buyer, uploads by state."""
    from django.db.models import Sum

    from abasto.needs.requests.models import RequestLine, RequestUpload

    pieces = dict(RequestLine.objects.values_list("organisation__code").annotate(Sum("maximum_pieces")))
    uploads = list(RequestUpload.objects.values_list("organisation__code", "sha256", "outcome__state"))
    return {"pieces": pieces, "uploads": uploads}


def _round() -> object:
    from abasto.catalogue.actions.carry_items import carry_items
    from abasto.catalogue.models import Item, RoundItem
    from abasto.people.models import Organisation
    from abasto.people.roles import Role, Viewer
    from abasto.rounds.actions.announce_round import announce_round
    from abasto.rounds.announcing import NewRound, Window
    from abasto.rounds.models import Participation, Round

    before = Round.objects.create(
        code="before", name_es="Antes", name_en="Before", rule_set="mx", first_year=2025, months=MONTHS,
        starts=date(2025, 1, 1), phase="closed", clock=AT, seed=1,
    )  # fmt: skip
    items = Item.objects.bulk_create(
        Item(clave=f"010.000.{place:04d}.00", category="medicine", origin="synthetic",
             description=f"Medicamento sintético {place}. Tableta. Envase con {place % 60 + 1} tabletas.")
        for place in range(CODES)
    )  # fmt: skip
    RoundItem.objects.bulk_create(
        RoundItem(round=before, item=item, position=place, description=item.description, unit="ENVASE",
                  origin="synthetic")
        for place, item in enumerate(items)
    )  # fmt: skip
    for place in range(BUYERS):
        one = Organisation.objects.create(code=f"buyer-{place}", name=f"Buyer {place}", kind="institution",
                                          origin="synthetic")  # fmt: skip
        Participation.objects.create(round=before, organisation=one, position=place, is_buyer=True)
    windows = (Window("needs", date(2026, 9, 1), date(2026, 11, 30)),)
    new = NewRound("next", "Siguiente", "Next", date(2027, 1, 1), MONTHS, "before", windows)
    opened = announce_round(new, Viewer(Role.COORDINATOR, username="c"), "c", AT, is_synthetic=True)
    carry_items(before, opened)
    return opened


def _buyer(of: object, place: int, folder: Path) -> dict[str, object]:
    """A buyer's planner with an open session, and the workbook he has filled in."""
    import numpy as np

    from abasto.needs.requests.files.queries import template_codes
    from abasto.needs.requests.sheet.template import Template, template_workbook
    from abasto.people.models import Organisation, User

    one = Organisation.objects.get(code=f"buyer-{place}")
    user = User.objects.create(username=f"planner-{place}", role="planner", organisation=one)
    codes = template_codes(of)  # type: ignore[arg-type]
    rng = np.random.default_rng(place)
    cells = {code.clave: np.append(rng.integers(1, 5_000, MONTHS), 0) for code in codes}
    words = dict.fromkeys(("title", "note", "sums", "instructions", "validation_title", "validation"), "synthetic")
    blank = Template(of.code, one.code, of.starts, MONTHS, codes, {}, "es", secrets.token_hex(12),  # type: ignore[attr-defined]
                     {**words, "legend": "Instrucciones"})  # fmt: skip
    filled = _with_state_of(blank, cells)
    (folder / f"{one.code}.xlsx").write_bytes(template_workbook(filled))
    pieces = int(sum(line[:-1].sum() for line in cells.values()))
    return {"code": one.code, "session": _session(user), "pieces": pieces}


def _with_state_of(blank: object, cells: dict[str, object]) -> object:
    """A template as its planner leaves it: the figures are filled in, the hidden sheet says that nothing was there."""
    from dataclasses import dataclass

    from abasto.needs.requests.sheet.state import State
    from abasto.needs.requests.sheet.template import Template

    state = blank.state  # type: ignore[attr-defined]

    @dataclass(frozen=True, eq=False)
    class Filled(Template):
        @property
        def state(self) -> State:
            return state  # type: ignore[no-any-return]

    return Filled(**{**vars(blank), "cells": cells})  # type: ignore[arg-type]


def _session(user: object) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    opened = SessionStore()
    opened[SESSION_KEY] = str(user.pk)  # type: ignore[attr-defined]
    opened[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    opened[HASH_SESSION_KEY] = user.get_session_auth_hash()  # type: ignore[attr-defined]
    opened.create()
    return str(opened.session_key)


def _bad(of: object, buyer: dict[str, object], folder: Path) -> None:
    """The first buyer's workbook with 5,000 distinct problems in it."""
    import openpyxl

    book = openpyxl.load_workbook(folder / f"{buyer['code']}.xlsx")
    page = book.worksheets[0]
    first = next(cell.column for cell in page[4] if str(cell.value) == "2027-01")
    kinds = (lambda n: f"n/d {n}", lambda n: f"{n + 1:,}.0", lambda n: -n - 1, lambda n: n + 0.5, lambda n: 10**13 + n)
    for number in range(PROBLEMS):
        row, column = divmod(number, len(kinds))
        page.cell(5 + row, first + column).value = kinds[number % len(kinds)](number)
    target = io.BytesIO()
    book.save(target)
    (folder / "bad.xlsx").write_bytes(target.getvalue())


def _read_times(of: object, buyer: dict[str, object], folder: Path) -> tuple[list[float], list[float]]:
    """Seconds of reading and validating each workbook: the child process, every cell, every change."""
    from abasto.needs.requests.files.queries import expected_of
    from abasto.needs.requests.sheet.changes import changes_of
    from abasto.needs.requests.sheet.read import read_request
    from abasto.people.models import Organisation

    expected = expected_of(of, Organisation.objects.get(code=buyer["code"]))  # type: ignore[arg-type]
    times: list[list[float]] = []
    for name in (f"{buyer['code']}.xlsx", "bad.xlsx"):
        content = (folder / name).read_bytes()
        times.append([])
        for _ in range(REPEATS):
            began = time.perf_counter()
            changes_of(read_request(content, name, expected), {})
            times[-1].append(time.perf_counter() - began)
    print(f"read {statistics.median(times[0]):.2f} s, with problems {statistics.median(times[1]):.2f} s", flush=True)
    return times[0], times[1]


if __name__ == "__main__":
    main()
