"""What an institution asks for, over HTTP: its lines, and the saving of cells by the action of the grid."""

from typing import Annotated, Any

from django.db.models import F
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import SessionAuth

from ...base.refusal import Refused
from ...catalogue.queries import canonical_clave
from ...page.api import LIMIT, OFFSET, REFUSALS, Listed, listed
from ...page.screens.typed import actor_of
from ...people.roles import Role
from ...people.visibility import Sight
from ...rounds.api import seen
from ...rounds.models import Round
from ...rounds.queries import now_in
from .actions.save_typed import save_typed
from .cells import CellChange
from .entry.queries import asker_chosen
from .queries import Asker, codes_open, visible_to

router = Router(tags=["needs"])
CELLS = "/rounds/{code}/request-cells/{organisation}"
MOST_CELLS = 25_000
Pieces = Annotated[int, Field(ge=0, le=10**12)]
LINE = {"clave": F("item__clave"), "organisation_code": F("organisation__code")}


class MonthsSaid(Schema):
    """A line: maximum pieces by month of the round, their sum, the minimum, and how far it is agreed."""

    clave: str
    organisation_code: str
    maximum_by_month: list[int]
    maximum_pieces: int
    minimum_pieces: int
    state: str
    version: int
    origin: str
    method: str


class CellTyped(Schema):
    """A cell: month 0 is the round's first, -1 the minimum; before is what its author saw, after what is wanted."""

    clave: str
    month: int = Field(ge=-1, le=35)
    before: Pieces
    after: Pieces


class CellsTyped(Schema):
    """Cells to save together."""

    cells: list[CellTyped] = Field(min_length=1, max_length=MOST_CELLS)


class CellDiffers(Schema):
    """A cell that somebody else changed: nothing was written; send it again with `theirs` as before to keep mine."""

    clave: str
    month: int
    before: int
    mine: int
    theirs: int


class CellsSaved(Schema):
    """What became of the cells: applied, in conflict, or of lines that cannot be changed (state by clave)."""

    applied: int
    lines: int
    conflicts: list[CellDiffers]
    closed: dict[str, str]
    withdrawn: list[str]


@router.get(CELLS, response={200: Listed[MonthsSaid], **REFUSALS}, summary="What is asked for, by month")
def cells(
    request: HttpRequest, code: str, organisation: str, limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """The lines of the reader's own organisation, or of a unit below it, by clave."""
    sight, of = seen(request, code)
    asker = _asker(sight, of, organisation)
    lines = visible_to(sight, of).filter(organisation=asker.organisation).order_by("item__clave")
    told = ("maximum_by_month", "maximum_pieces", "minimum_pieces", "state", "version", "origin", "method")
    answer = listed(lines, limit, offset, *told, **LINE)
    return answer | {"rows": [{**row, "maximum_by_month": row["maximum_by_month"].tolist()} for row in answer["rows"]]}


@router.patch(
    CELLS,
    response={200: CellsSaved, **REFUSALS},
    auth=SessionAuth(),
    summary="Save cells of what is asked for",
)
def save(request: HttpRequest, code: str, organisation: str, typed: CellsTyped) -> dict[str, Any]:
    """By a planner of the organisation, while needs are taken. Sending the same cells twice changes nothing twice."""
    sight, of = seen(request, code)
    asker = _asker(sight, of, organisation)
    known = codes_open(of)
    claves = {
        clave: clave if clave in known else canonical_clave(clave) for clave in {one.clave for one in typed.cells}
    }
    changes = [CellChange(claves[one.clave], one.month, one.before, one.after) for one in typed.cells]
    viewer = sight.viewer
    done = save_typed(of, asker.organisation, viewer, actor_of(viewer), changes, now_in(of), "api")
    saved = done.saved
    return {
        "applied": saved.applied,
        "lines": saved.lines,
        "conflicts": [one.__dict__ for one in saved.conflicts],
        "closed": dict(saved.closed),
        "withdrawn": list(done.withdrawn),
    }


def _asker(sight: Sight, of: Round, organisation: str) -> Asker:
    if sight.viewer.role is Role.CITIZEN:
        raise Refused("sign-in-first", "", {})
    return asker_chosen(sight, of, organisation)
