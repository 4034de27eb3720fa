"""A problem found in something that came in: where it is, what is wrong, which rule, what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One row of the problem list, before it is saved.

    kind: the rule's key, kebab-case, e.g. "minimum-above-maximum".
    severity: "critical" blocks the step, "warning" is worked through, "note" is only told.
    sheet, row (1-based, as the spreadsheet shows it; 0 = whole sheet), column (letters; "" = whole row): the place.
    subject: the clave or institution it is about, "" if neither.
    found: what stood there, as text.
    rule: the rule it breaks, in words or article.
    mend: what to do.
    """

    sheet: str
    row: int
    column: str
    kind: str
    severity: str
    subject: str = ""
    found: str = ""
    rule: str = ""
    mend: str = ""
