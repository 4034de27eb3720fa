"""The bids: who bids on what, at which price, for how many pieces, with which papers, and the recorded draw."""

from dataclasses import dataclass

import numpy as np

from . import regime
from .demand import Demand
from .luck import Floats, Hashes, Integers, hashes_of, normals, uniforms
from .price_book import whole_centavos
from .suppliers import COUNTRIES, Suppliers

# The papers that the rule set asks for with the bid; bit k of `documents_lacking` is the k-th.
REQUIREMENTS = (
    "sanitary_registration",
    "holder_or_representative",
    "technical_sheet",
    "delivery_certificate",
    "integrity_declaration",
    "good_manufacturing",
)
REQUIREMENT_STEPS = (0.32, 0.46, 0.74, 0.88, 0.90)
HOME_PRODUCT = 0.8


@dataclass(frozen=True)
class Bids:
    """Bids in columns, each of shape (bids,), ordered by item, then supplier.

    price_centavos per piece; capacity_pieces for the whole round; countries: origin of the product (ISO 3166 alpha-2);
    documents_lacking: bit k set when the k-th of REQUIREMENTS is missing; draw_place: 1, 2, ... within the item, the
    recorded order of the (synthetic) public draw that breaks ties.
    """

    item_index: Integers
    supplier_index: Integers
    price_centavos: Integers
    capacity_pieces: Integers
    countries: tuple[str, ...]
    documents_lacking: Integers
    draw_place: Integers


def make_bids(demand: Demand, market_centavos: Integers, suppliers: Suppliers, seed: int) -> Bids:
    """Bids on each code by firms of its category; market_centavos of shape (claves,)."""
    firms = hashes_of(suppliers.codes)
    item_index, supplier_index = _who_bids(demand, firms, suppliers, seed)
    item, firm = demand.items[item_index], firms[supplier_index]
    return Bids(
        item_index=item_index,
        supplier_index=supplier_index,
        price_centavos=_prices(item, firm, market_centavos[item_index], suppliers.price_level[supplier_index], seed),
        capacity_pieces=_capacities(item, firm, demand.asked_pieces[item_index], seed),
        countries=_origins(item, firm, supplier_index, suppliers, seed),
        documents_lacking=_papers(item, firm, suppliers.lapse[supplier_index], seed),
        draw_place=_draw(item_index, uniforms(seed, "draw", item, firm)),
    )


def _who_bids(demand: Demand, firms: Hashes, suppliers: Suppliers, seed: int) -> tuple[Integers, Integers]:
    """Sampling without replacement by appetite (Efraimidis and Spirakis 2006), each pair with its own luck."""
    wanted = np.searchsorted(np.cumsum(regime.OFFERS_PER_CODE)[:-1], uniforms(seed, "offers", demand.items))
    codes_of, firms_of = np.array(demand.categories), np.array(suppliers.categories)
    pairs = []
    for category in sorted(set(demand.categories)):
        rows, columns = np.flatnonzero(codes_of == category), np.flatnonzero(firms_of == category)
        haste = -np.log(uniforms(seed, "interest", demand.items[rows, None], firms[None, columns]))
        first = np.argsort(haste / suppliers.appetite[columns], axis=1, kind="stable")[:, : len(regime.OFFERS_PER_CODE)]
        row, place = np.nonzero(np.arange(first.shape[1]) < wanted[rows, None])
        pairs.append(np.stack([rows[row], columns[first[row, place]]]))
    found = np.concatenate(pairs, axis=1) if pairs else np.zeros((2, 0), dtype=np.int64)
    order = np.lexsort((found[1], found[0]))
    return found[0][order].astype(np.int64), found[1][order].astype(np.int64)


def _prices(item: Hashes, firm: Hashes, market: Integers, level: Floats, seed: int) -> Integers:
    code = np.exp(regime.CODE_SPREAD * normals(seed, "code-level", item))
    own = np.exp(regime.BID_SPREAD * normals(seed, "bid", item, firm))
    low, high = regime.RECKLESS_LEVEL
    reckless = uniforms(seed, "reckless", item, firm) < regime.RECKLESS_BIDS
    drop = np.where(reckless, low + (high - low) * uniforms(seed, "drop", item, firm), 1.0)
    return whole_centavos(market * regime.OFFER_LEVEL * code * level * own * drop)


def _capacities(item: Hashes, firm: Hashes, maximum: Integers, seed: int) -> Integers:
    partial = uniforms(seed, "partial", item, firm) < regime.PARTIAL_CAPACITY
    low = np.where(partial, regime.PARTIAL_RANGE[0], regime.FULL_RANGE[0])
    high = np.where(partial, regime.PARTIAL_RANGE[1], regime.FULL_RANGE[1])
    per_thousand = np.rint(1000 * (low + (high - low) * uniforms(seed, "capacity", item, firm))).astype(np.int64)
    capacity: Integers = np.maximum(maximum * per_thousand // 1000, 1)
    return capacity


def _papers(item: Hashes, firm: Hashes, lapse: Floats, seed: int) -> Integers:
    unclear = uniforms(seed, "unclear-annex", item) < regime.UNCLEAR_ANNEX
    chance = np.where(unclear, regime.LAPSE_UNDER_UNCLEAR_ANNEX, lapse)
    lacks = uniforms(seed, "lapse", item, firm) < chance
    which = np.searchsorted(REQUIREMENT_STEPS, uniforms(seed, "paper", item, firm))
    return np.where(lacks, np.int64(1) << which, 0).astype(np.int64)


def _origins(item: Hashes, firm: Hashes, supplier_index: Integers, suppliers: Suppliers, seed: int) -> tuple[str, ...]:
    at_home = uniforms(seed, "origin", item, firm) < HOME_PRODUCT
    abroad = (uniforms(seed, "abroad", item, firm) * len(COUNTRIES)).astype(np.int64)
    homes = suppliers.countries
    chosen = zip(at_home.tolist(), supplier_index.tolist(), abroad.tolist(), strict=True)
    return tuple(homes[supplier] if stays else COUNTRIES[other] for stays, supplier, other in chosen)


def _draw(item_index: Integers, luck: Floats) -> Integers:
    """The place of each bid in its item's draw."""
    order = np.lexsort((luck, item_index))
    starts = np.searchsorted(item_index, item_index, side="left")
    place = np.empty(len(luck), dtype=np.int64)
    place[order] = np.arange(len(luck)) - starts + 1
    return place
