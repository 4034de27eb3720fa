"""Carries a new decision on named lots through contracts and savings; deliveries are read and never touched."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from ...award.actions.decide_anew import Cause
from ...award.actions.decide_anew import decide_anew as decide_awards_anew
from ...award.models import Award
from ...contracts.actions.renew_lines import renew_lines
from ...contracts.models import Contract
from ...law.reader import read_rule_set
from ...supply.models import LineDelivery
from ...tender.models import Lot, Procedure
from ..models import Saving
from .count_savings import count_savings


def decide_anew(procedure: Procedure, claves: Collection[str], cause: Cause, run_key: str, actor: str) -> list[Lot]:
    """Decide the lots of these codes again, with contracts and savings as they follow; returns the lots.

    Runs in the caller's transaction. Refuses what `award.actions.decide_anew` refuses.
    """
    had_savings = Saving.objects.filter(award__lot__procedure=procedure).exists()
    lots = decide_awards_anew(procedure, claves, cause, delivered_of(procedure, claves), run_key)
    if Contract.objects.filter(procedure=procedure).exists():
        law = read_rule_set(procedure.round.rule_set)
        guarantee = law.value("guarantee.performance_percent", procedure.published_on).decimal
        renew_lines(procedure, lots, guarantee, actor)
    if had_savings:
        count_savings(procedure, actor, claves)
    return lots


def delivered_of(procedure: Procedure, claves: Collection[str]) -> dict[str, NDArray[np.int64]]:
    """Pieces received on the awards of these codes, by award key: int64 by buyer, in the order of the lot."""
    awards = Award.objects.filter(lot__procedure=procedure, lot__item__clave__in=claves)
    buyers = dict(awards.values_list("key", "lot__buyers"))
    rows = LineDelivery.objects.filter(line__award__in=awards, received_pieces__gt=0)
    found: dict[str, NDArray[np.int64]] = {}
    for key, buyer, pieces in rows.values_list("line__award__key", "line__buyer__code", "received_pieces"):
        parts = found.setdefault(key, np.zeros(len(buyers[key]), dtype=np.int64))
        parts[buyers[key].index(buyer)] += pieces
    return found
