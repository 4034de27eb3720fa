"""`abasto`: one verb per step of the process.

Exit codes: 0 done; 1 refused (the sentence says why); 2 wrong usage; 3 the calibration is outside its tolerance;
4 the database or a port cannot be used; 130 interrupted.
"""

import os
import sys

EXIT_REFUSED, EXIT_UNCALIBRATED, EXIT_UNUSABLE, EXIT_INTERRUPTED = 1, 3, 4, 130


def main() -> None:
    """Run the command line; every known failure ends in one sentence and its exit code."""
    from .verbs import app

    try:
        app()
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)


def start_django() -> None:
    """Read the settings and load the tables; called by each verb, so that --help needs neither."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abasto.settings")
    import django

    django.setup()
