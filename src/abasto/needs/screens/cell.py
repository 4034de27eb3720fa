"""Why a cell of the needs grid says what it says: the file, sheet and cell, the rule, and the months."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ...base.refusal import Refused
from ...page.figures import money, pieces
from ...page.why import Why
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import sight as sight_of
from ..queries import ORIGINS, NeedSeen, buyers_seen, consolidation_of, earlier_round, needs_of_code
from .need_grid import BUYER, INSTITUTION

REQUESTS = "requests"
"""The layout of need lines that came of a locked version (`needs.consolidated`)."""


def why_of_cell(sight: Sight, of: Round, clave: str, column: str, median_centavos: int | None, href: str) -> Why:
    """The "why?" of a column's figure for a code; refuses `not-found` where the viewer may see no such figure.

    median_centavos: reference price of the code, None where money may not be shown.
    """
    if column.startswith(BUYER):
        return _why_of_buyer(sight, of, clave, column.removeprefix(BUYER), href)
    lines = needs_of_code(sight, of, clave)
    if column.startswith(INSTITUTION):
        top = column.removeprefix(INSTITUTION)
        inside = {buyer.code for buyer in buyers_seen(sight, of) if buyer.top_code == top}
        lines = [line for line in lines if line.buyer_code in inside]
    before = _lines_before(sight, of, clave) if column in {"last", "change"} else []
    shown = before if column == "last" else lines
    if not shown or (column == "value" and median_centavos is None):
        raise _not_found(clave, column)
    if column == "change":
        return _why_of_change(lines, before, href)
    if column == "value" and median_centavos is not None:
        return _why_of_value(lines, median_centavos, href)
    return why_of_sum(sight, of, clave, shown, href)


def _not_found(clave: str, column: str) -> Refused:
    return Refused("not-found", "", {"what": "need", "value": f"{clave} {column}".strip()})


def _why_of_buyer(sight: Sight, of: Round, clave: str, buyer_code: str, href: str) -> Why:
    """A buyer's own line; that it asks for nothing is an answer too, if the viewer may see the buyer's needs."""
    for line in needs_of_code(sight, of, clave, buyer_code):
        return why_of_line(line, of, href)
    names = {buyer.code: buyer.name for buyer in buyers_seen(sight, of)}
    if buyer_code not in names:
        raise _not_found(clave, buyer_code)
    return Why(
        _("%(buyer)s asks for no piece of this code.") % {"buyer": names[buyer_code]}, source=_annex(of), href=href
    )


def _lines_before(sight: Sight, of: Round, clave: str) -> list[NeedSeen]:
    """The lines of the last round, of whoever is summed in this one."""
    earlier = earlier_round(of)
    if earlier is None:
        return []
    found = needs_of_code(sight_of(sight.viewer, earlier), earlier, clave)
    own = None if sight.sees_all("need") else {buyer.code for buyer in buyers_seen(sight, of)}
    return [line for line in found if own is None or line.buyer_code in own]


def why_of_line(line: NeedSeen, of: Round, href: str) -> Why:
    """One buyer's minimum and maximum, and where they stood."""
    if line.layout == REQUESTS:
        return _why_of_request(line, href)
    formula = {
        "published": _("As published in the demand annex; the months are an equal split of the round's figure."),
        "derived": _("Derived by the rule below; the months are an equal split of the round's figure."),
        "synthetic": _("Invented to complete the sample; no institution asked for it."),
    }
    place = line.place or _("row of this code, column of this buyer")
    return Why(
        formula=formula[line.origin],
        inputs=(
            (_("Buyer"), line.buyer or line.buyer_code),
            (_("Minimum, pieces"), pieces(line.minimum_pieces)),
            (_("Maximum, pieces"), pieces(line.maximum_pieces)),
            (_("By month, pieces"), months_told(line.maximum_by_month.tolist())),
        ),
        source=f"{line.file_name} · {place} · {_annex(of)}".strip(" ·"),
        article=line.rule,
        origin=line.origin,
        href=href,
    )


def _why_of_request(line: NeedSeen, href: str) -> Why:
    """A line of the locked need: as the institution stated it, or with another code's pieces merged into it."""
    stated = _("As the institution stated it, month by month, and the coordinator accepted it.")
    merged = _("As the institution stated it, with the pieces of a code that was merged into this one.")
    return Why(
        formula=merged if line.rule else stated,
        inputs=(
            (_("Buyer"), line.buyer or line.buyer_code),
            (_("Minimum, pieces"), pieces(line.minimum_pieces)),
            (_("Maximum, pieces"), pieces(line.maximum_pieces)),
            (_("By month, pieces"), months_told(line.maximum_by_month.tolist())),
        ),
        source=f"{line.file_name} · {line.place}",
        origin=line.origin,
        href=href,
    )


def why_of_sum(sight: Sight, of: Round, clave: str, lines: Sequence[NeedSeen], href: str) -> Why:
    """The sum of the buyers seen, the largest of them by name."""
    stored = consolidation_of(sight, of, clave)
    is_all = stored is not None and stored.maximum_pieces == _maximum(lines)
    inputs = [
        (_("Buyers that ask for it"), pieces(len(lines))),
        (_("Minimum, pieces"), pieces(sum(line.minimum_pieces for line in lines))),
        (_("Maximum, pieces"), pieces(_maximum(lines))),
        *((line.buyer or line.buyer_code, pieces(line.maximum_pieces)) for line in lines[:5]),
    ]
    return Why(
        formula=_("Sum of what the buyers ask for; the largest are named."),
        inputs=tuple(inputs),
        source=", ".join(dict.fromkeys(line.file_name for line in lines)),
        run=_("Consolidation of needs") if is_all else "",
        run_hash=stored.run_key if stored is not None and is_all else "",
        origin=max((line.origin for line in lines), key=ORIGINS.index),
        href=href,
    )


def _why_of_change(lines: Sequence[NeedSeen], before: Sequence[NeedSeen], href: str) -> Why:
    if not before:
        return Why(_("The last round did not ask for this code."), href=href)
    now, then = _maximum(lines), _maximum(before)
    inputs = ((_("this round"), pieces(now)), (_("last round"), pieces(then)))
    files = ", ".join(dict.fromkeys(line.file_name for line in (*lines, *before)))
    return Why(
        _("maximum of this round − maximum of the last round"), inputs, source=files, origin="derived", href=href
    )


def _why_of_value(lines: Sequence[NeedSeen], median_centavos: int, href: str) -> Why:
    inputs = (
        (_("maximum, pieces"), pieces(_maximum(lines))),
        (_("minimum, pieces"), pieces(sum(line.minimum_pieces for line in lines))),
        (_("median of the research, MXN per piece"), money(median_centavos)),
    )
    return Why(
        _("pieces shown × median of the market research"), inputs, source=_("market research of the round"), href=href
    )


def _annex(of: Round) -> str:
    """The first source of the round: the demand annex; the others are of places and names."""
    return of.source.partition("\n")[0]


def _maximum(lines: Sequence[NeedSeen]) -> int:
    return sum(line.maximum_pieces for line in lines)


def months_told(months: Sequence[int]) -> str:
    """A monthly series in words: "30 × 19, 29 × 5" where months repeat, else the figures one by one."""
    distinct = list(dict.fromkeys(months))
    if len(distinct) <= 2:
        return ", ".join(f"{pieces(value)} × {months.count(value)}" for value in distinct)
    return ", ".join(pieces(value) for value in months)
