"""`abasto`: one verb per step of the process.

Exit codes: 0 done; 1 refused by a rule, a sample or a setting (the sentence says why); 2 wrong use;
3 the calibration is outside its tolerance; 4 the database, the disk or a port cannot be used; 130 interrupted.
"""

import sys

from .exit_codes import REFUSED, UNUSABLE


def main() -> None:
    """Run the command line; every known failure ends in one sentence and its exit code, an unknown one crashes."""
    from .verbs import app

    try:
        app()
    except Exception as error:
        told = _told(error)
        if told is None:
            raise
        code, sentence = told
        print(sentence, file=sys.stderr)
        sys.exit(code)


def _told(error: Exception) -> tuple[int, str] | None:
    """Exit code and sentence of a refusal, or of a database or a disk that cannot be used."""
    from django.db import DatabaseError

    from ..base.refusal import Refused
    from ..page.refusals import sentence_of
    from .unusable import about_database, about_disk

    if isinstance(error, Refused):
        return REFUSED, sentence_of(error) + (f" [{error.citation}]" if error.citation else "")
    sentence = None
    if isinstance(error, DatabaseError):
        sentence = about_database(error)
    elif isinstance(error, OSError):
        sentence = about_disk(error)
    return (UNUSABLE, sentence) if sentence else None
