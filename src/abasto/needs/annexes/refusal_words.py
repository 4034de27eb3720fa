"""Sentences of the refusals of the annexes, by code: what was wrong and what to do next."""

from .words import gettext_noop

REFUSAL_WORDS: dict[str, str] = {
    "buyer-twice": gettext_noop(
        "Two names are the same institution. Give each institution one name and one pair of columns."
    ),
    "buyer-without-name": gettext_noop(
        "A pair of columns has no single name above it. Write one name above each pair."
    ),
    "column-twice": gettext_noop("Two columns have the same label. Remove or rename one."),
    "column-unknown": gettext_noop("A column cannot be understood. Correct its label or remove the column."),
    "column-without-header": gettext_noop("A column holds numbers under no label. Label it or remove it."),
    "columns-unpaired": gettext_noop("A minimum has no maximum beside it. Put both columns side by side."),
    "csv-broken": gettext_noop("The CSV cannot be read: a quote does not end or a field is too long. Export it again."),
    "file-empty": gettext_noop("The file is empty. Choose the right file."),
    "file-not-text": gettext_noop("The file is neither a workbook nor a CSV. Save it as .xlsx or as CSV in UTF-8."),
    "file-too-large": gettext_noop("The file is too large for an annex. Remove images and other sheets."),
    "header-twice": gettext_noop("The header stands more than once. Leave only one."),
    "layout-ambiguous": gettext_noop("The workbook holds annexes of several rounds. Import one at a time."),
    "layout-unknown": gettext_noop("No known header was found. Use a published annex, or a CSV with the four columns."),
    "missing-sheet": gettext_noop("The sheet with the institutions is missing. Ask for the complete workbook."),
    "not-a-workbook": gettext_noop("The file is not an .xlsx workbook. Open it and save it as .xlsx."),
    "rows-above-header": gettext_noop("There are claves above the header. Put the header above the data."),
    "sheet-too-large": gettext_noop("A value stands far outside an annex. Delete it, with the empty rows and columns."),
    "sheet-too-many-merged-cells": gettext_noop("The sheet has too many merged cells. Unmerge them."),
    "sheets-alike": gettext_noop("Several sheets have the same header. Leave only one."),
    "table-too-large": gettext_noop("The CSV names too many claves and institutions. Check both columns."),
    "workbook-bomb": gettext_noop("The workbook grows beyond any annex when it is opened, so it was not opened."),
    "workbook-damaged": gettext_noop("The workbook is damaged. Open it, save it again as .xlsx, and import that."),
    "workbook-encrypted": gettext_noop("The workbook is protected by a password. Save it without one."),
    "workbook-old-format": gettext_noop("The workbook is in the old .xls format. Save it as .xlsx."),
    "workbook-other-format": gettext_noop("The file is not an .xlsx workbook inside. Save it as .xlsx."),
    "workbook-too-heavy": gettext_noop("Reading the workbook takes too much memory. Leave only the annex in it."),
    "workbook-too-many-parts": gettext_noop("The workbook has too many parts. Remove images and other sheets."),
    "workbook-too-slow": gettext_noop("Reading the workbook takes too long. Leave only the annex in it."),
    "year-missing": gettext_noop("The annex needs the quantities of two years. Write each year above its columns."),
    "year-unreadable": gettext_noop("The year above the quantities cannot be read. Write it with four digits."),
    "years-not-in-file": gettext_noop("%(file)s does not say which years it is for. Say them: --years 2027-2028."),
    "years-unreadable": gettext_noop("“%(value)s” is no pair of years. Write it as 2027-2028."),
}
