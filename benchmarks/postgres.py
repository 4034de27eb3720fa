"""A PostgreSQL of the benchmark's own in a temporary folder, started and stopped by it; it waits for the disk."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "postgres"


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a database that is not made yet."""
    folder = Path(tempfile.mkdtemp(prefix="abasto-postgres-"))
    if os.getuid() == 0:
        shutil.chown(folder, OWNER)
    port = _free_port()
    data = folder / "data"
    try:
        _run("initdb", f"--pgdata={data}", "--username=abasto", "--auth=trust", "--encoding=UTF8", "--locale=C")
        options = f"-h 127.0.0.1 -p {port} -k {folder}"
        _run("pg_ctl", f"--pgdata={data}", "--wait", f"--log={data}/server.log", f"--options={options}", "start")
        yield f"postgresql://abasto@127.0.0.1:{port}/abasto"
    finally:
        _run("pg_ctl", f"--pgdata={data}", "--mode=immediate", "stop")
        shutil.rmtree(folder)


def _run(program: str, *arguments: str) -> None:
    """PostgreSQL refuses to run as root, and looks for its working directory."""
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))[-1]
    user = pwd.getpwnam(OWNER).pw_uid if os.getuid() == 0 else None
    subprocess.run([newest, *arguments], cwd="/", user=user, check=True, stdout=subprocess.DEVNULL)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
