"""What a check found. A fault is a code of `words` with its figures; whoever reads decides on nothing else."""

from dataclasses import dataclass, field
from typing import NamedTuple

MOST_FAULTS = 1000


class Refused(Exception):
    """The file claims something false, or is not written as the format says. Nothing after it was checked."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def at(self, place: str) -> "Refused":
        """The same, further out: a place is put before where it happened."""
        return type(self)(self.code, **{**self.values, "where": place + str(self.values.get("where", ""))})

    def of_file(self, path: str) -> "Refused":
        return type(self)(self.code, **{**self.values, "file": path})


class Unreadable(Refused):
    """There is no such file, or it is no JSON of the format asked for."""


class Remark(NamedTuple):
    """A sentence of `words` with its figures."""

    code: str
    values: dict[str, object]


@dataclass
class Findings:
    """all_faults: go on after the first fault, up to `MOST_FAULTS`."""

    all_faults: bool = False
    faults: list[Remark] = field(default_factory=list)
    checked: list[Remark] = field(default_factory=list)
    unchecked: list[Remark] = field(default_factory=list)

    def fault(self, code: str, **values: object) -> None:
        """Keep a fault; raises it where the first one ends the check."""
        if not self.all_faults or len(self.faults) >= MOST_FAULTS:
            raise Refused(code, **values)
        self.faults.append(Remark(code, values))

    def equal(self, code: str, claimed: object, found: object, **values: object) -> None:
        """A fault when a figure of the file is not the one found here."""
        if claimed != found:
            self.fault(code, claimed=claimed, found=found, **values)

    def say(self, code: str, **values: object) -> None:
        """Keep what was checked. Nothing is said to hold after a fault, since it may be what does not."""
        if self.faults:
            return
        self.checked.append(Remark(code, values))

    def leave(self, code: str, **values: object) -> None:
        self.unchecked.append(Remark(code, values))
