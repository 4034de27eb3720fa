"""Sums of a whole round, kept in memory until something happens in it: the full truth, before anyone's sight."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar, cast

from ..ledger.models import Event
from ..rounds.models import Round

Kind = TypeVar("Kind")
MOST_KEPT = 48
_kept: OrderedDict[tuple[object, ...], object] = OrderedDict()
_one_at_a_time = Lock()


def kept(of: Round, name: str, make: Callable[[Round], Kind], but_for: tuple[str, ...] = ()) -> Kind:
    """What `make` says of the round, made again after every event of it; the least used is forgotten.

    but_for: kinds of events that change nothing of it.
    The caller leaves out what its viewer may not see; `make` must not depend on who looks.
    """
    key = (name, of.pk, of.code, of.phase, of.clock, *_last_event(of, but_for))
    with _one_at_a_time:
        if key in _kept:
            _kept.move_to_end(key)
            return cast(Kind, _kept[key])
    made = make(of)
    with _one_at_a_time:
        _kept[key] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def _last_event(of: Round, but_for: tuple[str, ...]) -> tuple[int, str]:
    """Every action writes one, so it tells whether anything changed; its hash tells apart what was rolled back."""
    events = Event.objects.filter(round_code=of.code).exclude(kind__in=but_for).order_by("-pk")
    return events.values_list("pk", "leaf_hash").first() or (0, "")
