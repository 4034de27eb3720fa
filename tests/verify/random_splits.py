"""Random splits, as tight as rounding allows: branches of all kinds, any rows with any prices, earlier cuts among them.

Half of the numbers taken off are those that leave nothing over; the others are drawn, some of them beyond any sense.
"""

from contextlib import suppress
from random import Random
from typing import Any

from abasto_verify.cuts import cut_row
from abasto_verify.findings import Refused
from abasto_verify.rows import Rows
from abasto_verify.splits import BITS, Side, Splits


def add_splits(rows: Rows, cuts: list[Any], many: int, random: Random) -> None:
    """Add splits that are accepted to the cuts, and their rows to the rows, which know the cuts so far."""
    splits = Splits(rows)
    for _ in range(many):
        cut = _split(splits, len(cuts), random)
        with suppress(Refused):
            rows.add(f"cut:{len(cuts)}", cut_row(splits, len(cuts), cut))
            cuts.append(cut)


def _split(splits: Splits, place: int, random: Random) -> list[Any]:
    branch, no = _branch(splits.rows, random), _prices(splits.rows, random)
    prices = [no, random.choice((no, no[1:], _prices(splits.rows, random)))]
    sides = [splits._side(place, side) for side in prices]
    lots = list(splits.problem.lot_place)
    off = [
        [lot, *(_off(splits, side, lot, random) for side in sides)]
        for lot in random.sample(lots, random.randint(0, len(lots)))
    ]
    variables = [one for one in splits.rows.cost if one[0] != "soft" and list(one) != branch]
    tops = [
        [list(one), *(_top(side, one, random) for side in sides)]
        for one in random.sample(variables, random.randint(0, len(variables)))
    ]
    return ["split", branch, *prices, off, tops]


def _branch(rows: Rows, random: Random) -> list[Any]:
    variables = [list(variable) for variable in rows.cost if variable[0] in ("rebate", "winner")]
    bid = random.choice(rows.problem.bids)["id"]
    return list(random.choice([["bid", bid], ["part", bid, random.choice((100, 60, 50, 40, 30))], *variables]))


def _prices(rows: Rows, random: Random) -> list[list[Any]]:
    names = random.sample(sorted(rows.rows), random.randint(0, min(4, len(rows.rows))))
    return [[name, _price(random)] for name in sorted(names)]


def _price(random: Random) -> int:
    halves = random.choice((1, 2, 3)) << BITS - 1
    return random.choice((0, 1, 1 << BITS, halves, halves, random.getrandbits(38), random.getrandbits(44), 10**20 + 7))


def _off(splits: Splits, side: Side, lot: str, random: Random) -> int:
    held = splits._coefficients(side, splits.problem.lot_place[lot])
    least = min([0, *held] if random.random() < 0.7 else held, default=0) >> BITS
    return random.choice((0, least, least, least, least + random.randint(-2, 2), random.choice((10**9, -(10**30)))))


def _top(side: Side, variable: Any, random: Random) -> int:
    own = max(0, side.variables.get(variable, 0))
    return random.choice((0, own, own, own + 1, own // 2, random.getrandbits(45)))
