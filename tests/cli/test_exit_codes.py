"""Exit codes are those of the help: 0 done, 1 refused, 2 wrong use, 3 not calibrated, 4 unusable, 130 interrupted."""

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable

import pytest

from ..cycle.place import MINI, ROOT, Place

REFUSED, WRONG_USE, UNCALIBRATED, UNUSABLE, INTERRUPTED = 1, 2, 3, 4, 130


@pytest.fixture(scope="module")
def empty(new_place: Callable[[str], Place]) -> Place:
    return new_place("empty")


@pytest.mark.parametrize(
    "arguments",
    ["", "nope", "award --nope", "award --seed many", "award --seed -1", "lot", "serve --port 0", "serve --port 99999"],
)
def test_wrong_use_says_so_and_ends_in_two(arguments: str, empty: Place) -> None:
    done = empty.run(*arguments.split())
    assert (done.returncode, "Traceback" in done.stderr) == (WRONG_USE, False)
    assert done.stderr + done.stdout


@pytest.mark.parametrize("arguments", ["result --round nope", "lot 010.000.9999.00", "problems --round nope"])
def test_what_is_not_there_is_refused(arguments: str, undisturbed: Place) -> None:
    done = undisturbed.run(*arguments.split())
    assert (done.returncode, done.stdout) == (REFUSED, "")
    assert "There is nothing called" in done.stderr


def test_reads_before_any_round_say_what_to_do_first(new_place: Callable[[str], Place]) -> None:
    place = new_place("early")
    assert place.run("rounds").returncode == UNUSABLE
    said = place.run("result")
    assert "Run `abasto cycle` first" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_calibration_outside_its_tolerance_ends_in_three(
    new_place: Callable[[str], Place], undisturbed: Place
) -> None:
    assert undisturbed.run("calibrate").returncode == 0
    undelivered = new_place("undelivered")
    undelivered.run("award", "--round", MINI)
    done = undelivered.run("calibrate")
    assert (done.returncode, done.stderr) == (UNCALIBRATED, "")
    assert "NO" in done.stdout


def hear_interrupts() -> None:
    """A shell starts what runs in its background deaf to Ctrl-C, and children inherit it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_in_130_and_the_next_start_goes_on(new_place: Callable[[str], Place], undisturbed: Place) -> None:
    place = new_place("interrupted")
    command = [sys.executable, "-m", "abasto", "cycle", "--round", MINI]
    with subprocess.Popen(
        command,
        env=place.variables(),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_interrupts,  # noqa: PLW1509 (no threads here)
    ) as started:
        assert started.stderr is not None
        assert started.stderr.readline()
        started.send_signal(signal.SIGINT)
        rest = started.stderr.read()
    assert started.returncode == INTERRUPTED, rest
    assert "Traceback" not in rest
    place.cycle()
    assert place.files() == undisturbed.files()


def test_a_port_in_use_is_told(empty: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = empty.run("serve", "--port", str(port))
    assert done.returncode == UNUSABLE
    assert f"Port {port} of 127.0.0.1 cannot be used" in done.stderr
    assert "--port" in done.stderr


def test_a_free_port_is_served_until_stopped(undisturbed: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "abasto", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=undisturbed.variables(), cwd=ROOT, stdout=subprocess.PIPE, text=True) as started:
        try:
            assert started.stdout is not None
            assert f"http://127.0.0.1:{port}/" in started.stdout.readline()
            assert answers(port)
        finally:
            started.send_signal(signal.SIGINT)
    assert started.returncode in (0, INTERRUPTED)


def answers(port: int) -> bool:
    """Whether the page comes within some seconds."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
                return bool(page.status == 200 and MINI in page.read().decode())
        except ConnectionError:
            pass
        except OSError as error:
            if not isinstance(getattr(error, "reason", None), ConnectionError):
                raise
        signal.sigtimedwait([], 0.1)
    return False
