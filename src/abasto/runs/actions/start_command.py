"""Starts a command of `abasto` in a process of its own, which goes on when the page that asked for it is closed."""

import subprocess
import sys


def start_command(*arguments: str) -> None:
    """Two processes for one run do no harm: a run has one holder."""
    subprocess.Popen(
        [sys.executable, "-m", "abasto", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
