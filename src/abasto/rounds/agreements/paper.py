"""What the minutes say, as plain text ready to print; who prints them decides nothing."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from typing import Literal

import orjson
import typst

Language = Literal["es", "en"]
Pair = tuple[str, str]


@dataclass(frozen=True)
class PositionTold:
    """What one institution says, and what was answered ("" if nothing)."""

    institution: str
    stance: str
    reason: str
    answer: str


@dataclass(frozen=True)
class AgreementTold:
    """An agreement in words: heading, state, facts, its text, its positions, why it ended ("" while it has not)."""

    heading: str
    state: str
    is_adopted: bool
    facts: tuple[Pair, ...]
    text: str
    positions: tuple[PositionTold, ...]
    outcome: str


@dataclass(frozen=True)
class Minutes:
    """The minutes of a round's agreements. synthetic: the banner of every page, "" for real ones; dated: their day.

    present, absent: the institutions that took a position, and those that took none.
    """

    language: Language
    title: str
    subtitle: str
    synthetic: str
    dated: date
    foot: str
    facts: tuple[Pair, ...]
    opening: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    agreements: tuple[AgreementTold, ...]
    signatures: tuple[Pair, ...]
    words: dict[str, str]


def printed(minutes: Minutes) -> bytes:
    """The PDF. The same minutes give the same bytes: fonts come with Typst, and the document bears its own day."""
    day = minutes.dated
    data = asdict(minutes) | {"dated": [day.year, day.month, day.day]}
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    with as_file(files("abasto.rounds.agreements") / "minutes.typ") as template:
        return typst.compile(
            template,
            format="pdf",
            sys_inputs={"data": orjson.dumps(data).decode()},
            ignore_system_fonts=True,
            timestamp=int(noon.timestamp()),
        )
