"""What to say when the database or the disk cannot be used, and what to do about it."""

import errno

from django.db import DatabaseError, OperationalError

SETTING = "Check ABASTO_DATABASE_URL."
SENTENCES = (
    ("locked", "The database is locked by another program. Wait for it to finish, or stop it, and run this again."),
    ("lock timeout", "The database is locked by another program. Wait for it to finish, and run this again."),
    ("readonly", "The database may only be read. Give this user the right to write it, and run this again."),
    ("read-only", "The database may only be read. Give this user the right to write it, and run this again."),
    ("disk is full", "There is no room left for the database. Free some space and run this again."),
    ("no space left", "There is no room left for the database. Free some space and run this again."),
    ("unable to open", f"The database file cannot be opened. {SETTING}"),
    ("not a database", f"The file is no database. {SETTING}"),
    ("malformed", "The database file is damaged. Put a copy in its place, or move it away, and run this again."),
    ("no such table", "The database has no tables yet. Run `abasto cycle` first."),
    ('relation "', "The database has no tables yet. Run `abasto cycle` first."),
    ("connection to server", f"The database server does not let us in: {{error}}. Start it. {SETTING}"),
)
ANY_OTHER = "The database cannot be used: {error}. Mend it and run this again."
FULL = "There is no room left on the disk for {file}. Free some space and run this again."
CLOSED = "{file} cannot be written. Give this user the right to write it, or choose another folder: ABASTO_STATE."
FILES = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EACCES: CLOSED,
    errno.EPERM: CLOSED,
    errno.EROFS: CLOSED,
    errno.ENOTDIR: CLOSED,
    errno.EEXIST: CLOSED,
}
NOTHING_KEPT = "Nothing half-done was kept."


def about_database(error: DatabaseError) -> str | None:
    """The sentence for the database's own words; None for what is a fault of the program."""
    words = " ".join(str(error).split()).rstrip(".?")
    known = next((sentence for sign, sentence in SENTENCES if sign in words.lower()), None)
    if known is None and isinstance(error, OperationalError):
        known = ANY_OTHER
    return known and f"{known.format(error=words)} {NOTHING_KEPT}"


def about_disk(error: OSError) -> str | None:
    """The sentence for a file or folder that cannot be written; None for what is a fault of the program."""
    known = FILES.get(error.errno or 0)
    return known and f"{known.format(file=error.filename or 'a file')} {NOTHING_KEPT}"
