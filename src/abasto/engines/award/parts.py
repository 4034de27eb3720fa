"""Every legal part of a problem, as arrays: a bid with a share, its price, what it costs and how much it moves.

The words and formulas are those of `docs/award-problem.md`, "What is legal".
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from abasto.base.refusal import Refused
from abasto.engines.award.problem import Bid, Lot, Problem

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

UNLIMITED = 1 << 50
LARGEST_COST = 1 << 60


@dataclass(frozen=True)
class Lots:
    """One row a lot, in the problem's order. needs_origins: whether two origins must win."""

    pieces: Ints
    by_institution: Ints
    by_period: Ints
    unserved_e4: Ints
    spread: Ints
    follows_price: Flags
    needs_origins: Flags
    only_source: Ints


@dataclass(frozen=True)
class Parts:
    """One row a legal part, by bid and falling share. lot, bid, origin, members: indices; -1 fills members up.

    lot_start: the parts of lot i are lot_start[i] to lot_start[i + 1], once sorted by `order_by_lot`.
    cost_e4: what the part adds to the objective. money_unit: share * price, to be multiplied by pieces.
    """

    bid: Ints
    lot: Ints
    share: Ints
    price: Ints
    evaluated: Ints
    cost_e4: Ints
    origin: Ints
    members: Ints


def lots_and_parts(problem: Problem) -> tuple[Lots, Parts]:
    """The legal parts of every bid, sorted by lot, bid and falling share; Refused where a number is beyond int64."""
    place = {lot.id: i for i, lot in enumerate(problem.lots)}
    lot_of_bid = np.array([place[bid.lot] for bid in problem.bids], np.int64)
    parts = _in_order(_legal(problem, lot_of_bid, _all_parts(problem, lot_of_bid)))
    return _lots(problem, parts), parts


def _all_parts(problem: Problem, lot_of_bid: Ints) -> tuple[Ints, Ints]:
    """(bid, share) for every bid and every different share of its lot's patterns, the largest first."""
    shares = [sorted({s for p in lot.share_patterns_percent for s in p if s > 0}, reverse=True) for lot in problem.lots]
    counts = np.array([len(row) for row in shares], np.int64)
    starts = np.concatenate(([0], np.cumsum(counts)))
    flat = np.array([s for row in shares for s in row], np.int64)
    of_bid = counts[lot_of_bid]
    bid = np.repeat(np.arange(len(problem.bids)), of_bid)
    step = np.arange(bid.size) - np.repeat(np.cumsum(of_bid) - of_bid, of_bid)
    return bid, flat[starts[lot_of_bid[bid]] + step] if bid.size else flat[:0]


def _legal(problem: Problem, lot_of_bid: Ints, every: tuple[Ints, Ints]) -> Parts:
    bid, share = every
    lot = lot_of_bid[bid]
    price = _price_at(problem.bids, bid, share)
    least_share = np.array([row.minimum_share_percent for row in problem.lots], np.int64)
    ceiling = np.array([_capped(row.ceiling_centavos) for row in problem.lots], np.int64)
    pieces = _pieces(problem.lots)
    least = np.array([_capped(row.minimum_pieces) for row in problem.bids], np.int64)
    keep = (price > 0) & (price <= ceiling[lot]) & (share >= least_share[lot])
    keep &= share * pieces[lot] >= 100 * least[bid]
    keep &= _within_capacity(problem, bid, share, lot)
    bid, share, lot, price = bid[keep], share[keep], lot[keep], price[keep]
    _refuse_beyond(price, pieces[lot], problem.lots, lot)
    evaluated = price + price * _preference(problem, lot_of_bid)[bid] // 10_000
    objective = evaluated + _nondelivery(problem, lot_of_bid)[bid]
    _refuse_beyond(objective, pieces[lot], problem.lots, lot)
    return Parts(
        bid=bid,
        lot=lot,
        share=share,
        price=price,
        evaluated=evaluated,
        cost_e4=100 * share * pieces[lot] * objective,
        origin=_origins(problem)[bid],
        members=_members(problem)[bid],
    )


def _in_order(parts: Parts) -> Parts:
    order = np.argsort(parts.lot, kind="stable")
    return Parts(**{name: value[order] for name, value in vars(parts).items()})


