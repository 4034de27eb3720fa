"""Every decided lot of a round, filtered as the address asks, with what the filter adds up to."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...page.screens.download import asked_for
from ...page.shorten import with_short_text
from ...page.table import Column, Link, Row, make_table
from ...page.words import CATEGORIES, word
from ...people.roles import Role
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...rounds.screens.closed import closed
from ...tender.kinds import DECIDED
from ...tender.models import SIGNED
from ...tender.queries import procedure_of, visible_to
from ..lines import STATES, AwardChoice, AwardLine, asked, awarded, chosen, left
from ..queries import award_lines
from ..reasons import EVERY_LOT_REASON
from . import pictures, totals_why
from .act import acts_of_round

CHOICE = ("state", "reason", "category", "supplier", "q")


@require_safe
def awards(request: HttpRequest, round_code: str) -> HttpResponse:
    """The awards, or why they are closed."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    seen = sight(viewer, of)
    told: dict[str, object] = {"crumbs": [(of.code, reverse("web:round", args=[of.code])), (_("Awards"), "")]}
    if shut := closed(seen, of, "lot_decision"):
        return render(request, "award/awards.html", {**told, "closed": shut}, status=403)
    every = award_lines(seen, of)
    choice = AwardChoice(*(request.GET.get(name, "") for name in CHOICE))
    lines = chosen(every, choice)
    rows, columns = _rows(lines, of), _columns()
    if file := asked_for(request, f"awards-{of.code}", columns, rows, of.is_synthetic):
        return file
    told |= {
        "choice": choice,
        "state_options": [(state, word(state)) for state in STATES],
        "reason_options": [(reason, word(reason)) for reason in EVERY_LOT_REASON],
        "categories": list(CATEGORIES.items()),
        "table": with_short_text(make_table(_("Awards"), columns, rows, request.GET)),
        "asked": asked(lines), "awarded": awarded(lines), "left": left(lines),
        "all_codes": len(every), "all_awarded": awarded(every).codes,
        "is_filtered": len(lines) < len(every),
        "whys": totals_why.of_totals(lines, of),
        "steps": pictures.waterfall(lines) if lines else (),
        "picture": pictures.of_reasons(lines, of),
        "files": acts_of_round(seen, of),
    }  # fmt: skip
    if every and viewer.role is Role.BUYER:
        told["may_sign"] = procedure_of(seen, of).phase != SIGNED
        told["to_sign"] = list(visible_to(seen, of).filter(phase=DECIDED, follows__isnull=False))
    return render(request, "award/awards.html", told)


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave"),
        Column("description", _("Description"), wide=True),
        Column("state", _("State"), "state"),
        Column("reason", _("Reason"), "word"),
        Column("bids", _("Bids"), "number"),
        Column("price", _("Lowest awarded price"), "money", unit=_("MXN per piece")),
        Column("needed", _("Asked"), "pieces", unit=_("pieces")),
        Column("awarded", _("Awarded"), "pieces", unit=_("pieces")),
        Column("money", _("Awarded"), "money", unit="MXN"),
        Column("winners", _("Winners"), wide=True),
        Column("under", _("Below reference"), "money", unit="MXN"),
        Column("category", _("Category"), "word"),
    )


def _rows(lines: Sequence[AwardLine], of: Round) -> list[Row]:
    base = reverse("web:awards", args=[of.code])
    return [
        {
            "clave": Link(line.clave, f"{base}{line.clave}/"),
            "description": line.description,
            "category": line.category,
            "state": line.state,
            "reason": line.reason or None,
            "bids": line.bids,
            "winners": "; ".join(winner.supplier for winner in line.winners) or None,
            "price": line.winners[0].price_centavos if line.winners else None,
            "needed": line.needed_pieces,
            "awarded": line.awarded_pieces,
            "money": line.money_centavos if line.winners else None,
            "under": line.under_reference_centavos if line.winners else None,
        }
        for line in lines
    ]
