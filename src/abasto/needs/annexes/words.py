"""Words for the problems and refusals of the annexes: English msgids, marked so that the extractor finds them.

`found` of a problem holds facts parted by " | "; what they are is said here beside each kind.
"""


def gettext_noop(message: str) -> str:
    """Marks a message for translation; the door translates it."""
    return message


KIND_WORDS: dict[str, tuple[str, str, str]] = {
    "buyer-missing": (
        gettext_noop("Line without institution"),
        gettext_noop("Every quantity belongs to an institution."),
        gettext_noop("Write the institution's name and import the file again."),
    ),
    "clave-ambiguous": (
        gettext_noop("Ambiguous clave"),
        gettext_noop("Ten digits name a medicine only if one clave of the catalogue begins with them."),
        gettext_noop("Write the clave with its two last digits (010.000.4224.00)."),
    ),
    "clave-missing": (
        gettext_noop("Row without clave"),
        gettext_noop("Every quantity belongs to a clave. The row was left out."),
        gettext_noop("Write the clave in the row, or empty the row."),
    ),
    "clave-twice": (
        gettext_noop("Clave twice"),
        gettext_noop("A clave stands once in an annex, and once per institution in a CSV. The later row was left out."),
        gettext_noop("Join both rows into one, or correct the clave of one of them."),
    ),
    "clave-unreadable": (
        gettext_noop("Unreadable clave"),
        gettext_noop("A clave has twelve digits for medicines and ten for supplies. The row was left out."),
        gettext_noop("Correct the clave after the national compendium."),
    ),
    "column-missing": (
        gettext_noop("Column that is missing"),
        gettext_noop("The annex of this round has this column."),
        gettext_noop("Label the column as published; the quantities do not need it."),
    ),
    "description-not-text": (
        gettext_noop("Description that is a number"),
        gettext_noop("A description is a text."),
        gettext_noop("Take the description from the national compendium."),
    ),
    "detail-disagrees": (
        gettext_noop("Detail that differs from its total"),
        gettext_noop("The hospitals of a group add up to the group's column (published, sum of the hospitals)."),
        gettext_noop("Correct the hospital or the group; until then the group's column counts."),
    ),
    "empty-rows": (
        gettext_noop("Empty rows below the data"),
        gettext_noop("A sheet ends with its last line."),
        gettext_noop("Delete the empty rows below the data; nothing was lost."),
    ),
    "encoding-latin-1": (
        gettext_noop("Not in UTF-8"),
        gettext_noop("A CSV is written in UTF-8; this one was read as Latin-1."),
        gettext_noop("Check names with accents, and save the file as UTF-8."),
    ),
    "error-value": (
        gettext_noop("Error in a quantity"),
        gettext_noop("A quantity is a whole number of pieces; the cell holds an error and counts 0."),
        gettext_noop("Correct the formula, or write the number."),
    ),
    "formula-as-text": (
        gettext_noop("Formula written as text"),
        gettext_noop(
            "A quantity is a whole number of pieces; a text that begins with = is not calculated and counts 0."
        ),
        gettext_noop("Write the number."),
    ),
    "formula-like-text": (
        gettext_noop("Text that begins like a formula"),
        gettext_noop("A text that begins with =, + or @ would run in a spreadsheet. It was kept as text."),
        gettext_noop("Remove the first character."),
    ),
    "formula-without-value": (
        gettext_noop("Formula without value"),
        gettext_noop("Only stored values are read; the formula has none, so the cell counts 0."),
        gettext_noop("Open the workbook, let it calculate, and save it again."),
    ),
    "fractional-pieces": (
        gettext_noop("Fraction of a piece"),
        gettext_noop("A quantity is a whole number of pieces; the cell counts 0."),
        gettext_noop("Write a whole number."),
    ),
    "merged-cells": (
        gettext_noop("Merged cells among the data"),
        gettext_noop("A figure belongs to one clave and one institution; the merged cells count 0."),
        gettext_noop("Unmerge the cells and write each figure in its own."),
    ),
    "minimum-above-maximum": (
        gettext_noop("Minimum above maximum"),
        gettext_noop(
            "The minimum is not above the maximum (minimum, maximum). Both count 0, since either may be wrong."
        ),
        gettext_noop("Correct the minimum or the maximum."),
    ),
    "minimum-not-percent": (
        gettext_noop("Minimum that is not its share of the maximum"),
        gettext_noop("The minimum is the round's percent of the maximum, rounded up (found, expected)."),
        gettext_noop("Confirm or correct the minimum; it counts as published."),
    ),
    "minimum-without-maximum": (
        gettext_noop("Minimum whose maximum was left out"),
        gettext_noop("A minimum counts only beside its maximum."),
        gettext_noop("Correct the maximum beside it."),
    ),
    "minimum-zero": (
        gettext_noop("Minimum of zero beside a positive maximum"),
        gettext_noop("A need has a minimum (minimum, maximum)."),
        gettext_noop("Confirm or correct the minimum; it counts as published."),
    ),
    "missing-sheet": (
        gettext_noop("Sheet that is missing"),
        gettext_noop("The annex of this round comes with this sheet."),
        gettext_noop("Ask for the complete workbook; the totals do not need this sheet."),
    ),
    "moved-header-row": (
        gettext_noop("Header in another row"),
        gettext_noop("The header was found by its labels, in another row than published (found, published)."),
        gettext_noop("Nothing, if the totals are right."),
    ),
    "negative-pieces": (
        gettext_noop("Negative pieces"),
        gettext_noop("A quantity is not negative; the cell counts 0."),
        gettext_noop("Write the right number."),
    ),
    "numbering-gap": (
        gettext_noop("Gap in the lot numbers"),
        gettext_noop("Lots are numbered one after the other (found, expected); a gap tells of a row taken out."),
        gettext_noop("Compare with the published annex."),
    ),
    "permuted-columns": (
        gettext_noop("Columns in another order"),
        gettext_noop("Columns were read by their headers, in another order than published."),
        gettext_noop("Nothing, if the totals are right."),
    ),
    "renamed-sheet": (
        gettext_noop("Sheet with another name"),
        gettext_noop("The sheet was recognised by its header (found, published)."),
        gettext_noop("Nothing, if it is the right sheet."),
    ),
    "row-ragged": (
        gettext_noop("Line with too few or too many fields"),
        gettext_noop("Every line has as many fields as the header. The line was left out."),
        gettext_noop("Put texts that hold a separator in quotes."),
    ),
    "separator-not-comma": (
        gettext_noop("Fields not separated by commas"),
        gettext_noop("A CSV separates its fields by commas; another separator was recognised."),
        gettext_noop("Nothing, if the totals are right."),
    ),
    "subtotal-disagrees": (
        gettext_noop("Subtotal that disagrees"),
        gettext_noop("The row of subtotals is the sum of its column (published, sum); it follows the filter."),
        gettext_noop("Remove the filter and save again, or look for the row that is missing."),
    ),
    "text-in-quantity": (
        gettext_noop("Text in a quantity"),
        gettext_noop("A quantity is a whole number of pieces; the cell counts 0."),
        gettext_noop("Write the number, without separators or words."),
    ),
    "too-many-pieces": (
        gettext_noop("Impossible quantity"),
        gettext_noop("No cell holds more than a million million pieces; the cell counts 0."),
        gettext_noop("Write the right number."),
    ),
    "total-disagrees": (
        gettext_noop("Total that disagrees"),
        gettext_noop("The total is the sum of the institutions (published, sum)."),
        gettext_noop("Look for the figure that changed; the institutions' figures count."),
    ),
    "total-unreadable": (
        gettext_noop("Total that cannot be read"),
        gettext_noop("A total is a number."),
        gettext_noop("Let the workbook calculate and save it again; the institutions' figures count."),
    ),
    "totals-missing": (
        gettext_noop("No totals"),
        gettext_noop("The annex of this round ends with a column of totals."),
        gettext_noop("Ask for the complete workbook; nothing can be compared without it."),
    ),
    "unknown-clave": (
        gettext_noop("Unknown clave"),
        gettext_noop("The clave is not in the catalogue; its figures count."),
        gettext_noop("Add it to the catalogue, or correct it."),
    ),
    "unknown-institution": (
        gettext_noop("Unknown institution"),
        gettext_noop("The name is no known alias (name, nearest alias)."),
        gettext_noop("Add the name as an alias of the institution, and import again."),
    ),
    "unread-column": (
        gettext_noop("Column that was not read"),
        gettext_noop("The column is not part of the layout."),
        gettext_noop("Nothing, if it holds only remarks."),
    ),
    "unread-sheet": (
        gettext_noop("Sheet that was not read"),
        gettext_noop("The sheet is not part of the layout."),
        gettext_noop("Nothing, if it holds no need."),
    ),
}
"""By kind: its title, its rule, what to do."""

PROBLEM_WORDS: dict[str, str] = {
    key: words
    for kind, (title, rule, mend) in KIND_WORDS.items()
    for key, words in ((kind, title), (f"rule-{kind}", rule), (f"mend-{kind}", mend))
}
"""By key, as `kind`, `rule` and `mend` of a problem hold it."""
