"""The grid in which needs are written, at 4,498 codes by 24 months: `python benchmarks/needs_grid.py`.

Loads the round of 2025-26 with its needs in a folder of its own, announces a round after it, serves it and opens the
grid in headless Chromium as the planner of its largest institution. Prints, each time it is done: first paint, the
grid with its rows, a paste of 100 x 24 cells until the server has saved them, a filter; then what the server alone
took for the rows, for saving 2,400 cells and for filling every code. Figures to reach: 1 / 1 / 0.3 s, rows 0.3 s.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SAMPLE, NEXT = "mx-2025-2026", "mx-next"
PAGE = f"/rounds/{NEXT}/request/"
FIRST_PAINT_S, PASTE_S, FILTER_S, ROWS_S = 1.0, 1.0, 0.3, 0.3
PREPARE = f"""
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abasto.settings")
django.setup()
from abasto.people.actions.make_demo_accounts import make_demo_accounts
from tests.needs.requests.announced import announce
make_demo_accounts(2027)
announce("{SAMPLE}", "{NEXT}")
"""
OF_SERVER = f"""
import json, os, time, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abasto.settings")
django.setup()
from django.test import Client
from abasto.needs.requests.queries import codes_open
from abasto.people.models import User
from abasto.rounds.queries import round_named
client = Client()
client.force_login(User.objects.get(username="planner-imss"))
codes = list(codes_open(round_named("{NEXT}")))
client.get("{PAGE}data.json")
for turn in range(3):
    begun = time.process_time()
    client.get("{PAGE}data.json")
    rows = time.process_time()
    cells = [[clave, month, 0, 7 + turn] for clave in codes[500 + 100 * turn : 600 + 100 * turn] for month in range(24)]
    told = json.dumps({{"organisation": "imss", "command": "b", "cells": cells}})
    answer = client.post("{PAGE}save/", told, content_type="application/json").json()
    saved = time.process_time()
    print(f"server, seconds of processor: rows {{rows - begun:.2f}}, ", end="")
    print(f"{{answer['applied']}} cells saved {{saved - rows:.2f}}")
begun = time.process_time()
client.post("{PAGE}fill/", {{"organisation": "imss", "source": "last-changed", "percent": "1"}})
print(f"server, seconds of processor: every code filled {{time.process_time() - begun:.2f}}")
"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000"
READY = "Number(document.querySelector('[data-grid-edit]').dataset.ready) / 1000"
# From the paste to the moment at which nothing waits any more; looked at every frame.
PASTED = """() => new Promise((done) => {
  const root = document.querySelector("[data-grid-edit]");
  let begun = 0;
  root.addEventListener("beforepaste", () => { begun = performance.now(); }, true);
  new MutationObserver(() => { if (begun && root.dataset.saving === "") done((performance.now() - begun) / 1000); })
    .observe(root, { attributes: true, attributeFilter: ["data-saving"] });
})"""
FILTERED = """async (words) => {
  const root = document.querySelector("[data-grid-edit]");
  const box = root.querySelector("input[type=search]");
  const drawn = (done) => requestAnimationFrame(() => requestAnimationFrame(done));
  const shown = new Promise((done) => new MutationObserver(() => drawn(done))
    .observe(root, { attributes: true, attributeFilter: ["data-shown"] }));
  const begun = performance.now();
  box.value = words;
  box.dispatchEvent(new Event("input"));
  await shown;
  return [(performance.now() - begun) / 1000, Number(root.dataset.shown)];
}"""


def main() -> None:
    """Prepare, serve, look, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=3)
    times = asked.parse_args().times
    with tempfile.TemporaryDirectory(prefix="needs-grid-") as state, served(Path(state)) as (address, environment):
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            context = browser.new_context(base_url=address, locale="en", viewport={"width": 1280, "height": 1000})
            context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
            _sign_in_as_planner(context)
            for turn in range(times + 1):
                page = context.new_page()
                told = _look(page, turn)
                print(f"{'cold' if turn == 0 else 'warm'}: {told}", flush=True)
                page.close()
            browser.close()
        subprocess.run([sys.executable, "-c", OF_SERVER], env=environment, cwd=ROOT, check=True)


def _look(page: Page, turn: int) -> str:
    page.goto(PAGE)
    page.wait_for_selector("[data-grid-edit][data-opened]", state="attached", timeout=60_000)
    paint, ready = page.evaluate(PAINT), page.evaluate(READY)
    block = "\n".join("\t".join(str(turn * 10_000 + row * 24 + at) for at in range(24)) for row in range(100))
    page.evaluate("(text) => navigator.clipboard.writeText(text)", block)
    page.locator('.grid-edit revogr-data[type="rgRow"][col-type="rgCol"] [data-rgrow="0"][data-rgcol="6"]').click()
    page.evaluate(f"() => {{ window.pasted = ({PASTED})(); }}")
    page.keyboard.press("Control+v")
    pasted = page.evaluate("() => window.pasted")
    filtered = [page.evaluate(FILTERED, words) for words in ("paracetamol", "010.000", "tableta", "")]
    slowest = max(took for took, _shown in filtered)
    return (
        f"first paint {paint:.2f} s (reach {FIRST_PAINT_S}), rows there {ready:.2f} s, "
        f"100 x 24 pasted and saved {pasted:.2f} s (reach {PASTE_S}), slowest filter {slowest:.2f} s (reach {FILTER_S})"
    )


@contextmanager
def served(state: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a server on a database with the announced round, and the environment it runs in."""
    environment = {**os.environ, "ABASTO_STATE": str(state), "ABASTO_DEBUG": "1"}
    for verb in ("load", "needs"):
        command = [sys.executable, "-m", "abasto", verb, "--round", SAMPLE]
        subprocess.run(command, env=environment, check=True, capture_output=True)
    subprocess.run([sys.executable, "-c", PREPARE], env=environment, cwd=ROOT, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "abasto", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}", environment
    finally:
        server.terminate()
        server.wait(60)


def _wait_for(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=5)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The server did not answer.")


def _sign_in_as_planner(context: BrowserContext) -> None:
    context.request.get("/roles/")
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")
    context.request.post("/roles/", form={"username": "planner-imss", "csrfmiddlewaretoken": token})


if __name__ == "__main__":
    main()
