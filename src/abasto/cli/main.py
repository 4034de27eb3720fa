"""`abasto`: one verb per step of the process.

Exit codes: 0 done; 1 refused (the sentence says why); 2 wrong use; 3 the calibration is outside its tolerance;
4 the database, the disk or a port cannot be used; 130 interrupted.
"""

import sys

from .exit_codes import INTERRUPTED, REFUSED, UNUSABLE


def main() -> None:
    """Run the command line; every known failure ends in one sentence and its exit code."""
    from .verbs import app

    try:
        app(standalone_mode=False)
    except Exception as error:
        sys.exit(_told(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _told(error: Exception) -> int:
    """Say what went wrong; the exit code. What is not known crashes and is seen."""
    import click

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        return INTERRUPTED
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    told = _refusal(error)
    if told is None:
        raise error
    code, sentence = told
    print(sentence, file=sys.stderr)
    return code


def _refusal(error: Exception) -> tuple[int, str] | None:
    """Exit code and sentence of a refusal or of a database that cannot be used."""
    from django.db import OperationalError

    from ..base.refusal import Refused
    from ..page.refusals import sentence_of

    if isinstance(error, Refused):
        return REFUSED, sentence_of(error) + (f" [{error.citation}]" if error.citation else "")
    if isinstance(error, OperationalError):
        from .unusable import sentence_about

        return UNUSABLE, sentence_about(str(error))
    return None
