"""Who works on a run: host, process and when the process began, so that a reused process id is another holder."""

import os
import socket
from pathlib import Path


def this_process() -> str:
    """The holder text of this process."""
    return f"{socket.gethostname()}:{os.getpid()}:{_began(os.getpid())}"


def is_dead_here(holder: str) -> bool:
    """Whether the holder is a process of this machine that is gone; of another machine only its lease tells."""
    host, process, began = holder.rsplit(":", 2)
    return host == socket.gethostname() and _began(int(process)) != began


def _began(process: int) -> str:
    """Start time of a process in clock ticks since boot (proc(5), field 22); "" if it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if fields[0] in "ZX" else fields[19]
