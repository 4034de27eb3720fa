"""Why a cell of the needs grid says what it says: the file, sheet and cell, the rule, and the months."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ...base.refusal import Refused
from ...page.figures import pieces
from ...page.why import Why
from ...people.visibility import Sight
from ...rounds.models import Round
from ..queries import NeedSeen, consolidation_of, needs_of_code


def why_of_cell(sight: Sight, of: Round, clave: str, buyer_code: str, href: str) -> Why:
    """The "why?" of one buyer's need for a code, or of the sum where `buyer_code` is ""; refuses `not-found`."""
    lines = needs_of_code(sight, of, clave, buyer_code)
    if not lines:
        raise Refused("not-found", "", {"what": "need", "value": f"{clave} {buyer_code}".strip()})
    if buyer_code:
        return why_of_line(lines[0], of, href)
    return why_of_sum(sight, of, clave, lines, href)


def why_of_line(line: NeedSeen, of: Round, href: str) -> Why:
    """One buyer's minimum and maximum, and where they stood."""
    formula = {
        "published": _("As published in the demand annex; the months are an equal split of the year's figure."),
        "derived": _("Derived by the rule below; the months are an equal split of the year's figure."),
        "synthetic": _("Invented to complete the sample; no institution asked for it."),
    }
    place = line.place or _("row of this code, column of this buyer")
    return Why(
        formula=formula[line.origin],
        inputs=(
            (_("Buyer"), line.buyer),
            (_("Minimum, pieces"), pieces(line.minimum_pieces)),
            (_("Maximum, pieces"), pieces(line.maximum_pieces)),
            (_("By month, pieces"), months_told(line.maximum_by_month.tolist())),
        ),
        source=f"{line.file_name} · {place} · {of.source}".strip(" ·"),
        article=line.rule,
        origin=line.origin,
        href=href,
    )


def why_of_sum(sight: Sight, of: Round, clave: str, lines: Sequence[NeedSeen], href: str) -> Why:
    """The sum of the buyers seen, the largest of them by name."""
    stored = consolidation_of(sight, of, clave)
    inputs = [
        (_("Buyers that ask for it"), pieces(len(lines))),
        (_("Minimum, pieces"), pieces(sum(line.minimum_pieces for line in lines))),
        (_("Maximum, pieces"), pieces(sum(line.maximum_pieces for line in lines))),
        *((line.buyer, pieces(line.maximum_pieces)) for line in lines[:5]),
    ]
    return Why(
        formula=_("Sum of what the buyers ask for."),
        inputs=tuple(inputs),
        source=", ".join(dict.fromkeys(line.file_name for line in lines)),
        run=_("Consolidation of needs") if stored else "",
        run_hash=stored.run_key if stored else "",
        origin=max((line.origin for line in lines), key=("published", "derived", "synthetic").index),
        href=href,
    )


def months_told(months: Sequence[int]) -> str:
    """A monthly series in words: "30 × 19, 29 × 5" where months repeat, else the figures one by one."""
    distinct = list(dict.fromkeys(months))
    if len(distinct) <= 2:
        return ", ".join(f"{pieces(value)} × {months.count(value)}" for value in distinct)
    return ", ".join(pieces(value) for value in months)
