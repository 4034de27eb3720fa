"""Reads of what each supplier holds, by category."""

from ...people.models import Organisation
from ...people.visibility import Sight
from ...rounds.models import Round
from ...tender.queries import bids_visible_to
from ..concentration import Sold
from ..models import Award
from ..queries import awards_visible_to


def awarded(sight: Sight, of: Round) -> list[Sold]:
    """Every award at its own price, in the order of codes and suppliers."""
    fields = ("lot__item__category", "lot__item__clave", "bid__supplier__code", "maximum_pieces", "price_centavos")
    rows = awards_visible_to(sight, of).order_by().values_list(*fields)
    return sorted(
        Sold(category, clave, supplier, pieces, pieces * price)
        for category, clave, supplier, pieces, price in rows.iterator(chunk_size=5000)
    )


def may_see_offers(sight: Sight) -> bool:
    """Whether the reader may know who offered least: every price of the round."""
    return all(sight.sees_all(field) for field in ("bid_existence", "bid_price", "losing_price"))


def offered(sight: Sight, of: Round) -> list[Sold]:
    """Each lot whole with its lowest offer, before anyone was judged; empty where prices are closed."""
    if not may_see_offers(sight):
        return []
    fields = (
        "lot_id",
        "lot__item__category",
        "lot__item__clave",
        "supplier__code",
        "lot__maximum_pieces",
        "price_centavos",
    )
    rows = bids_visible_to(sight, of).order_by("lot_id", "price_centavos", "key").values_list(*fields)
    lowest: dict[int, Sold] = {}
    for lot, category, clave, supplier, pieces, price in rows.iterator(chunk_size=5000):
        lowest.setdefault(lot, Sold(category, clave, supplier, pieces, pieces * price))
    return sorted(lowest.values())


def earlier_rounds(of: Round) -> list[Round]:
    """Rounds that began before this one and have awards, the latest first."""
    with_awards = Award.objects.order_by().values("lot__procedure__round").distinct()
    return list(Round.objects.filter(starts__lt=of.starts, pk__in=with_awards).order_by("-starts", "code"))


def names_of(codes: list[str]) -> dict[str, str]:
    """Names of organisations by code."""
    return dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
