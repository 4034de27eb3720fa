"""Reads of what each supplier holds, by category."""

from django.db.models import Count, F, QuerySet, Sum

from ...people.models import Organisation
from ...people.visibility import Sight
from ...rounds.models import Round
from ...tender.models import Bid
from ...tender.queries import bids_visible_to
from ..concentration import Sold
from ..models import Award
from ..queries import awards_visible_to


def awarded(sight: Sight, of: Round) -> list[Sold]:
    """What each supplier was awarded in each category, at its own prices."""
    rows = (
        awards_visible_to(sight, of)
        .order_by()
        .values_list("lot__item__category", "bid__supplier__code")
        .annotate(
            codes=Count("lot", distinct=True),
            pieces=Sum("maximum_pieces"),
            money=Sum(F("maximum_pieces") * F("price_centavos")),
        )
    )
    return sorted(Sold(*row) for row in rows)


def may_see_offers(sight: Sight) -> bool:
    """Whether the reader may know who offered least: every price of the round."""
    return all(sight.sees_all(field) for field in ("bid_existence", "bid_price", "losing_price"))


def offered(sight: Sight, of: Round) -> list[Sold]:
    """Each lot whole with its lowest offer, before anyone was judged; empty where prices are closed."""
    if not may_see_offers(sight):
        return []
    found: dict[tuple[str, str], tuple[int, int, int]] = {}
    for category, supplier, pieces, price in _lowest(bids_visible_to(sight, of)):
        codes, count, money = found.get((category, supplier), (0, 0, 0))
        found[category, supplier] = (codes + 1, count + pieces, money + pieces * price)
    return sorted(Sold(category, supplier, *figures) for (category, supplier), figures in found.items())


def _lowest(bids: QuerySet[Bid]) -> list[tuple[str, str, int, int]]:
    """Per lot its lowest offer, the first by key where several ask the same."""
    fields = ("lot_id", "lot__item__category", "supplier__code", "lot__maximum_pieces", "price_centavos")
    rows = bids.order_by("lot_id", "price_centavos", "key").values_list(*fields)
    first: dict[int, tuple[str, str, int, int]] = {}
    for lot, *offer in rows.iterator(chunk_size=5000):
        first.setdefault(lot, tuple(offer))
    return list(first.values())


def earlier_rounds(of: Round) -> list[Round]:
    """Rounds that began before this one and have awards, the latest first."""
    with_awards = Award.objects.order_by().values("lot__procedure__round").distinct()
    return list(Round.objects.filter(starts__lt=of.starts, pk__in=with_awards).order_by("-starts", "code"))


def names_of(codes: list[str]) -> dict[str, str]:
    """Names of organisations by code."""
    return dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