def _price_at(bids: tuple[Bid, ...], bid: Ints, share: Ints) -> Ints:
    tiers = max((len(row.prices) for row in bids), default=0)
    price = np.zeros(bid.size, np.int64)
    for tier in range(tiers):
        start = np.array([row.prices[tier][0] if tier < len(row.prices) else 1000 for row in bids], np.int64)
        cost = np.array([_capped(row.prices[tier][1]) if tier < len(row.prices) else 0 for row in bids], np.int64)
        price = np.where(share >= start[bid], cost[bid], price)
    return price


def _within_capacity(problem: Problem, bid: Ints, share: Ints, lot: Ints) -> Flags:
    no_limit = (UNLIMITED,) * len(problem.periods)
    table = np.array(
        [no_limit if row.capacity_by_period_pieces is None else row.capacity_by_period_pieces for row in problem.bids],
        dtype=object,
    ).reshape(len(problem.bids), len(problem.periods))
    capacity = np.minimum(table, UNLIMITED).astype(np.int64)
    by_period = np.array([row.pieces_by_period for row in problem.lots], np.int64)
    fits: Flags = np.all(share[:, None] * by_period[lot] <= 100 * capacity[bid], axis=1)
    return fits


def _lots(problem: Problem, parts: Parts) -> Lots:
    rows = problem.lots
    leader = parts.members[:, 0] if parts.members.size else parts.lot
    one, origins = _only(parts.lot, leader, len(rows)), _only(parts.lot, parts.origin, len(rows))
    asks = np.array([row.needs_second_origin for row in rows], bool)
    return Lots(
        pieces=_pieces(rows),
        by_institution=np.array([row.pieces_by_institution for row in rows], np.int64),
        by_period=np.array([row.pieces_by_period for row in rows], np.int64),
        unserved_e4=np.array([100 * row.pieces * row.unserved_centavos for row in rows], np.int64),
        spread=np.array([row.spread_permyriad for row in rows], np.int64),
        follows_price=np.array([row.shares_follow_price for row in rows], bool),
        needs_origins=asks & (origins == -2),
        only_source=one,
    )


def _only(lot: Ints, value: Ints, lots: int) -> Ints:
    """The one value seen in each lot; -1 where there is none, -2 where there are two or more."""
    least, most = np.full(lots, np.iinfo(np.int64).max), np.full(lots, -1, np.int64)
    np.minimum.at(least, lot, value)
    np.maximum.at(most, lot, value)
    return np.where(most < 0, -1, np.where(least == most, most, -2)).astype(np.int64)


def _preference(problem: Problem, lot_of_bid: Ints) -> Ints:
    lots = problem.lots
    return np.array(
        [
            lots[i].preference_permyriad
            if lots[i].preferred_origins and bid.origin not in lots[i].preferred_origins
            else 0
            for bid, i in zip(problem.bids, lot_of_bid.tolist(), strict=True)
        ],
        np.int64,
    )


def _nondelivery(problem: Problem, lot_of_bid: Ints) -> Ints:
    weight, lots = problem.nondelivery_weight_permyriad, problem.lots
    return np.array(
        [
            weight * bid.nondelivery_ppm * lots[i].unserved_centavos // 10**10
            for bid, i in zip(problem.bids, lot_of_bid.tolist(), strict=True)
        ],
        np.int64,
    )


def _origins(problem: Problem) -> Ints:
    codes = {origin: i for i, origin in enumerate(sorted({bid.origin for bid in problem.bids}))}
    return np.array([codes[bid.origin] for bid in problem.bids], np.int64)


def _members(problem: Problem) -> Ints:
    place = {row.id: i for i, row in enumerate(problem.suppliers)}
    most = max((len(bid.suppliers) for bid in problem.bids), default=1)
    rows = [[place[name] for name in bid.suppliers] + [-1] * (most - len(bid.suppliers)) for bid in problem.bids]
    return np.array(rows, np.int64).reshape(len(problem.bids), most)


def _pieces(lots: tuple[Lot, ...]) -> Ints:
    return np.array([lot.pieces for lot in lots], np.int64)


def _capped(value: int | None) -> int:
    return UNLIMITED if value is None else min(value, UNLIMITED)


def _refuse_beyond(price: Ints, pieces: Ints, lots: tuple[Lot, ...], lot: Ints) -> None:
    """A lot's money must stay far inside 64 bits, or sums over lots would not be exact."""
    beyond = np.flatnonzero(1e4 * price.astype(float) * np.maximum(pieces, 100) > LARGEST_COST)
    if beyond.size:
        raise Refused("award-number-too-large", "", {"lot": lots[int(lot[beyond[0]])].id})
