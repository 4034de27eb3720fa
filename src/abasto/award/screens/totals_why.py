"""What stands behind the totals of the award."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ...page.figures import money, pieces
from ...page.why import Why
from ...rounds.models import Round
from ..lines import AwardLine, asked, awarded, left, under_reference


def of_totals(lines: Sequence[AwardLine], of: Round) -> dict[str, Why]:
    """Formula and inputs of asked, awarded and left, over the lines shown."""
    origin = "synthetic" if of.is_synthetic else "published"
    total, won, rest, under = asked(lines), awarded(lines), left(lines), under_reference(lines)
    counted = (
        (_("lots shown"), pieces(total.codes)),
        (_("of them with an award"), pieces(won.codes)),
        (_("awards"), pieces(sum(len(line.winners) for line in lines))),
    )
    below = () if under is None else ((_("awarded pieces, below their reference price by"), f"{money(under)} MXN"),)
    article = _("the published criterion of the call")
    source = _("decisions of the award run")
    return {
        "asked": Why(_("sum over the lots of: maximum of all buyers; money: × median of the research"), counted[:1],
                     _("needs of the buyers, market research"), origin=origin),
        "awarded": Why(_("sum over the awards of: pieces awarded × the winner's own price"), (*counted, *below),
                       source, article, origin=origin),
        "left": Why(_("codes without any award; pieces asked − pieces awarded; money: × median of the research"),
                    ((_("pieces left in codes awarded in part"), pieces(_left_in_part(lines))),
                     (_("pieces left in all"), pieces(rest.pieces))), source, article, origin=origin),
    }  # fmt: skip


def _left_in_part(lines: Sequence[AwardLine]) -> int:
    return sum(line.unawarded_pieces for line in lines if line.awarded_pieces)
