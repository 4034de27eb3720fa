"""Words for what can be wrong with an uploaded file of requests: English msgids, marked for the extractor.

A kind has a name, the rule it breaks, and the mend.
"""


def gettext_noop(message: str) -> str:
    """Marks a message for translation; the page translates it."""
    return message


WHOLE = gettext_noop("A figure is a whole number of pieces from 0. The cell was left out; what was there stays.")
KIND_WORDS: dict[str, tuple[str, str, str]] = {
    "header-missing": (
        gettext_noop("No header was found"),
        gettext_noop("A file of needs has a column “Clave” and a column for every month (2027-01). Nothing was read."),
        gettext_noop("Use the template, or write that header above the figures."),
    ),
    "sheets-alike": (
        gettext_noop("Several tables in one file"),
        gettext_noop("One table is read from a file; here are several (sheet: rows of the headers). Nothing was read."),
        gettext_noop("Leave one sheet with one header."),
    ),
    "month-column-missing": (
        gettext_noop("Columns of months are missing"),
        gettext_noop("Every month of the round has its column, so that nothing is lost unseen. Nothing was changed."),
        gettext_noop("Put the columns back with their headers, as 2027-01."),
    ),
    "month-column-twice": (
        gettext_noop("A month stands twice"),
        gettext_noop("A month has one column. Nothing was changed."),
        gettext_noop("Correct or remove one of both columns."),
    ),
    "column-named-twice": (
        gettext_noop("Two columns have the same name"),
        gettext_noop("The clave and the minimum have one column each. Nothing was changed."),
        gettext_noop("Correct or remove one of both columns."),
    ),
    "other-round": (
        gettext_noop("Template of another round"),
        gettext_noop("A template is read in the round for which it was made (found). Nothing was changed."),
        gettext_noop("Download the template of this round and copy the figures into it."),
    ),
    "other-institution": (
        gettext_noop("Template of another institution"),
        gettext_noop("A template is read for the institution for which it was made (found). Nothing was changed."),
        gettext_noop("Choose that institution, or download the template of this one."),
    ),
    "state-damaged": (
        gettext_noop("The hidden sheet was changed"),
        gettext_noop("The sheet “abasto” keeps the figures as downloaded, so that nobody's change is overwritten."),
        gettext_noop("Download a new template and copy the figures into it."),
    ),
    "request-clave-missing": (
        gettext_noop("Figures without clave"),
        gettext_noop("Every figure belongs to a clave. The row was left out."),
        gettext_noop("Write the clave in the row, or empty the row."),
    ),
    "request-clave-unreadable": (
        gettext_noop("This is no clave"),
        gettext_noop("A clave has twelve digits for medicines and ten for supplies. The row was left out."),
        gettext_noop("Write the clave as the round lists it."),
    ),
    "request-clave-unknown": (
        gettext_noop("Clave that the round does not buy"),
        gettext_noop("Needs are stated for the codes of the round. The row was left out."),
        gettext_noop("Correct the clave, or ask the coordinator to add the code to the round."),
    ),
    "request-clave-withdrawn": (
        gettext_noop("Clave that was withdrawn from the round"),
        gettext_noop("A withdrawn code is not bought in this round. The row was left out."),
        gettext_noop("Remove the row; the round says why the code was withdrawn and what replaces it."),
    ),
    "request-clave-twice": (
        gettext_noop("The same clave in several rows"),
        gettext_noop("A clave has one row, and in a list one figure a month. None of them was read (found: where)."),
        gettext_noop("Join them into one, or correct the clave of the others."),
    ),
    "cell-text": (gettext_noop("Text instead of a figure"), WHOLE, gettext_noop("Write the number of pieces alone.")),
    "cell-separators": (
        gettext_noop("Number written as text with separators"),
        gettext_noop("1,234 and 1.234,5 mean different numbers in different countries; nobody guesses. Left out."),
        gettext_noop("Write the digits alone, as 1234."),
    ),
    "cell-date": (
        gettext_noop("Date instead of a figure"),
        WHOLE,
        gettext_noop("Write the number again with the format of the cell as number."),
    ),
    "cell-not-finite": (gettext_noop("Not a number (NaN or infinite)"), WHOLE, gettext_noop("Write the number.")),
    "cell-negative": (gettext_noop("Negative figure"), WHOLE, gettext_noop("Write 0 or the pieces needed.")),
    "cell-fraction": (gettext_noop("Fraction of a piece asked for"), WHOLE, gettext_noop("Write a whole number.")),
    "cell-too-many": (
        gettext_noop("More pieces than can be"),
        gettext_noop("A figure is at most a million millions. The cell was left out."),
        gettext_noop("Check the unit and the zeros."),
    ),
    "cell-error": (
        gettext_noop("Error value in a figure"),
        gettext_noop("The cell holds an error such as #REF!, which is no number. Left out."),
        gettext_noop("Correct the formula, or write the number."),
    ),
    "cell-formula-text": (
        gettext_noop("A formula that is only text"),
        gettext_noop("A text that begins with = is not calculated. The cell was left out."),
        gettext_noop("Write the number."),
    ),
    "cell-formula-valueless": (
        gettext_noop("Formula that was never calculated"),
        gettext_noop("Formulas are read by the value stored with them; this one has none. Left out."),
        gettext_noop("Open the file in a spreadsheet, let it calculate, and save it."),
    ),
    "cell-merged": (
        gettext_noop("Merged cells among figures"),
        gettext_noop("A figure belongs to one code and one month. Merged cells were left out."),
        gettext_noop("Unmerge them and write each figure in its own cell."),
    ),
    "month-outside-round": (
        gettext_noop("Month outside the round"),
        gettext_noop("Figures are for the months of the round. The row was left out."),
        gettext_noop("Write the month as 2027-01."),
    ),
    "minimum-above-total": (
        gettext_noop("Minimum above the total of the months"),
        gettext_noop("The minimum is a part of the maximum (minimum > total). The minimum was left out."),
        gettext_noop("Correct the minimum or the months, or leave the minimum empty: it follows the law."),
    ),
    "row-emptied": (
        gettext_noop("A code that asks for nothing any more"),
        gettext_noop("The row held figures when it was downloaded (pieces) and is empty now."),
        gettext_noop("Nothing, if it is meant; else write the figures again."),
    ),
    "row-removed": (
        gettext_noop("A row with figures was taken out"),
        gettext_noop("A code that is not in the file stays as it is (pieces)."),
        gettext_noop("To ask for nothing, write 0 in its months."),
    ),
    "line-closed": (
        gettext_noop("The code is being decided and cannot be changed"),
        gettext_noop("Only drafts and returned lines are changed; this one is in another state (found)."),
        gettext_noop("Withdraw it, or ask your approver to return it, and hand in the file again."),
    ),
    "upload-conflict": (
        gettext_noop("Somebody changed this figure meanwhile"),
        gettext_noop("Since the template was downloaded the figure became another (seen → theirs | yours)."),
        gettext_noop("Decide on the page of the upload which of both holds."),
    ),
    "state-missing": (
        gettext_noop("The file is no template"),
        gettext_noop("Without the hidden sheet of the template nobody knows what its author had seen."),
        gettext_noop("Look at what it would change before you save it."),
    ),
    "column-unread": (
        gettext_noop("A column that was not read"),
        gettext_noop("Only the columns of the template are read."),
        gettext_noop("Nothing, if it is your own; else give it the header of the template."),
    ),
    "minimum-column-missing": (
        gettext_noop("No column of minima"),
        gettext_noop("Without it every minimum follows its months by the legal share, or stays as it was written."),
        gettext_noop("Nothing, unless other minima are wanted."),
    ),
    "request-sheet-unread": (
        gettext_noop("A sheet that was not read"),
        gettext_noop("Only the sheet with the figures is read."),
        gettext_noop("Nothing, if it is your own."),
    ),
    "row-of-totals": (
        gettext_noop("A row of totals"),
        gettext_noop("Totals are calculated, not read."),
        gettext_noop("Nothing needs to be done."),
    ),
    "macros-unread": (
        gettext_noop("The workbook holds macros"),
        gettext_noop("Macros are never run or kept in what is handed back."),
        gettext_noop("Nothing needs to be done."),
    ),
}  # fmt: skip

REQUEST_PROBLEM_WORDS: dict[str, str] = {
    key: text
    for kind, (name, rule, mend) in KIND_WORDS.items()
    for key, text in ((kind, name), (f"rule-{kind}", rule), (f"mend-{kind}", mend))
}
"""Name by kind, rule by "rule-<kind>", mend by "mend-<kind>"."""
