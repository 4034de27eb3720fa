"""Reads of the files of needs: what a template holds, what an upload is measured against, what was kept of one."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from ....base.refusal import Refused
from ....catalogue.models import RoundItem
from ....ledger.store import Store
from ....people.models import Organisation
from ....people.visibility import Sight
from ....rounds.models import Round
from ...evidence.queries import history
from ...queries import earlier_pieces, earlier_round
from ...suggest.queries import suggested_pieces
from ..cells import Cells
from ..models import RequestLine, RequestUpload
from ..queries import Asker, cells_of, own_askers, uploads_visible_to
from ..sheet.kept import Kept, unpacked
from ..sheet.reading import Expected
from ..sheet.template import TemplateCode
from ..uploads import APPLIED, Totals

MONTHS_TOLD = 12


def store() -> Store:
    """Where files are kept."""
    return Store(Path(settings.STATE) / "artifacts")


def asker_named(sight: Sight, of: Round, code: str) -> Asker | None:
    """The own organisation of that code, the viewer's own where it names none; None where he states no need.

    Refuses `not-found` where the code is none of his.
    """
    mine = own_askers(sight, of)
    wanted = code or sight.viewer.organisation_code
    for one in mine:
        if one.organisation.code == wanted:
            return one
    if code:
        raise Refused("not-found", "", {"what": "organisation", "value": code})
    return mine[0] if mine else None


def expected_of(of: Round, organisation: Organisation) -> Expected:
    """What a file of that organisation is measured against."""
    listed = list(RoundItem.objects.filter(round=of).values_list("item__clave", "withdrawn_on"))
    return Expected(
        of.code,
        organisation.code,
        of.starts,
        of.months,
        frozenset(clave for clave, withdrawn in listed if withdrawn is None),
        frozenset(clave for clave, withdrawn in listed if withdrawn is not None),
    )


def template_codes(of: Round) -> list[TemplateCode]:
    """The codes that can be asked for, in the round's order."""
    rows = RoundItem.objects.filter(round=of, withdrawn_on=None).order_by("position")
    return [TemplateCode(*row) for row in rows.values_list("item__clave", "description", "unit")]


def lines_of(of: Round, organisation: Organisation) -> QuerySet[RequestLine]:
    """The lines of one organisation."""
    return RequestLine.objects.filter(round=of, organisation=organisation)


def cells_now(of: Round, organisation: Organisation) -> dict[str, Cells]:
    """Its cells by clave, as they are."""
    return cells_of(lines_of(of, organisation))


def last_round_pieces(sight: Sight, of: Round, organisation: Organisation) -> dict[str, int] | None:
    """Maximum pieces by clave that the organisation asked for in the round before; None where there was none."""
    earlier = earlier_round(of)
    if earlier is None:
        return None
    by_item = earlier_pieces(sight, earlier, [organisation.code])
    listed = RoundItem.objects.filter(round=of, item_id__in=by_item).values_list("item_id", "item__clave")
    return {clave: by_item[item] for item, clave in listed}


def earlier_seen(by: Store, of: Round, organisation: Organisation, who: str, token: str) -> Mapping[str, Cells] | None:
    """What the same person's last upload of the same download has shown him; None before the first."""
    if not token:
        return None
    before = RequestUpload.objects.filter(
        round=of, organisation=organisation, by__username=who, outcome__token=token, outcome__state=APPLIED
    )
    last = before.values_list("outcome", flat=True).first()
    return unpacked(by.get(last["kept"])).seen if last else None


def totals_now(lines: QuerySet[RequestLine]) -> Totals:
    """How many of the lines ask for something, and for how many pieces."""
    asked = lines.order_by().aggregate(codes=Count("pk", filter=Q(maximum_pieces__gt=0)), pieces=Sum("maximum_pieces"))
    return Totals(asked["codes"], asked["pieces"] or 0)


def upload_numbered(sight: Sight, of: Round, number: int) -> RequestUpload:
    """An upload of the viewer's own institution; refuses `not-found`."""
    found = uploads_visible_to(sight, of).select_related("organisation", "by").filter(pk=number).first()
    if found is None:
        raise Refused("not-found", "", {"what": "upload", "value": number})
    return found


def kept_of(upload: RequestUpload) -> Kept:
    """Problems and conflicts of an upload."""
    return unpacked(store().get(upload.outcome["kept"]))


def evidence_beside(sight: Sight, of: Round, organisation: Organisation) -> dict[str, dict[str, int]]:
    """Pieces by clave that speak for the need, as far as known and seen: consumption of the last twelve months known,
    stock at the end of the last, and the suggestion for the months of the round.
    """
    told = history(sight, of, [organisation.code])
    used = told.consumption[:, -MONTHS_TOLD:].sum(axis=1).tolist()
    held = told.stock[:, -1].tolist() if told.stock.shape[1] else [-1] * len(told.claves)
    claves = dict(RoundItem.objects.filter(round=of).values_list("item_id", "item__clave"))
    suggested = suggested_pieces(of, organisation)
    return {
        "consumption": dict(zip(told.claves, used, strict=True)),
        "stock": {clave: pieces for clave, pieces in zip(told.claves, held, strict=True) if pieces >= 0},
        "suggestion": {claves[item]: pieces for item, pieces in suggested.items() if item in claves},
    }
