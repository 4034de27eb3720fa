"""Uploads of needs: one workbook, a bad one with its corrected workbook, and 62 buyers at once.

`python benchmarks/needs_upload.py` (SQLite) or `--postgres` (a PostgreSQL of its own). The server is granian as
`abasto serve` starts it; memory is the proportional share (PSS) of it and all its children, read every 0.2 s.
"""

import argparse
import http.client
import json
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path

from postgres import postgres
from process import ROOT, expect_done, ran

MADE = ROOT / "benchmarks" / "needs_upload_made.py"
READ_SECONDS, STORED_SECONDS, CORRECTED_SECONDS = 1, 6, 3
ALL_SECONDS, MEMORY_MB = 120, 1_000
REPEATS = 3


def main() -> None:
    """Make the round, serve it, upload, print, check that nothing was lost."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--postgres", action="store_true")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="abasto-upload-") as folder, _database(told.postgres, folder) as url:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "abasto.settings", "ABASTO_STATE": folder,
                       "ABASTO_DATABASE_URL": url}  # fmt: skip
        if told.postgres:
            _make_database(url)
        made_in = ran([sys.executable, str(MADE), folder], environment)
        expect_done(made_in)
        made = json.loads(Path(folder, "made.json").read_text())
        _say("read and validated", statistics.median(made["read_seconds"]), READ_SECONDS)
        _say("  with 5,000 problems", statistics.median(made["bad_read_seconds"]), READ_SECONDS)
        with _served(environment) as (port, memory):
            _one(port, made, Path(folder))
            memory.peak_mb = 0
            _all(port, made, Path(folder))
            print(f"memory of the server while all upload: {memory.peak_mb:.0f} MB (reach {MEMORY_MB} MB)")
        _check(made, environment, folder)


def _say(what: str, seconds: float, reach: float) -> None:
    print(f"{what}: {seconds:.2f} s (reach {reach} s)", flush=True)


def _one(port: int, made: Mapping[str, object], folder: Path) -> None:
    """The last buyer previews and stores; the first hands in a bad file and asks for the corrected one."""
    first, last = made["buyers"][0], made["buyers"][-1]  # type: ignore[index]
    content = (folder / f"{last['code']}.xlsx").read_bytes()
    shown, _answer = _post(port, made, last, content, preview="true")
    _say("shown what it would change, through the server", shown, STORED_SECONDS)
    stored, answer = _post(port, made, last, content)
    _say(f"stored, through the server ({answer['cells_changed']} cells)", stored, STORED_SECONDS)
    times = []
    bad = (folder / "bad.xlsx").read_bytes()
    for _ in range(REPEATS):
        _took, answer = _post(port, made, first, bad, preview="true")
        began = time.perf_counter()
        status, body = _ask(
            port, first, "GET", f"/api/v1/rounds/{made['round']}/requests/uploads/{answer['number']}/corrected"
        )
        times.append(time.perf_counter() - began)
        if status != 200:
            sys.exit(f"corrected: {status} {body[:300]!r}")
    _say(f"corrected file back ({answer['problems']} problems, {len(body)} bytes)", statistics.median(times),
         CORRECTED_SECONDS)  # fmt: skip


def _all(port: int, made: Mapping[str, object], folder: Path) -> None:
    buyers = made["buyers"]
    contents = [(folder / f"{one['code']}.xlsx").read_bytes() for one in buyers]  # type: ignore[attr-defined]
    began = time.perf_counter()
    with ThreadPoolExecutor(len(contents)) as pool:
        done = list(pool.map(lambda pair: _post(port, made, *pair), zip(buyers, contents, strict=True)))  # type: ignore[call-overload]
    took = time.perf_counter() - began
    slowest = max(seconds for seconds, _answer in done)
    _say(f"{len(done)} buyers at once, the slowest after {slowest:.0f} s", took, ALL_SECONDS)


def _post(
    port: int, made: Mapping[str, object], buyer: Mapping[str, str], content: bytes, **fields: str
) -> tuple[float, dict[str, object]]:
    mark = secrets.token_hex(16)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{buyer["code"]}.xlsx"\r\n\r\n'
    body = b"".join([*parts, head.encode(), content, f"\r\n--{mark}--\r\n".encode()])
    began = time.perf_counter()
    status, answer = _ask(
        port, buyer, "POST", f"/api/v1/rounds/{made['round']}/requests/uploads", body,
        {"Content-Type": f"multipart/form-data; boundary={mark}"},
    )  # fmt: skip
    if status != 200:
        sys.exit(f"upload of {buyer['code']}: {status} {answer[:500]!r}")
    return time.perf_counter() - began, json.loads(answer)


def _ask(
    port: int, buyer: Mapping[str, str], verb: str, path: str, body: bytes = b"", more: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    token = "a" * 32
    headers = {"Cookie": f"sessionid={buyer['session']}; csrftoken={token}", "X-CSRFToken": token, **(more or {})}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request(verb, path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def _check(made: Mapping[str, object], environment: Mapping[str, str], folder: str) -> None:
    checked = ran([sys.executable, str(MADE), folder, "--check"], environment)
    expect_done(checked)
    found = json.loads(checked.printed)
    lost = [one["code"] for one in made["buyers"] if found["pieces"].get(one["code"]) != one["pieces"]]  # type: ignore[attr-defined]
    print(f"stored of {len(made['buyers'])} buyers, other than in their workbooks: {lost or 'none'}")  # type: ignore[arg-type]
    if lost:
        sys.exit(1)


class _Memory:
    """The largest memory of a process with all its children since it was last set to 0."""

    def __init__(self, pid: int) -> None:
        self.peak_mb = 0.0
        self.pid = pid
        self.is_over = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self.is_over.wait(0.2):
            self.peak_mb = max(self.peak_mb, sum(map(_pss_mb, _family(self.pid))))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _pss_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


@contextmanager
def _served(environment: Mapping[str, str]) -> Iterator[tuple[int, _Memory]]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-c", f"from abasto.cli.serving import serve_pages; serve_pages({port})"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    memory = _Memory(server.pid)
    try:
        for _ in range(300):
            try:
                if _ask(port, {"session": ""}, "GET", "/api/v1/rounds")[0] == 200:
                    break
            except OSError:
                time.sleep(0.2)
        yield port, memory
    finally:
        memory.is_over.set()
        server.send_signal(signal.SIGINT)
        server.wait(30)


def _database(is_postgres: bool, folder: str):  # type: ignore[no-untyped-def]
    return postgres() if is_postgres else nullcontext(f"sqlite:///{folder}/bench.sqlite3")


def _make_database(url: str) -> None:
    import psycopg

    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")


if __name__ == "__main__":
    main()
