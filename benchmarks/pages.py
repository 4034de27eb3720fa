"""Times the pages of a state folder as granian serves them: one client, one request after another."""

import http.client
import json
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REQUESTS = 20
USERNAME = "auditor"
HERE = Path(__file__).parent
OK, NO_ANSWER = 200, 0
PATIENCE_SECONDS = 10


@dataclass(frozen=True)
class PageTimes:
    """A page: who asked, status (0: no answer in time), seconds to the last byte (p50, p95), bytes as sent.

    first_seconds: of the first request, which fills what the server keeps; the others leave it out.
    """

    address: str
    username: str
    status: int
    median_seconds: float
    high_seconds: float
    size_bytes: int
    first_seconds: float


def served_pages(
    environment: dict[str, str], chosen: Callable[[str], bool] = lambda address: True
) -> Iterator[PageTimes]:
    """The chosen pages of the newest round; public ones as a citizen, the others as the auditor, who may see flags."""
    django = {**environment, "DJANGO_SETTINGS_MODULE": "abasto.settings"}
    told = subprocess.run(
        [sys.executable, str(HERE / "addresses.py")], env=django, check=True, capture_output=True, text=True
    )
    with _served(environment) as port:
        cookie = _signed_in(port)
        for address in filter(chosen, json.loads(told.stdout)):
            is_public = address.startswith("/public")
            yield _timed(port, address, "" if is_public else cookie)


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "abasto", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The server did not start.")


def _signed_in(port: int) -> str:
    """The cookies of the demo account."""
    server = http.client.HTTPConnection("127.0.0.1", port)
    server.request("GET", "/roles/")
    answer = server.getresponse()
    cookies = _cookies(answer)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())
    form = urllib.parse.urlencode({"username": USERNAME, "csrfmiddlewaretoken": token[1] if token else ""})
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    server.request("POST", "/roles/", form, headers)
    answer = server.getresponse()
    answer.read()
    if answer.status >= http.client.BAD_REQUEST:
        sys.exit(f"Signing in as {USERNAME} failed: {answer.status}.")
    return "; ".join(filter(None, [cookies, _cookies(answer)]))


def _cookies(answer: http.client.HTTPResponse) -> str:
    return "; ".join(value.partition(";")[0] for value in answer.headers.get_all("Set-Cookie", []))


def _timed(port: int, address: str, cookie: str) -> PageTimes:
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    headers = {"Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})}
    taken: list[float] = []
    status, size = NO_ANSWER, 0
    for _ in range(REQUESTS + 1):
        began = time.perf_counter()
        try:
            server.request("GET", address, headers=headers)
            answer = server.getresponse()
            status, size = answer.status, len(answer.read())
        except TimeoutError:
            status = NO_ANSWER
        taken.append(time.perf_counter() - began)
        if status != OK:
            break
    warm = taken[1:] or taken
    high = sorted(warm)[-max(1, len(warm) // 20)]
    return PageTimes(address, USERNAME if cookie else "", status, statistics.median(warm), high, size, taken[0])
