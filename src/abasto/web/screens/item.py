"""A code's life on one page: from the catalogue to the last delivered piece, as far as the viewer may see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...base.refusal import Refused
from ...catalogue.queries import canonical_clave, descriptions_of, items_of
from ...needs.queries import rounds_asking
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ..life import asked, bought, brought
from ..life.band import Band

BANDS = (
    asked.catalogue, asked.need, bought.research, bought.call, bought.bids, bought.award, brought.contracts,
    brought.deliveries, brought.stock, bought.savings, asked.elsewhere, brought.events,
)  # fmt: skip


@require_safe
def item(request: HttpRequest, round_code: str, clave: str) -> HttpResponse:
    """The page of a code; another spelling leads to the canonical address, an ambiguous one to its candidates."""
    of = round_named(round_code)
    try:
        canonical = canonical_clave(clave)
    except Refused as refused:
        return _unclear(request, of, clave, refused)
    if canonical != clave:
        return redirect("web:item", of.code, canonical)
    listed = items_of(of).filter(item__clave=clave).first()
    if listed is None:
        return _elsewhere(request, of, clave)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    bands = [band(seen, of, clave) for band in BANDS]
    name, _dot, rest = listed.description.partition(".")
    told = {
        "crumbs": _crumbs(of, clave),
        "clave": clave,
        "name": name,
        "rest": rest.strip(),
        "unit": listed.unit,
        "bands": bands,
        "sentence": _sentence(bands),
        "next": _next(seen, of, clave, bands),
    }
    return render(request, "web/item.html", told)


def _crumbs(of: Round, clave: str) -> list[tuple[str, str]]:
    return [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Needs"), reverse("web:needs", args=[of.code])),
        (clave, ""),
    ]


def _sentence(bands: list[Band]) -> str:
    """The answer on top: what is asked, what was awarded, whether it is at risk; as far as those are seen."""
    told = {band.key: band.sentence for band in bands}
    return " ".join(told[key] for key in ("need", "award", "stock") if told[key])


def _next(seen: Sight, of: Round, clave: str, bands: list[Band]) -> tuple[str, str] | None:
    """The next thing to look at: the risk, else the award, where the viewer may see them."""
    states = {band.key: band.state for band in bands}
    if states["stock"] == "at-risk":
        return _("See who runs short, and why"), "#stock"
    if states["award"] == "not-awarded":
        return _("See why it was not awarded"), reverse("web:award", args=[of.code, clave])
    return None


def _unclear(request: HttpRequest, of: Round, clave: str, refused: Refused) -> HttpResponse:
    """Candidates of an ambiguous clave; a clave that cannot be read is refused."""
    candidates = refused.values.get("candidates")
    if not isinstance(candidates, list) or not candidates:
        raise refused
    told = descriptions_of(candidates)
    context = {"crumbs": _crumbs(of, clave), "clave": clave, "candidates": [(one, told[one]) for one in candidates]}
    return render(request, "web/item_candidates.html", context, status=300)


def _elsewhere(request: HttpRequest, of: Round, clave: str) -> HttpResponse:
    """A code that this round does not list, with the rounds that do."""
    context = {"crumbs": _crumbs(of, clave), "clave": clave, "others": list(rounds_asking(clave))}
    return render(request, "web/item_elsewhere.html", context, status=404)
