"""A whole process and what it took."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Spent:
    """What a process took: seconds of the clock and of the processor, peak memory in MB, exit code, its output."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    code: int
    printed: str


def ran(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Spent:
    """The command at the root of the checkout; memory is that of it and its children (wait4(2), kilobytes)."""
    with tempfile.TemporaryFile("w+") as printed:
        began = time.perf_counter()
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=printed, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        cpu = usage.ru_utime + usage.ru_stime
        return Spent(seconds, cpu, usage.ru_maxrss / 1024, process.returncode, printed.read())


def expect_done(took: Spent) -> None:
    if took.code:
        sys.exit(f"Exit code {took.code}:\n{took.printed}")
