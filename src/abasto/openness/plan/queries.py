"""The consolidated need of a round as the facts of a planning release, for whoever may see the sums."""

from datetime import datetime, time
from typing import cast

from ...base.refusal import Refused
from ...needs.consolidated.models import NeedVersion
from ...needs.consolidated.states import LOCKED
from ...needs.consolidated.views.figures import Figures
from ...needs.consolidated.views.queries import figures_of
from ...people.visibility import Sight
from ...rounds.models import Round
from ..facts import DocumentFacts, ItemFacts, OrganisationFacts, Origin
from ..ocds.need_planning import NeededItem, NeedPlan
from ..queries import MEXICO, PUBLIC_ADDRESS, moment_text
from ..wording import PROCURING_ENTITY

PREFIX = "ocds-abasto"


def need_plan(sight: Sight, of: Round) -> NeedPlan:
    """The plan; refuses `not-allowed` while the sums are closed, and `nothing-accepted` where nothing is asked for."""
    if not sight.sees_all("consolidated_need"):
        raise Refused("not-allowed", "", {"field": "consolidated_need"})
    figures = figures_of(of)
    if not figures.maximum.any():
        raise Refused("nothing-accepted", "", {"round": of.code})
    version = NeedVersion.objects.filter(round=of, state=LOCKED).first()
    return NeedPlan(
        ocid=f"{PREFIX}-{of.code}", id=f"need-{version.number if version else 0}", title=of.name_es,
        date=moment_text(version.at if version else of.clock), rationale=of.source,
        entity=PROCURING_ENTITY, buyers=_buyers(figures), items=_items(of, figures),
        documents=_documents(of, version), starts=_day(of, 0), ends=_day(of, of.months), origin=_origin(of),
    )  # fmt: skip


def _origin(of: Round) -> Origin:
    return "synthetic" if of.is_synthetic and of.is_announced else "published"


def _buyers(figures: Figures) -> tuple[OrganisationFacts, ...]:
    asking = figures.maximum.sum(axis=0).tolist()
    return tuple(
        OrganisationFacts(buyer.code, buyer.name) for buyer, asks in zip(figures.buyers, asking, strict=True) if asks
    )


def _items(of: Round, figures: Figures) -> tuple[NeededItem, ...]:
    least, most = figures.minimum.sum(axis=1).tolist(), figures.maximum.sum(axis=1).tolist()
    origin = _origin(of)
    return tuple(
        NeededItem(ItemFacts(code.clave, code.description, code.unit, origin=origin), low, high)
        for code, low, high in zip(figures.codes, least, most, strict=True)
        if high
    )


def _documents(of: Round, version: NeedVersion | None) -> tuple[DocumentFacts, ...]:
    """The locked file, with its hash: what the signature is about."""
    if version is None:
        return ()
    name = f"Necesidad consolidada, versión {version.number}, SHA-256 {version.content_sha256}"
    url = f"{PUBLIC_ADDRESS}/rounds/{of.code}/consolidated/versions/{version.number}/"
    published = moment_text(cast(datetime, version.locked_at))
    return (DocumentFacts(f"need-{version.number}", "needsAssessment", name, url, published, "text/html"),)


def _day(of: Round, months: int) -> str:
    """Noon of the round's first day, or of the day after its last month."""
    month = of.starts.month - 1 + months
    day = of.starts.replace(year=of.starts.year + month // 12, month=month % 12 + 1, day=1)
    return datetime.combine(day, time(12, tzinfo=MEXICO)).isoformat()
