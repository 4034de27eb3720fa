"""Sentences of the refusals of evidence, and words for the kinds of its problems; the doors add them at start."""


def gettext_noop(message: str) -> str:
    """Marks a message for translation; the page translates it."""
    return message


REFUSAL_WORDS: dict[str, str] = {
    "evidence-column-missing": gettext_noop(
        "These columns are missing: %(missing)s. Found: %(found)s. Name them institucion, clave, mes and consumo."
    ),
    "evidence-not-what-it-says": gettext_noop(
        "“%(file)s” says that it is a %(said)s and is a %(is)s inside. Save it again in the format of its name."
    ),
    "evidence-damaged": gettext_noop("The Parquet file is damaged (%(reason)s). Write it again."),
    "evidence-nothing-usable": gettext_noop(
        "None of the %(rows)s rows could be used: %(kinds)s. Correct them and upload the file again."
    ),
    "evidence-known": gettext_noop("“%(file)s” was uploaded before, byte for byte. Nothing was changed."),
    "evidence-round-over": gettext_noop("The round is closed, and takes no more evidence."),
}

KIND_WORDS: dict[str, tuple[str, str, str]] = {
    "use-too-high": (
        gettext_noop("Use ten times too high, or more"),
        gettext_noop("The month lies far above the others (used; usual of the others; how many; as corrected)."),
        gettext_noop("Divide as suggested and upload the month again, or explain what happened."),
    ),
    "use-too-low": (
        gettext_noop("Use ten times too low, or less"),
        gettext_noop("The month lies far below the others (used; usual of the others; how many; as corrected)."),
        gettext_noop("Multiply as suggested and upload the month again, or explain what happened."),
    ),
    "use-in-pieces": (
        gettext_noop("Use in single pieces, not in boxes"),
        gettext_noop("The month is above the others by the content of a box (used; usual; how many; as corrected)."),
        gettext_noop("Divide by the content of the box and upload the month again."),
    ),
    "use-in-boxes": (
        gettext_noop("Use in boxes, not in single pieces"),
        gettext_noop("The month is below the others by the content of a box (used; usual; how many; as corrected)."),
        gettext_noop("Multiply by the content of the box and upload the month again."),
    ),
    "stock-from-nowhere": (
        gettext_noop("Stock from nowhere"),
        gettext_noop("More was used and left than there was and came in (used + left; there was + came in)."),
        gettext_noop("Check closing stock, receipts and use of the month and of the one before."),
    ),
    "month-not-reported": (
        gettext_noop("Month not reported"),
        gettext_noop("Other months before and after it were reported. It counts as unknown, not as zero."),
        gettext_noop("Upload the month."),
    ),
    "month-unreadable": (
        gettext_noop("Month that cannot be read"),
        gettext_noop("A month is written 2026-03. The row was left out."),
        gettext_noop("Correct the month and upload the file again."),
    ),
    "month-in-future": (
        gettext_noop("Month in the future"),
        gettext_noop("Use is told once the month has begun. The row was left out."),
        gettext_noop("Correct the month, or wait for it."),
    ),
    "month-too-old": (
        gettext_noop("Month too old"),
        gettext_noop("Five years are kept. The row was left out."),
        gettext_noop("Nothing, or correct the month."),
    ),
    "institution-unknown": (
        gettext_noop("Institution not known"),
        gettext_noop("The name is no buyer of the round. The row was left out."),
        gettext_noop("Write the code or the name of the institution."),
    ),
    "institution-not-yours": (
        gettext_noop("Another institution's row"),
        gettext_noop("A planner tells the use of the own institution. The row was left out."),
        gettext_noop("Leave it to that institution, or to the coordinator."),
    ),
    "clave-unknown": (
        gettext_noop("Clave not of this round"),
        gettext_noop("The round does not list the clave. The row was left out."),
        gettext_noop("Correct the clave; if it was replaced, use the new one."),
    ),
    "figure-unreadable": (
        gettext_noop("Figure that is no whole number"),
        gettext_noop("Pieces and days are whole numbers (use; stock; received; days). The row was left out."),
        gettext_noop("Write a whole number and upload the file again."),
    ),
    "figure-negative": (
        gettext_noop("Negative figure"),
        gettext_noop("Nothing can be less than zero (use; stock; received; days). The row was left out."),
        gettext_noop("Put returns into the receipts, and upload the file again."),
    ),
    "figure-too-large": (
        gettext_noop("Impossible figure"),
        gettext_noop("No code is used by the ten thousand million a month. The row was left out."),
        gettext_noop("Correct the figure."),
    ),
    "days-impossible": (
        gettext_noop("More stock-out days than the month has"),
        gettext_noop("A month has 28 to 31 days. The row was left out."),
        gettext_noop("Correct the days."),
    ),
    "nothing-told": (
        gettext_noop("Row without figures"),
        gettext_noop("Neither use nor stock is told. The row was left out."),
        gettext_noop("Write 0 where nothing was used, or mark the row as not reported."),
    ),
    "row-twice": (
        gettext_noop("Row that came twice"),
        gettext_noop("The same row stands above. It counts once."),
        gettext_noop("Nothing, or remove it."),
    ),
    "row-contradicted": (
        gettext_noop("Rows that contradict each other"),
        gettext_noop("Two rows tell the same month differently. Neither counts."),
        gettext_noop("Decide which is right, and upload the file again."),
    ),
    "use-out-of-stock": (
        gettext_noop("Use without stock all month"),
        gettext_noop("Something was used although there was no stock on any day. The row counts."),
        gettext_noop("Check the stock-out days."),
    ),
    "figures-not-reported": (
        gettext_noop("Figures in a month said to be unreported"),
        gettext_noop("The row is marked as not reported and has figures. It counts as not reported."),
        gettext_noop("Mark it as reported, if it is."),
    ),
}
"""By kind: its title, its rule, what to do."""

PROBLEM_WORDS: dict[str, str] = {
    key: words
    for kind, (title, rule, mend) in KIND_WORDS.items()
    for key, words in ((kind, title), (f"rule-{kind}", rule), (f"mend-{kind}", mend))
}
"""By key, as `kind`, `rule` and `mend` of a problem hold it."""
EVENT_WORDS = {
    "evidence-received": gettext_noop("Evidence of need received"),
    "evidence-checked": gettext_noop("Evidence of need checked"),
}
