"""From a sample's need to the outcome of a cycle, in memory: the sample, its market, every award, its deliveries."""

import csv
import gzip
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np

from abasto.award.decide import decide_all
from abasto.award.facts import BidFacts, LotCase, LotDecision, LotFacts
from abasto.catalogue.category import category_of
from abasto.market.reference import ReferencePrices, reference_prices
from abasto.rehearsal.calibration import Outcome
from abasto.rehearsal.deliveries import DeliveryLines, deliver
from abasto.rehearsal.demand import Demand
from abasto.rehearsal.market import Market
from abasto.rehearsal.price_book import is_medicine
from abasto.supply.fill_rate import OrderLines, fill_rates
from abasto.tender.call import CallRules, parse_share_pattern

SAMPLES = Path(__file__).parents[2] / "samples"
MONTHS = 24
AS_OF_MONTH = 9
RULES = CallRules(
    share_patterns=("100", "60/40", "70/30", "50/30/20"),
    spread_percent=Decimal(10),
    not_acceptable_percent=Decimal(10),
    statistic="median",
    not_convenient_percent=Decimal(40),
    not_convenient_base="accepted_offers_preponderant",
    not_convenient_rejects=True,
    preponderant_range_percent=Decimal(10),
    tie_break=("msme", "draw"),
    minimum_share_percent=Decimal(20),
)


def demand_of(sample: str) -> Demand:
    """The need of a sample as published, buyers and claves in code point order."""
    rows = list(csv.DictReader(_needs(sample)))
    claves, buyers = sorted({row["clave"] for row in rows}), sorted({row["institution"] for row in rows})
    row_of = {clave: place for place, clave in enumerate(claves)}
    column_of = {buyer: place for place, buyer in enumerate(buyers)}
    pieces = np.zeros((2, len(claves), len(buyers)), dtype=np.int64)
    for row in rows:
        cell = row_of[row["clave"]], column_of[row["institution"]]
        pieces[0][cell], pieces[1][cell] = int(row["minimum_pieces"]), int(row["maximum_pieces"])
    categories = tuple(category_of(clave) for clave in claves)
    return Demand(tuple(claves), categories, tuple(claves), tuple(buyers), pieces[0], pieces[1], MONTHS)


def _needs(sample: str) -> Iterator[str]:
    plain = SAMPLES / sample / "needs.csv"
    if plain.exists():
        return iter(plain.read_text(encoding="utf-8").splitlines())
    return iter(gzip.decompress((SAMPLES / sample / "needs.csv.gz").read_bytes()).decode().splitlines())


def references_of(demand: Demand, market: Market) -> ReferencePrices:
    quotes = market.quotes
    return reference_prices(quotes.item_index, quotes.source_index, quotes.price_centavos, len(demand.claves), 2)


def awards_of(demand: Demand, market: Market) -> list[LotDecision]:
    """Every lot decided by the rules of the award, all buyers taken together."""
    decisions = []
    for verdict in decide_all(_cases(demand, market), RULES):
        assert isinstance(verdict, LotDecision), verdict
        decisions.append(verdict)
    return decisions


def _cases(demand: Demand, market: Market) -> Iterator[LotCase]:
    references, places = references_of(demand, market), market.bids.draw_place.tolist()
    bounds = np.searchsorted(market.bids.item_index, np.arange(len(demand.claves) + 1)).tolist()
    least, most = demand.minimum_pieces.sum(axis=1).tolist(), demand.asked_pieces.tolist()
    for item, clave in enumerate(demand.claves):
        numbers = range(bounds[item], bounds[item + 1])
        bids = tuple(_bid(market, number) for number in numbers)
        shares = parse_share_pattern(market.share_patterns[item])
        lot = LotFacts(clave, clave, shares, int(market.ceiling_centavos[item]), (most[item],), (least[item],))
        draw = {bid.bid_id: places[number] for bid, number in zip(bids, numbers, strict=True)}
        yield LotCase(lot, bids, references.of(item), draw)


def _bid(market: Market, number: int) -> BidFacts:
    bids, supplier = market.bids, int(market.bids.supplier_index[number])
    lacking = int(bids.documents_lacking[number])
    return BidFacts(
        bid_id=f"{bids.item_index[number]}/{market.suppliers.codes[supplier]}",
        supplier=market.suppliers.codes[supplier],
        price_centavos=int(bids.price_centavos[number]),
        capacity_pieces=int(bids.capacity_pieces[number]),
        documents_lacking=tuple(key for bit, key in enumerate(market.requirements) if lacking >> bit & 1),
        is_debarred=bool(market.suppliers.is_debarred[supplier]),
        supplier_size=market.suppliers.sizes[supplier],  # type: ignore[arg-type]
        country=bids.countries[number],
    )


def outcome_of(demand: Demand, market: Market, decisions: list[LotDecision], seed: int, is_2027: bool) -> Outcome:
    """What `calibration.check` needs, nine months into the round."""
    awarded = [decision for decision in decisions if decision.awarded_pieces]
    reasons = ["" if decision.awarded_pieces else decision.reason for decision in decisions]
    need = references_of(demand, market).median_centavos * demand.asked_pieces
    medicine = np.array([is_medicine(clave) for clave in demand.claves])
    winners = [(item, bid) for item, decision in enumerate(decisions) for bid in decision.winners]
    orders = OrderLines(*_delivered([f"{item}/{bid.supplier}" for item, bid in winners], winners, seed))
    rates = [rate for rate in fill_rates(orders, AS_OF_MONTH) if rate.due_pieces]
    return Outcome(
        codes_by_reason={reason: reasons.count(reason) for reason in sorted(set(reasons))},
        offers_per_code=np.bincount(market.bids.item_index, minlength=len(demand.claves)),
        winners_per_code=np.array([len(decision.winners) for decision in awarded], dtype=np.int64),
        bidders=len(set(market.bids.supplier_index.tolist())),
        winning_bidders=len({bid.supplier for _, bid in winners}),
        medicine_need_centavos=int(need[medicine].sum()),
        other_need_centavos=int(need[~medicine].sum()),
        awarded_centavos=sum(bid.awarded_pieces * bid.price_centavos for _, bid in winners),
        baseline_centavos=sum(bid.awarded_pieces * int(market.baseline_centavos[item]) for item, bid in winners),
        supplier_fill=np.array([rate.received_pieces / rate.due_pieces for rate in rates]),
        has_published_need=is_2027,
    )


def _delivered(keys: list[str], winners: list, seed: int) -> tuple:  # type: ignore[type-arg]
    pieces = np.array([bid.awarded_pieces for _, bid in winners], dtype=np.int64)
    ordered = pieces[:, None] // MONTHS + (np.arange(MONTHS) < pieces[:, None] % MONTHS)
    codes = tuple(bid.supplier for _, bid in winners)
    came = deliver(DeliveryLines(tuple(keys), codes, ordered), seed, AS_OF_MONTH)
    return codes, ordered, came.received_pieces, came.on_time_pieces
