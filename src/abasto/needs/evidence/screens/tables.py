"""Tables of the evidence: who told which month, files, kinds of problems, rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ....page.figures import pieces
from ....page.table import Column, Link, Row
from ....page.words import word
from ....problems.models import ListedProblem
from ....rounds.models import Round
from ..calendar_month import month_text
from ..models import EvidenceMonth, EvidenceUpload
from ..queries import Completeness

TOLD, ODD, SILENT, MISSING = "told", "odd", "silent", "missing"
ICONS = {TOLD: "check-circle-fill", ODD: "exclamation-triangle-fill", SILENT: "dash-circle", MISSING: "x-octagon-fill"}


@dataclass(frozen=True)
class Cell:
    """A month of an institution in one look: its state, icon and word, and what to read on it."""

    state: str
    icon: str
    word: str
    hint: str


def state_of(month: EvidenceMonth | None) -> str:
    """Told, told with problems, said to be unreported, or missing."""
    if month is None:
        return MISSING
    if not month.is_reported:
        return SILENT
    return ODD if month.flags else TOLD


def words_of(state: str, flags: int) -> str:
    """The state in a word."""
    return {
        TOLD: _("told"),
        ODD: _("%(count)s to look at") % {"count": flags},
        SILENT: _("not reported"),
        MISSING: _("missing"),
    }[state]


def matrix(known: Completeness) -> list[tuple[str, str, list[Cell]]]:
    """(buyer code, name, a cell for each month)."""
    return [(code, name, [_cell(known.cells.get((code, month))) for month in known.months])
            for code, name in known.buyers]  # fmt: skip


def _cell(month: EvidenceMonth | None) -> Cell:
    state = state_of(month)
    if month is None:
        return Cell(state, ICONS[state], words_of(state, 0), _("nothing came"))
    hint = _("%(rows)s rows, %(pieces)s pieces used, version %(version)s") % {
        "rows": pieces(month.rows), "pieces": pieces(month.pieces), "version": month.version,
    }  # fmt: skip
    return Cell(state, ICONS[state], words_of(state, month.flags), hint)


def matrix_columns(known: Completeness) -> tuple[Column, ...]:
    """Institution, and a column for each month."""
    months = (Column(month_text(month), month_text(month)) for month in known.months)
    return (Column("institution", _("Institution"), wide=True), *months)


def matrix_file_rows(known: Completeness) -> list[Row]:
    """The matrix in words, for files."""
    return [
        {"institution": name, **{
            month_text(month): words_of(state_of(cell), cell.flags if cell else 0)
            for month in known.months for cell in [known.cells.get((code, month))]
        }}
        for code, name in known.buyers
    ]  # fmt: skip


def upload_columns() -> tuple[Column, ...]:
    """What is said of a file."""
    return (
        Column("file", _("File"), wide=True),
        Column("whose", _("Institution")),
        Column("rows", _("Rows"), "number"),
        Column("accepted", _("Rows that count"), "number"),
        Column("wrong", _("Rows with something wrong"), "number"),
        Column("at", _("When"), "date"),
        Column("origin", _("Origin"), "origin"),
        Column("sha256", "SHA-256"),
    )


def upload_rows(uploads: Sequence[EvidenceUpload], of: Round) -> list[Row]:
    """A row a file."""
    return [
        {
            "file": Link(one.file_name, reverse("web:need_evidence_file", args=[of.code, one.pk])),
            "whose": str(one.organisation) if one.organisation else _("all, by the coordinator"),
            "rows": one.rows,
            "accepted": one.accepted,
            "wrong": sum(one.told.values()),
            "at": one.at.date(),
            "origin": one.origin,
            "sha256": one.sha256[:12],
        }
        for one in uploads
    ]


def kind_columns() -> tuple[Column, ...]:
    """What is said of a kind of problem."""
    return (
        Column("kind", _("Kind"), wide=True),
        Column("rows", _("Rows"), "number"),
        Column("rule", _("Rule"), wide=True),
        Column("mend", _("What to do"), wide=True),
    )


def counts_of_kinds(upload: EvidenceUpload) -> list[Row]:
    """Kinds of an upload's problems, the most frequent first."""
    ordered = sorted(upload.told.items(), key=lambda one: (-one[1], one[0]))
    return [
        {"kind": word(kind), "rows": count, "rule": word(f"rule-{kind}"), "mend": word(f"mend-{kind}")}
        for kind, count in ordered
    ]


def problem_columns() -> tuple[Column, ...]:
    """What is said of a row with something wrong."""
    return (
        Column("row", _("Row"), "number"),
        Column("kind", _("Kind"), wide=True),
        Column("subject", _("Clave or institution")),
        Column("found", _("What stood there"), wide=True),
        Column("mend", _("What to do"), wide=True),
    )


def problem_rows(problems: Sequence[ListedProblem]) -> list[Row]:
    """Rows as they are listed; 0 stands for the whole file."""
    return [
        {"row": one.row, "kind": word(one.kind), "subject": one.subject, "found": one.found, "mend": word(one.mend)}
        for one in problems
    ]
