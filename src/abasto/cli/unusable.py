"""What to say when the database or the disk cannot be used, and what to do about it."""

SENTENCES = (
    ("locked", "The database is locked by another program. Wait for it to finish, or stop it, and run this again."),
    ("readonly", "The database may only be read. Give this user the right to write it, and run this again."),
    ("read-only", "The database may only be read. Give this user the right to write it, and run this again."),
    ("disk is full", "There is no room left for the database. Free some space and run this again."),
    ("unable to open", "The database file cannot be opened. Check ABASTO_STATE and ABASTO_DATABASE_URL."),
)
ANY_OTHER = "The database cannot be used: {error}. Nothing half-done was kept; mend it and run this again."


def sentence_about(error: str) -> str:
    """The sentence for the database's own words; nothing of the interrupted step was kept."""
    low = error.lower()
    for sign, sentence in SENTENCES:
        if sign in low:
            return f"{sentence} Nothing half-done was kept."
    return ANY_OTHER.format(error=error.strip())
