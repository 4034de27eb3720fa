"""Words of the files of needs: states, kinds and modes of an upload, its problems, its events, its refusals."""


def gettext_noop(message: str) -> str:
    """Marks a message for translation; the page translates it."""
    return message


WORDS = {
    "upload-unreadable": gettext_noop("Could not be read"),
    "upload-stopped": gettext_noop("Changed nothing"),
    "upload-preview": gettext_noop("Shown, not saved"),
    "upload-held": gettext_noop("Held back"),
    "upload-applied": gettext_noop("Saved"),
    "upload-workbook": gettext_noop("Workbook"),
    "upload-csv": gettext_noop("CSV, a column a month"),
    "upload-tidy-csv": gettext_noop("CSV, a row a month"),
    "upload-mode-sound": gettext_noop("Save what is sound, name the rest"),
    "upload-mode-all": gettext_noop("Save all or nothing"),
    "request-uploaded": gettext_noop("File of needs handed in"),
    "upload-conflicts-decided": gettext_noop("Conflicts of a file decided"),
    "request-budget-stated": gettext_noop("Budget of the needs stated"),
}
LOOKS = {
    "upload-unreadable": ("x-octagon-fill", "bad"),
    "upload-stopped": ("x-circle-fill", "bad"),
    "upload-preview": ("hourglass-split", "current"),
    "upload-held": ("exclamation-triangle-fill", "waiting"),
    "upload-applied": ("check-circle-fill", "done"),
}
SENTENCES = {
    "upload-mode-unknown": gettext_noop("A file cannot be saved as “%(mode)s”. Known: %(known)s."),
    "upload-not-previewed": gettext_noop("%(file)s was saved before, or cannot be saved. Hand it in again."),
    "upload-not-applied": gettext_noop("%(file)s was not saved, so it has no conflicts to decide."),
    "funds-unknown": gettext_noop("There is no source of funds “%(funds)s”. Choose one of the list."),
    "budget-unfit": gettext_noop("“%(value)s” is no amount of money. Write pesos, as 1,234,567.89."),
    "document-too-long": gettext_noop("The document's name has at most %(most)s characters."),
}
