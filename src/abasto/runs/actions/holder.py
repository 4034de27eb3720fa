"""Who works on a run: host, process, when the process began (a process id is used again), and thread."""

import os
import socket
import threading
from pathlib import Path


def this_worker() -> str:
    """The holder text of this thread."""
    process = os.getpid()
    return f"{socket.gethostname()}:{process}:{_began(process)}:{threading.get_ident()}"


def is_dead_here(holder: str) -> bool:
    """Whether the holder's process was on this machine and is gone; of another machine only its lease tells."""
    host, process, began, _ = holder.rsplit(":", 3)
    return host == socket.gethostname() and _began(int(process)) != began


def _began(process: int) -> str:
    """Start time of a process in clock ticks since boot (proc(5), field 22); "" if it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if fields[0] in "ZX" else fields[19]
