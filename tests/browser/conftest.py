"""A real server on the small round, and a real browser: headless Chromium of Debian."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_SECONDS = 60
ROOT = Path(__file__).resolve().parents[2]
ANNOUNCE = """
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abasto.settings")
django.setup()
from tests.needs.requests.announced import announce
announce()
"""
Visit = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of Abasto serving the small round and one announced after it; in debug mode, for /dev/components."""
    state = tmp_path_factory.mktemp("site")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ABASTO_")},
        "ABASTO_STATE": str(state),
        "ABASTO_DEBUG": "1",
    }
    play = [sys.executable, "-m", "abasto", "cycle", "--round", "mx-mini"]
    subprocess.run(play, env=environment, check=True, capture_output=True)
    follow = [sys.executable, "-m", "abasto", "next-needs", "--round", "mx-mini"]
    subprocess.run(follow, env=environment, check=True, capture_output=True)
    subprocess.run([sys.executable, "-c", ANNOUNCE], env=environment, check=True, capture_output=True, cwd=ROOT)
    port = _free_port()
    with (state / "serve.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "abasto", "serve", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
    address = f"http://127.0.0.1:{port}"
    _wait_for(address, state / "serve.log")
    yield address
    server.terminate()
    server.wait(WAIT_SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, log: Path) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=5)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"The server did not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once per session."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """`visit(account, language, width)`: a fresh context signed in as the account ("" for a citizen)."""
    opened: list[BrowserContext] = []

    def as_account(
        account: str = "", language: str = "es", width: int = 1280, javascript: bool = True
    ) -> BrowserContext:
        context = browser.new_context(
            base_url=site,
            locale={"es": "es-MX", "en": "en-GB"}[language],
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
        )
        opened.append(context)
        if account:
            _sign_in(context, account)
        return context

    yield as_account
    for context in opened:
        context.close()


def _sign_in(context: BrowserContext, account: str) -> None:
    """Through the role picker's own form, without a page."""
    context.request.get("/roles/")
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")
    answer = context.request.post("/roles/", form={"username": account, "csrfmiddlewaretoken": token})
    assert answer.ok, f"{account}: {answer.status}"
