"""One stage of a code's life as a page shows it."""

from dataclasses import dataclass

from ...page.chart import Chart
from ...page.table import Table
from ...page.why import Why


@dataclass(frozen=True)
class Figure:
    """One figure with its label; `value` as people read it, None where it is closed to the viewer."""

    label: str
    value: str | None
    unit: str = ""
    why: Why | None = None
    note: str = ""


@dataclass(frozen=True)
class Band:
    """A stage: its state (a word's code), what happened in a sentence, figures, facts, tables and pictures.

    closed: when what is hidden opens to the viewer, "" where nothing is hidden. more: (label, address) of the stage's
    own page.
    """

    key: str
    title: str
    icon: str
    state: str
    sentence: str = ""
    closed: str = ""
    figures: tuple[Figure, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    why: Why | None = None
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    more: tuple[str, str] | None = None
