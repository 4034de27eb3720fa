"""How near the losing bids of a round were to winning, estimated for all at once."""

from collections import Counter
from statistics import median

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...page.chart import Chart, Source, bars
from ...page.figures import pieces, share
from ...page.screens.download import asked_for
from ...page.table import Column, Row, Table
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...rounds.screens.closed import closed
from ..losing.queries import RoundLosses, round_losses
from ..losses import BANDS, band_of
from ..reasons import BID_REASONS
from .losses import BAND_NAMES

NEAR = ("within-1", "within-5")


@require_safe
def near(request: HttpRequest, round_code: str) -> HttpResponse:
    """Losing bids by distance and reason; for readers to whom every price is open."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    told: dict[str, object] = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Awards"), reverse("web:awards", args=[of.code])),
            (_("How near bids were"), ""),
        ]
    }
    if shut := closed(seen, of, "losing_price"):
        return render(request, "award/near.html", {**told, "closed": shut}, status=403)
    losses = round_losses(seen, of)
    if losses is None or not losses.reason:
        return render(request, "award/near.html", told)
    bands = _bands(losses)
    columns, rows = _columns(), _rows(losses, bands)
    if file := asked_for(request, f"near-{of.code}", columns, rows, of.is_synthetic):
        return file
    told |= {
        "lost": len(bands),
        "near": sum(band in NEAR for band in bands),
        "helped": sum(band != "no-price" for band in bands),
        "picture": _picture(bands, of),
        "table": Table(_("Bids not won, by reason"), columns, rows),
    }
    return render(request, "award/near.html", told)


def _bands(losses: RoundLosses) -> list[str]:
    pairs = zip(losses.price_centavos.tolist(), losses.estimated_centavos.tolist(), strict=True)
    return [band_of(price, estimated) if estimated else "no-price" for price, estimated in pairs]


def _columns() -> tuple[Column, ...]:
    return (
        Column("reason", _("Reason"), "state", is_sortable=False),
        Column("bids", _("Bids"), "number", is_sortable=False),
        Column("near", _("At most 5 % away"), "number", unit=_("bids"), is_sortable=False),
        Column("none", _("No price helps"), "number", unit=_("bids"), is_sortable=False),
        Column("middle", _("Median distance"), "share", unit=_("of its price"), is_sortable=False),
    )


def _rows(losses: RoundLosses, bands: list[str]) -> list[Row]:
    rows: list[Row] = []
    far = (losses.estimated_centavos / losses.price_centavos - 1).tolist()
    for reason in BID_REASONS:
        those = [number for number, one in enumerate(losses.reason) if one == reason]
        if those:
            known = [far[number] for number in those if bands[number] != "no-price"]
            rows.append(
                {
                    "reason": reason,
                    "bids": len(those),
                    "near": sum(bands[number] in NEAR for number in those),
                    "none": len(those) - len(known),
                    "middle": median(known) if known else None,
                }
            )
    return rows


def _picture(bands: list[str], of: Round) -> Chart:
    counted = Counter(bands)
    near_ones = sum(counted[band] for band in NEAR)
    title = _("%(near)s of %(all)s bids (%(share)s) were at most 5 %% away from winning") % {
        "near": pieces(near_ones), "all": pieces(len(bands)), "share": share(near_ones, len(bands)),
    }  # fmt: skip
    source = Source(
        _("Estimate from the prices of each lot"), of.clock.date().isoformat(),
        "synthetic" if of.is_synthetic else "published",
    )  # fmt: skip
    rows = [(str(BAND_NAMES[band]), counted[band]) for band in BANDS if counted[band]]
    return bars("nearness", title, _("Distance of its price"), rows, series=(_("Bids"),), source=source)
