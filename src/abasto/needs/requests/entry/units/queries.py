"""Reads of the units below a buyer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .....people.models import Organisation
from .....rounds.models import Round
from ...cells import Cells
from ...models import RequestLine
from ...queries import Asker, askers, states_by_organisation
from ...states import REJECTED, UNSEEN
from ..collecting import summed

LEFT_OUT = UNSEEN | {REJECTED}
"""Lines in these states are not collected: still being written, or refused."""


@dataclass(frozen=True)
class Unit:
    """A unit with how many of its lines are in each state; submitted: how many of them are collected."""

    organisation: Organisation
    states: Mapping[str, int]
    submitted: int
    drafts: int


def units_below(of: Round, buyer: Asker) -> list[Unit]:
    """The units whose figures the buyer collects, in the order of the tree."""
    found = [one.organisation for one in askers(of) if not one.is_buyer and one.buyer == buyer.organisation]
    states = states_by_organisation(of, [one.code for one in found])
    return [_unit(one, states.get(one.code, Counter())) for one in found]


def _unit(organisation: Organisation, states: Mapping[str, int]) -> Unit:
    submitted = sum(count for state, count in states.items() if state not in LEFT_OUT)
    return Unit(organisation, states, submitted, sum(states.values()) - submitted)


def submitted_sums(of: Round, units: Sequence[Unit]) -> dict[str, Cells]:
    """Cells by clave, added up over what the units submitted."""
    lines = RequestLine.objects.filter(round=of, organisation__in=[one.organisation for one in units])
    rows = lines.exclude(state__in=LEFT_OUT).order_by("organisation__code", "item__clave")
    told = rows.values_list("item__clave", "maximum_by_month", "minimum_pieces")
    return summed((clave, np.append(months, minimum)) for clave, months, minimum in told.iterator(chunk_size=5000))
