"""One unmistakable figure per disclosure field, on rows that belong to one institution and one supplier.

`owner` says whose row it is: "institution" (issste), "supplier" (the first that bid), or "" (nobody's own).
"""

from dataclasses import dataclass

import numpy as np
from django.db.models import Count, QuerySet

from abasto.award.models import Award
from abasto.award.study.models import Scenario
from abasto.contracts.models import Contract, ContractLine
from abasto.integrity.models import Flag
from abasto.ledger.models import Event
from abasto.market.models import Quote, ReferencePrice
from abasto.needs.models import ConsolidatedNeed, NeedLine
from abasto.needs.requests.models import RequestLine
from abasto.people.models import Organisation
from abasto.problems.models import ListedProblem
from abasto.rounds.models import Round
from abasto.supply.models import LineDelivery, SupplierFill
from abasto.tender.models import Bid
from abasto.watch.models import StockLine

INSTITUTION = "issste"
SCENARIO = "as-called"
SUMMARY = (
    "codes", "awarded", "in_part", "winners", "pieces", "left_pieces", "left_centavos", "risk_centavos",
    "total_centavos", "small_permyriad", "first_permyriad", "five_permyriad", "hhi", "gap_ppm",
)  # fmt: skip


@dataclass(frozen=True)
class Canary:
    """A field of the disclosure table, the integer planted in it, and whose row it is."""

    field: str
    figure: int
    owner: str

    @property
    def spellings(self) -> tuple[str, ...]:
        """The figure as pages, files and the API may write it, as pieces or as centavos."""
        whole, cents = divmod(self.figure, 100)
        return (f"{self.figure:,}", str(self.figure), f"{whole:,}.{cents:02}", f"{whole}.{cents:02}")


@dataclass(frozen=True)
class Planted:
    """The canaries, and the keys of the rows that hold them, to fill addresses with.

    Of the planted lot: `supplier` won, `loser` and `rival` bid and did not, `bystander` did not bid.
    """

    canaries: tuple[Canary, ...]
    clave: str
    supplier: str
    contract: str
    loser: str
    rival: str
    bystander: str


def plant(of: Round) -> Planted:
    """Write a canary into one row per field; the caller's transaction takes them away again."""
    institution = Organisation.objects.get(code=INSTITUTION)
    need = NeedLine.objects.filter(round=of, buyer=institution).order_by("item__clave")
    lines = ContractLine.objects.filter(contract__round=of, contract__legal_entity=institution, buyer=institution)
    crowded = lines.annotate(bids=Count("award__lot__bids", distinct=True)).filter(bids__gte=3)
    line = crowded.filter(award__lot__bids__outcome__is_winner=False).order_by("award__key").first()
    assert line is not None
    contract, award = line.contract, line.award
    item = award.lot.item
    loser = award.lot.bids.filter(outcome__is_winner=False).order_by("key").first()
    assert loser is not None
    NeedLine.objects.filter(pk=need.filter(item=item).get().pk).update(maximum_pieces=92_345_671)
    ConsolidatedNeed.objects.filter(round=of, item=item).update(maximum_pieces=92_345_672)
    ReferencePrice.objects.filter(round=of, item=item).update(median_centavos=92_345_673, ceiling_centavos=92_345_674)
    Quote.objects.filter(source__round=of, item=item).update(price_centavos=92_345_675)
    Bid.objects.filter(pk=loser.pk).update(price_centavos=92_345_676, capacity_pieces=92_345_677)
    Award.objects.filter(pk=award.pk).update(price_centavos=92_345_678)
    Contract.objects.filter(pk=contract.pk).update(maximum_centavos=92_345_679)
    LineDelivery.objects.filter(line=line).update(received_pieces=92_345_681)
    SupplierFill.objects.filter(round=of, supplier=contract.supplier).update(received_pieces=92_345_682)
    StockLine.objects.filter(round=of, buyer=institution, item=item).update(stock_pieces=92_345_683, is_at_risk=True)
    Flag.objects.create(
        procedure=award.lot.procedure, code="single-bid", key="canary", lot=award.lot, figures={"bidders": 92_345_684}
    )
    ListedProblem.objects.create(
        key="canary", round_code=of.code, room="needs", kind="minimum-zero", severity="warning", found="92345685",
        role="planner", organisation=institution, at=of.clock, subject=item.clave,
    )  # fmt: skip
    Event.objects.create(
        kind="lots-decided", subject="canary", actor="buyer", round_code=of.code, at=of.clock,
        body='{"pieces":92345686}', leaf_hash="0" * 64, number=1_000_000,
    )  # fmt: skip
    figures = dict.fromkeys(SUMMARY, 0) | {"money_centavos": 92_345_687, "largest": []}
    Scenario.objects.create(
        round=of, code=SCENARIO, name="canary", made_by="buyer", state="done", cost_e4=1, bound_e4=1,
        terms={"unserved_percent": 200, "nondelivery_percent": 0, "effort": "usual", "has_frontier": False},
        summary=figures | {"lawful": figures, "changed_lots": 0, "easings": [], "derived_lots": 0},
    )  # fmt: skip
    RequestLine.objects.create(
        round=of, organisation=institution, item=item, maximum_pieces=92_345_688, state="submitted",
        maximum_by_month=np.zeros(of.months, dtype=np.int64), origin="synthetic",
    )  # fmt: skip
    return Planted(
        canaries=(
            Canary("need", 92_345_671, "institution"),
            Canary("consolidated_need", 92_345_672, ""),
            Canary("reference_price", 92_345_673, ""),
            Canary("ceiling", 92_345_674, ""),
            Canary("quote", 92_345_675, ""),
            Canary("losing_price", 92_345_676, "loser"),
            Canary("bid_capacity", 92_345_677, "loser"),
            Canary("award", 92_345_678, "supplier"),
            Canary("contract", 92_345_679, "parties"),
            Canary("delivery", 92_345_681, "parties"),
            Canary("fill_rate", 92_345_682, "supplier"),
            Canary("stock", 92_345_683, "institution"),
            Canary("flag", 92_345_684, ""),
            Canary("problem", 92_345_685, "institution"),
            Canary("event", 92_345_686, ""),
            Canary("study", 92_345_687, ""),
            Canary("request", 92_345_688, "institution"),
        ),
        clave=item.clave,
        supplier=contract.supplier.code,
        contract=contract.number,
        loser=loser.supplier.code,
        rival=_firm(Bid.objects.filter(lot=award.lot).exclude(supplier__in=(loser.supplier, contract.supplier))),
        bystander=_firm(Bid.objects.exclude(supplier__in=award.lot.bids.values("supplier"))),
    )


def _firm(bids: QuerySet[Bid]) -> str:
    return str(bids.order_by("key").values_list("supplier__code", flat=True)[0])
