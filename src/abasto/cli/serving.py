"""Serves the pages with granian, on this machine only."""

import os
import socket
import sys

from .exit_codes import UNUSABLE

ADDRESS = "127.0.0.1"


def serve_pages(port: int) -> None:
    """Serve until stopped; a port in use ends in a sentence and exit code 4."""
    _expect_free(port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abasto.settings")
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    print(f"Abasto is at http://{ADDRESS}:{port}/  (Ctrl-C stops it)", flush=True)
    Granian(
        "abasto.wsgi:application",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=2,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


def _expect_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            print(
                f"Port {port} of {ADDRESS} cannot be used: {error.strerror}. Choose another: --port.", file=sys.stderr
            )
            sys.exit(UNUSABLE)
