"""What the answers of the API share: pages of rows, and the refusal of what a reader may not see."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.db.models import F, QuerySet
from ninja import Schema
from ninja.params.functions import Query

from ..base.refusal import Refused
from ..people.roles import Role
from ..people.visibility import Sight

LIMIT = Query(50, ge=1, le=500, description="Rows at most")
OFFSET = Query(0, ge=0, le=2**31 - 1, description="Rows to leave out first")
Row = TypeVar("Row")


class Listed(Schema, Generic[Row]):
    """A page of the `total` rows that the reader may see. Pieces are integers, money is integer centavos (MXN)."""

    total: int
    limit: int
    offset: int
    rows: list[Row]


class Refusal(Schema):
    """Why a request was refused: code, sentence in the reader's language, the rule, and the values it tells."""

    code: str
    sentence: str
    citation: str
    values: dict[str, Any]


REFUSALS = {401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal, 422: Refusal}


def listed(rows: QuerySet[Any, Any] | Sequence[Any], limit: int, offset: int, *told: str, **named: F) -> dict[str, Any]:
    """The page of rows that was asked for; a query is cut by the database, and counted without what it tells.

    told, named: the columns of a query, by their own name and by another; none is the rows themselves.
    """
    if not isinstance(rows, QuerySet):
        return {"total": len(rows), "limit": limit, "offset": offset, "rows": rows[offset : offset + limit]}
    columns = rows.values(*told, **named) if told or named else rows
    return {"total": rows.count(), "limit": limit, "offset": offset, "rows": list(columns[offset : offset + limit])}


def must_see(sight: Sight, field: str) -> None:
    """Refuse a list that is not open to the reader: an empty one would say that there is none.

    Codes: `sign-in-first` for the citizen, `not-allowed` for everyone else.
    """
    if not sight.sees_all(field):
        raise Refused("sign-in-first" if sight.viewer.role is Role.CITIZEN else "not-allowed", "", {"field": field})


def must_see_own(sight: Sight, field: str) -> None:
    """As `must_see`, of a list of which an organisation may see its own rows."""
    if not sight.sees_own(field):
        must_see(sight, field)
