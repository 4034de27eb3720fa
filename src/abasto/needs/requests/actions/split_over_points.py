"""Says to which delivery points a line goes."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....people.roles import Viewer
from ....rounds.models import Round
from ..entry.points import Months, check_points
from ..entry.queries import points_near
from ..models import PointRequest, RequestLine
from ..queries import Asker
from .explain_line import open_line
from .save_cells import may_write


def split_over_points(
    of: Round, asker: Asker, viewer: Viewer, actor: str, clave: str, parts: Mapping[str, Months], at: datetime
) -> int:
    """Save the months of every point, by its code, in place of the split before; returns how many points.

    Points without pieces are left out; none at all takes the split away. Refuses `point-unknown`,
    `points-do-not-add`, and what `may_write` and `open_line` refuse.
    """
    organisation = asker.organisation
    may_write(of, organisation, viewer, at)
    kept = {code: months for code, months in parts.items() if months.any()}
    known = dict(points_near(asker).filter(code__in=list(kept)).values_list("code", "pk"))
    for code in kept:
        if code not in known:
            raise Refused("point-unknown", "", {"value": code[:40]})
    with transaction.atomic():
        line = open_line(of, organisation, clave)
        check_points(kept, line.maximum_by_month)
        PointRequest.objects.filter(line=line).delete()
        PointRequest.objects.bulk_create(
            PointRequest(line=line, point_id=known[code], maximum_by_month=months, maximum_pieces=int(months.sum()))
            for code, months in sorted(kept.items())
        )
        RequestLine.objects.filter(pk=line.pk).update(version=F("version") + 1)
        told = {"clave": clave, "points": {code: months.tolist() for code, months in kept.items()}}
        record("request-split", f"{of.code}/{organisation.code}", actor, at, told, of.code)
    return len(kept)
