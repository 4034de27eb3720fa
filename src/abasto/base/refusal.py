"""A refusal: what was wrong, which rule says so, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(eq=False)
class Refused(Exception):
    """Raised where a rule forbids what was asked; each door turns it into a page, an answer or an exit code.

    code: the key of its sentence in `locale/` (web) and in `REFUSALS` of the door; kebab-case.
    citation: the article, paper or format that rules, or "" where plain arithmetic does.
    values: what the sentence needs (sheet, row, column, value, candidates, mend).
    Not frozen: Python itself writes the traceback on an exception, and pickles it by its fields.
    """

    code: str
    citation: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def __reduce__(self) -> tuple[type["Refused"], tuple[str, str, Mapping[str, object]]]:
        return Refused, (self.code, self.citation, self.values)

    def __str__(self) -> str:
        told = ", ".join(f"{key}={value}" for key, value in self.values.items())
        return f"{self.code}: {told}" + (f" [{self.citation}]" if self.citation else "")
