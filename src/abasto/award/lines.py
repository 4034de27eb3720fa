"""A decided lot as a row, the choice of rows a reader asks for, and what a set of them adds up to; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..page.totals import Totals
from .reasons import EVERY_LOT_REASON

STATES = ("awarded", "awarded-in-part", "not-awarded")


@dataclass(frozen=True)
class Winner:
    """Who won a part of a lot, at its own price (centavos per piece). is_ended: only what it delivered remains."""

    supplier_code: str
    supplier: str
    price_centavos: int
    pieces: int
    is_ended: bool = False


@dataclass(frozen=True)
class AwardLine:
    """A decided lot: state, the reason of what is left, winners by price; quantities in pieces.

    bids: None where the viewer may not know of bids; median_centavos: of the research, None where hidden or unknown.
    """

    clave: str
    description: str
    category: str
    share_pattern: str
    state: str
    reason: str
    needed_pieces: int
    awarded_pieces: int
    unawarded_pieces: int
    bids: int | None
    winners: tuple[Winner, ...]
    median_centavos: int | None

    @cached_property
    def money_centavos(self) -> int:
        """Awarded pieces at the winners' own prices."""
        return sum(winner.price_centavos * winner.pieces for winner in self.winners)

    @property
    def asked_centavos(self) -> int | None:
        """Needed pieces at the reference price."""
        return None if self.median_centavos is None else self.median_centavos * self.needed_pieces

    @property
    def unawarded_centavos(self) -> int | None:
        """Pieces left at the reference price."""
        return None if self.median_centavos is None else self.median_centavos * self.unawarded_pieces

    @property
    def under_reference_centavos(self) -> int | None:
        """Awarded pieces at the reference price, less what they cost."""
        if self.median_centavos is None:
            return None
        return self.median_centavos * self.awarded_pieces - self.money_centavos


@dataclass(frozen=True)
class AwardChoice:
    """Which lots: state, reason, category, a supplier that won, words of clave or description."""

    state: str = ""
    reason: str = ""
    category: str = ""
    supplier: str = ""
    words: str = ""


def chosen(lines: Iterable[AwardLine], choice: AwardChoice) -> list[AwardLine]:
    """The lines that meet every part of the choice; `supplier` is a code, or part of a name."""
    words, supplier = choice.words.casefold().split(), choice.supplier.casefold()
    return [
        line
        for line in lines
        if (not choice.state or line.state == choice.state)
        and (not choice.reason or line.reason == choice.reason)
        and (not choice.category or line.category == choice.category)
        and (not supplier or any(_is_named(winner, supplier) for winner in line.winners))
        and all(word in f"{line.clave} {line.description}".casefold() for word in words)
    ]


def _is_named(winner: Winner, words: str) -> bool:
    return winner.supplier_code == words or words in winner.supplier.casefold()


def together(lines: Iterable[AwardLine]) -> list[AwardLine]:
    """One line per code, in the order of their first procedure: need of the first, awards of all, reason of the last.

    What is left is counted once: the later procedures asked for what the earlier ones had left.
    """
    found: dict[str, AwardLine] = {}
    for line in lines:
        before = found.get(line.clave)
        found[line.clave] = line if before is None else _and_then(before, line)
    return list(found.values())


def _and_then(first: AwardLine, then: AwardLine) -> AwardLine:
    awarded_pieces = first.awarded_pieces + then.awarded_pieces
    left_pieces = first.needed_pieces - awarded_pieces
    state = "not-awarded" if not awarded_pieces else "awarded-in-part" if left_pieces else "awarded"
    return replace(
        first,
        state=state,
        reason=(then.reason or first.reason) if left_pieces else "",
        awarded_pieces=awarded_pieces,
        unawarded_pieces=left_pieces,
        bids=None if first.bids is None or then.bids is None else first.bids + then.bids,
        winners=tuple(sorted((*first.winners, *then.winners), key=lambda one: (one.price_centavos, one.supplier_code))),
    )


def asked(lines: Sequence[AwardLine]) -> Totals:
    """Everything asked, at the reference price."""
    return Totals(len(lines), sum(line.needed_pieces for line in lines), _added(line.asked_centavos for line in lines))


def awarded(lines: Sequence[AwardLine]) -> Totals:
    """What was awarded: codes with any award, their awarded pieces, at the winners' prices."""
    won = [line for line in lines if line.awarded_pieces]
    return Totals(len(won), sum(line.awarded_pieces for line in won), sum(line.money_centavos for line in won))


def left(lines: Sequence[AwardLine]) -> Totals:
    """What was not awarded: codes without any award, and all pieces left, at the reference price."""
    return Totals(
        sum(not line.awarded_pieces for line in lines),
        sum(line.unawarded_pieces for line in lines),
        _added(line.unawarded_centavos for line in lines),
    )


def by_reason(lines: Sequence[AwardLine]) -> list[tuple[str, Totals]]:
    """Codes with pieces left, by their reason, in the order of precedence; money at the reference price."""
    found = []
    for reason in EVERY_LOT_REASON:
        of_reason = [line for line in lines if line.reason == reason]
        if of_reason:
            pieces = sum(line.unawarded_pieces for line in of_reason)
            money = _added(line.unawarded_centavos for line in of_reason)
            found.append((reason, Totals(len(of_reason), pieces, money)))
    return found


def under_reference(lines: Sequence[AwardLine]) -> int | None:
    """What the awarded pieces cost less than at the reference price, in centavos; None where that is not to be seen."""
    return _added(line.under_reference_centavos for line in lines)


def _added(values: Iterable[int | None]) -> int | None:
    """The sum, or None as soon as one part is not to be seen: a sum of some of them would say what it is not."""
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total
