"""The numbers of the viewer's own organisation in a round: asked, won, contracted, at risk."""

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from ..award.queries import awards_visible_to
from ..contracts.queries import lines_visible_to
from ..needs.queries import visible_to as needs_visible_to
from ..openness.files.result import Tally
from ..page.figures import share
from ..page.totals import Totals
from ..page.why import Why
from ..people.visibility import Sight
from ..rounds.models import Round
from ..rounds.queries import opens_in
from ..supply.queries import fills
from ..tender.queries import bids_visible_to
from ..watch.models import StockLine
from .round_at_a_glance import Tile
from .sums import MEDIAN, priced, tally


def of_institution(sight: Sight, of: Round) -> list[Tile]:
    """What the institution (and all below it) asked, has under contract, and may run out of."""
    own = sight.viewer.own
    needs = priced(needs_visible_to(sight, of).filter(buyer__code__in=own), "item", of)
    lines = lines_visible_to(sight, of).filter(buyer__code__in=own)
    asked = _totals(tally(needs, "item", F("maximum_pieces"), MEDIAN), sight.sees_all("reference_price"))
    signed = _totals(tally(lines, "award__lot", F("maximum_pieces"), F("price_centavos")), True)
    tiles = [
        Tile("asked", _("You asked"), asked, None, _why("asked", of), reverse("web:needs", args=[of.code]), "plain"),
        Tile(
            "contract",
            _("Under contract for you"),
            signed,
            asked,
            _why("contract", of),
            reverse("web:contracts", args=[of.code]),
            "done",
        ),
    ]
    if sight.sees_own("stock_risk"):
        risky = StockLine.objects.filter(round=of, is_at_risk=True, buyer__code__in=own)
        short = _totals(
            tally(priced(risky, "item", of), "item", F("short_pieces"), MEDIAN), sight.sees_all("reference_price")
        )
        address = reverse("web:watch", args=[of.code])
        tiles.append(Tile("at-risk", _("You may run out of"), short, asked, _why("at-risk", of), address, "waiting"))
    return tiles


def of_supplier(sight: Sight, of: Round) -> list[Tile]:
    """What the supplier bid, won, and has under contract, with how much of what was due it delivered."""
    own = sight.viewer.own
    page = reverse("web:supplier", args=[of.code, sight.viewer.organisation_code])
    bids = bids_visible_to(sight, of).filter(supplier__code__in=own)
    won = awards_visible_to(sight, of).filter(bid__supplier__code__in=own)
    lines = lines_visible_to(sight, of).filter(contract__supplier__code__in=own)
    bid = _totals(tally(bids, "lot", F("capacity_pieces"), F("price_centavos")), True)
    got = _totals(tally(won, "lot", F("maximum_pieces"), F("price_centavos")), True)
    signed = _totals(tally(lines, "award__lot", F("maximum_pieces"), F("price_centavos")), True)
    fill = fills(sight, of).get(sight.viewer.organisation_code)
    told = (
        _("Delivered: %(share)s of what was due.") % {"share": share(fill.received_pieces, fill.due_pieces)}
        if fill
        else ""
    )
    tiles = [Tile("bid", _("You offered (capacity)"), bid, None, _why("bid", of), page, "plain")]
    if not sight.sees_all("award"):
        opens = opens_in(sight.viewer, of, "award")
        return [*tiles, Tile("won", _("You won"), None, None, None, "", "plain", opens=opens)]
    contracts = reverse("web:contracts", args=[of.code])
    return [
        *tiles,
        Tile("won", _("You won"), got, bid, _why("won", of), page, "done"),
        Tile("contract", _("Your contracts"), signed, got, _why("contract", of), contracts, "done", told),
    ]


def _totals(sums: Tally, sees_money: bool) -> Totals:
    return Totals(sums.codes, sums.pieces, sums.centavos if sees_money else None)


def _why(key: str, of: Round) -> Why:
    formula = {
        "asked": _("sum of the maxima of your need lines; money at the median of the market research, once it is open"),
        "contract": _("sum of the maxima of your contract lines, at their price"),
        "at-risk": _(
            "codes of which your projected stock ends before the next delivery; pieces missing; money at the median"
        ),
        "bid": _("lots with a bid of yours; the capacity you declared, at your price"),
        "won": _("your awards, at your own price"),
    }[key]
    origin = "synthetic" if of.is_synthetic and key != "asked" else "published"
    return Why(formula, source=of.source.split("\n")[0], origin=origin)
