"""What an act or an extract says, as plain text ready to print; who prints it decides nothing."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from typing import Literal

import orjson
import typst

Language = Literal["es", "en"]
Pair = tuple[str, str]


@dataclass(frozen=True)
class BidTold:
    """A bid of a lot. place: in the order of the solvent, "" without one; result: what it won, else what it lacked.

    note: what it would have taken, or what the call remarks; "" if nothing.
    """

    place: str
    supplier: str
    result: str
    note: str
    is_winner: bool


@dataclass(frozen=True)
class LotTold:
    """A lot: number and code, the need in words, the decision in words, its bids in order."""

    number: str
    clave: str
    description: str
    need: str
    decision: str
    is_awarded: bool
    bids: tuple[BidTold, ...]


@dataclass(frozen=True)
class Part:
    """A chapter: a title, a line of totals, its lots."""

    title: str
    totals: str
    lots: tuple[LotTold, ...]


@dataclass(frozen=True)
class Figures:
    """A table of figures: the first column is text, the others are right-aligned."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """A printed act. synthetic: the banner of every page, "" for a real one; dated: the day it bears.

    grounds: per legal value its description, value, article and mark. foot: left of the page's number.
    signatures: who signs; words: labels of the layout.
    """

    language: Language
    title: str
    subtitle: str
    synthetic: str
    dated: date
    foot: str
    facts: tuple[Pair, ...]
    opening: tuple[str, ...]
    summaries: tuple[Figures, ...]
    grounds: tuple[tuple[str, str, str, str], ...]
    parts: tuple[Part, ...]
    closing: tuple[Pair, ...]
    signatures: tuple[Pair, ...]
    words: dict[str, str]


def printed(paper: Paper) -> bytes:
    """The PDF. The same paper gives the same bytes: fonts come with Typst, and the document bears the paper's day."""
    data = asdict(paper) | {"dated": [paper.dated.year, paper.dated.month, paper.dated.day]}
    noon = datetime(paper.dated.year, paper.dated.month, paper.dated.day, 12, tzinfo=UTC)
    with as_file(files("abasto.award.papers") / "paper.typ") as template:
        return typst.compile(
            template,
            format="pdf",
            sys_inputs={"data": orjson.dumps(data).decode()},
            ignore_system_fonts=True,
            timestamp=int(noon.timestamp()),
        )
