"""Names of buyers as published against the aliases that are known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from abasto.base.problem import Problem
from abasto.base.refusal import Refused

from .findings import finding
from .sheet import plain
from .table import BuyerColumn

NEAR_ENOUGH = 0.6
"""Share of letters two names must have in common to be proposed (difflib's ratio); CNEGSR and CNEGSSR have 0.92."""


def with_codes(
    buyers: Sequence[BuyerColumn],
    known_institutions: Mapping[str, str] | None,
    places: Sequence[tuple[str, int, str]],
) -> tuple[tuple[BuyerColumn, ...], list[Problem]]:
    """Buyers with the code that their name is an alias of; an unknown name is told with the nearest alias.

    places: sheet, row and column letters of each buyer's name. None: names are not checked. Refuses `buyer-twice` when
    two names are the same institution, whose pieces would stand in two columns.
    """
    if known_institutions is None:
        return tuple(buyers), []
    codes = {plain(alias): code for alias, code in known_institutions.items()}
    spelled = {plain(alias): alias for alias in known_institutions}
    named, problems = [], []
    name_of: dict[str, str] = {}
    for buyer, (sheet, row, column) in zip(buyers, places, strict=True):
        name = buyer.name_as_published
        code = codes.get(plain(name), "")
        named.append(replace(buyer, code=code))
        if code in name_of:
            values = {"sheet": sheet, "row": row, "column": column, "name": name, "other": name_of[code]}
            raise Refused("buyer-twice", "", values)
        if not code:
            near = get_close_matches(plain(name), sorted(codes), n=1, cutoff=NEAR_ENOUGH)
            found = f"{name} | {spelled[near[0]]}" if near else name
            problems.append(finding("unknown-institution", sheet, row, column, subject=name, found=found))
        else:
            name_of[code] = name
    return tuple(named), problems
