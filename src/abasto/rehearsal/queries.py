"""What came out of a rehearsed round, as the calibration takes it."""

from collections import Counter

import numpy as np
from django.db.models import Count, F, QuerySet, Sum

from ..award.models import Award, LotDecision
from ..evaluation.models import Saving
from ..market.models import ReferencePrice
from ..needs.models import ConsolidatedNeed
from ..rounds.models import Round
from ..supply.models import SupplierFill
from ..tender.models import Bid, Lot
from .calibration import Outcome

MEDICINES = ("medicine", "vaccine")
ROUND_OF_THE_RECORD = "mx-2027-2028"


def outcome_of(of: Round) -> Outcome:
    """Counts, money and fill rates of the round: of its main tender, which is what the record tells of other rounds."""
    lots = Lot.objects.filter(procedure__round=of, procedure__follows=None)
    awards = Award.objects.filter(lot__procedure__round=of, lot__procedure__follows=None)
    winners = awards.values("lot").annotate(count=Count("pk"))
    fills = SupplierFill.objects.filter(round=of, due_pieces__gt=0).values_list("received_pieces", "due_pieces")
    bids = Bid.objects.filter(lot__procedure__round=of, lot__procedure__follows=None)
    needed = _need_centavos(of)
    return Outcome(
        codes_by_reason=_codes_by_reason(of),
        offers_per_code=np.array(lots.annotate(count=Count("bids")).values_list("count", flat=True), dtype=np.int64),
        winners_per_code=np.array([row["count"] for row in winners], dtype=np.int64),
        bidders=bids.values("supplier").distinct().count(),
        winning_bidders=bids.filter(outcome__is_winner=True).values("supplier").distinct().count(),
        medicine_need_centavos=needed[True],
        other_need_centavos=needed[False],
        awarded_centavos=_sum(awards, F("price_centavos")),
        baseline_centavos=_baseline(of),
        supplier_fill=np.array([received / due for received, due in fills], dtype=np.float64),
        has_published_need=of.code == ROUND_OF_THE_RECORD,
    )


def _codes_by_reason(of: Round) -> dict[str, int]:
    """Codes by the one reason for which nothing was awarded; "" for those awarded, in part too."""
    decisions = LotDecision.objects.filter(lot__procedure__round=of, lot__procedure__follows=None)
    decided = decisions.values_list("state", "reason")
    return dict(Counter(reason if state == "not-awarded" else "" for state, reason in decided))


def _need_centavos(of: Round) -> dict[bool, int]:
    """Need at the reference price, of medicines and of the rest."""
    prices = dict(ReferencePrice.objects.filter(round=of).values_list("item", "median_centavos"))
    sums = {True: 0, False: 0}
    needs = ConsolidatedNeed.objects.filter(round=of).values_list("item", "item__category", "maximum_pieces")
    for item, category, pieces in needs:
        sums[category in MEDICINES] += pieces * prices.get(item, 0)
    return sums


def _sum(awards: QuerySet[Award], price: F) -> int:
    return int(awards.aggregate(sum=Sum(price * F("maximum_pieces"), default=0))["sum"])


def _baseline(of: Round) -> int:
    savings = Saving.objects.filter(award__lot__procedure__round=of, award__lot__procedure__follows=None)
    return int(savings.aggregate(sum=Sum(F("baseline_centavos") * F("award__maximum_pieces"), default=0))["sum"])
