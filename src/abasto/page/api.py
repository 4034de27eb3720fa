"""What the answers of the API share: pages of rows, and the refusal of what a reader may not see."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Query, Schema

from ..base.refusal import Refused
from ..people.roles import Role
from ..people.visibility import Sight

LIMIT = Query(50, ge=1, le=500, description="Rows at most")
OFFSET = Query(0, ge=0, description="Rows to leave out first")
Row = TypeVar("Row")


class Listed(Schema, Generic[Row]):
    """A page of rows out of `total`. Pieces are integers, money is integer centavos (MXN)."""

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


def listed(rows: QuerySet[Any, Any] | Sequence[Any], limit: int, offset: int) -> dict[str, Any]:
    """The page of rows that was asked for; a query is cut by the database."""
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return {"total": total, "limit": limit, "offset": offset, "rows": list(rows[offset : offset + limit])}


def must_see(sight: Sight, *fields: str) -> None:
    """Refuse a list of which the reader may see no row: an empty one would say that there is none.

    Codes: `sign-in-first` for the citizen, `not-allowed` for everyone else.
    """
    for field in fields:
        if not sight.sees_all(field) and not sight.sees_own(field):
            code = "sign-in-first" if sight.viewer.role is Role.CITIZEN else "not-allowed"
            raise Refused(code, "", {"field": field})
