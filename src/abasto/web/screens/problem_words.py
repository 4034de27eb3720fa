"""Words of events and sentences of refusals that the problem list adds: English msgids, marked for translation."""


def gettext_noop(message: str) -> str:
    """Marks a message for translation; the page translates it."""
    return message


SENTENCES = {
    "note-missing": gettext_noop("Say in a note why; whoever reads the list later will ask."),
    "problem-state-unknown": gettext_noop("A problem cannot be “%(state)s”. Known: %(known)s."),
    "nothing-to-settle": gettext_noop(
        "Nothing was changed: of the %(count)s problems chosen none waits for you, or they are in that state already."
    ),
    "nothing-to-undo": gettext_noop("There is nothing to undo: it was undone before, or changed since."),
}

EVENTS = {
    "problems-settled": gettext_noop("Problems settled"),
    "problems-restored": gettext_noop("Settling of problems undone"),
}
