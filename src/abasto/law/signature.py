"""Whether an act may be signed with legal effect on the values it rests on."""

from collections.abc import Iterable

from ..base.refusal import Refused
from .values import LegalValue


def values_to_check(values: Iterable[LegalValue]) -> tuple[LegalValue, ...]:
    """The values that someone must still check against the official gazette, by key."""
    return tuple(sorted((value for value in values if not value.is_checked), key=lambda value: value.key))


def may_sign(values: Iterable[LegalValue], is_rehearsal: bool) -> None:
    """Refuses `value-to-check` when a legal act rests on a value that nobody checked; a rehearsal may."""
    doubtful = values_to_check(values)
    if doubtful and not is_rehearsal:
        keys = [value.key for value in doubtful]
        raise Refused("value-to-check", doubtful[0].citation, {"key": keys[0], "keys": keys})
