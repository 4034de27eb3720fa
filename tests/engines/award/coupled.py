"""Small problems with so many rebates, and caps so tight, that the relaxation answers many questions in part."""

from dataclasses import replace
from typing import get_args

from instances.small import rebate_of, small
from numpy.random import PCG64, Generator

from abasto.engines.award.problem import Problem, Rebate, RebateKind, Rule

REBATES = 9


def coupled(seed: int, lots: int) -> Problem:
    problem, random = small(seed, lots, 4 if lots < 8 else 8), Generator(PCG64(seed))
    kinds = get_args(RebateKind)
    drawn = [rebate_of(random, problem, kinds[number % 3], f"more-{number}") for number in range(REBATES)]
    return replace(problem, rebates=problem.rebates + tuple(_worth_it(problem, rebate) for rebate in drawn))


def capped(seed: int, lots: int) -> Problem:
    """Suppliers with a rebate from which a cap on two of them, in percent of all, keeps each, or nearly."""
    problem = small(seed, lots)
    names = [supplier.id for supplier in problem.suppliers]
    money = 1000 * sum(lot.pieces for lot in problem.lots)
    caps = [
        Rule(f"cap-{name}", "money", "at-most", limit_percent=4, suppliers=(name, other))
        for name, other in zip(names[:6], names[6:12], strict=True)
    ]
    paid = [
        Rebate(f"paid-{name}", "lump", name, measure="money", threshold=money // 28, rebate_centavos=money // 100)
        for name in names[:6]
    ]
    return replace(problem, rules=tuple(caps), rebates=tuple(paid))


def many_out_of_reach(rebates: int) -> Problem:
    """A cap of one supplier keeps it from so many rebates."""
    problem = small(1, 40)
    name = problem.bids[0].suppliers[0]
    pieces = sum(lot.pieces for lot in problem.lots)
    paid = [
        Rebate(f"paid-{n}", "lump", name, measure="pieces", threshold=pieces, rebate_centavos=1) for n in range(rebates)
    ]
    cap = Rule("cap", "pieces", "at-most", limit=pieces // 2, suppliers=(name,))
    return replace(problem, rules=(cap,), rebates=tuple(paid))


def _worth_it(problem: Problem, rebate: Rebate) -> Rebate:
    """Worth some of what the lots cost, so that it decides who wins."""
    money = 1000 * sum(lot.pieces for lot in problem.lots)
    return rebate if rebate.kind == "percent" else replace(rebate, rebate_centavos=money // 12)
