"""What the code is, who asks for it, and in which other rounds it was asked for."""

from datetime import date

import numpy as np
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...award.queries import awards_visible_to
from ...catalogue.models import RoundItem
from ...catalogue.queries import item_of
from ...needs.queries import NeedSeen, needs_of_code, rounds_asking
from ...needs.screens.cell import why_of_line, why_of_sum
from ...page.chart import Chart, Source, lines
from ...page.figures import pieces, share
from ...page.table import Column, Link, Row, Table
from ...page.why import Why
from ...page.words import word
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import sight
from ...rounds.screens.closed import closed
from .band import Band, Figure


def catalogue(seen: Sight, of: Round, clave: str) -> Band:
    """The description as published and what was read from it; public."""
    listed = item_of(of, clave)
    item = listed.item
    read = [
        (_("Generic name"), item.generic_name),
        (_("Dosage form"), item.dosage_form),
        (_("Strength"), item.strength),
        (_("Presentation"), item.presentation),
        (_("Container"), item.container),
        (_("Pieces in the package"), "" if item.pack_size is None else pieces(item.pack_size)),
    ]
    unread = _("not read from the description")
    return Band(
        key="catalogue",
        title=_("Catalogue"),
        icon="journal-text",
        state="done",
        sentence=listed.description,
        facts=(
            (_("Category"), str(word(item.category))),
            (_("Unit"), listed.unit or _("unit not published")),
            (_("Number in the annex"), listed.lot_number or _("not published")),
            (_("CUCoP"), listed.cucop or _("not published")),
            *((label, value or unread) for label, value in read),
        ),
        why=_why_read(listed, of),
    )


def _why_read(listed: RoundItem, of: Round) -> Why:
    return Why(
        formula=_("The description is as published; form, strength and presentation were read from it by fixed rules."),
        source=of.source,
        article="Compendio Nacional de Insumos para la Salud",
        origin=listed.origin,
    )


def need(seen: Sight, of: Round, clave: str) -> Band:
    """The need by buyer and by month."""
    found = needs_of_code(seen, of, clave)
    shut = closed(seen, of, "need")
    title, icon = _("Need"), "clipboard-data"
    if not found:
        none = "" if shut else _("Nobody asks for this code in this round.")
        return Band("need", title, icon, "next", none, shut)
    here = reverse("web:needs", args=[of.code])
    least, most = (sum(getattr(line, f"{end}_pieces") for line in found) for end in ("minimum", "maximum"))
    why = why_of_sum(seen, of, clave, found, here)
    part = _("%(share)s of the maximum") % {"share": share(least, most)}
    told = ngettext(
        "%(count)s buyer asks for at most %(pieces)s pieces.",
        "%(count)s buyers ask for at most %(pieces)s pieces.",
        len(found),
    )
    if shut:
        told = ngettext(
            "Your institution asks for at most %(pieces)s pieces in %(count)s column.",
            "Your institution asks for at most %(pieces)s pieces in %(count)s columns.",
            len(found),
        )
    return Band(
        key="need",
        title=title,
        icon=icon,
        state="done",
        sentence=told % {"count": pieces(len(found)), "pieces": pieces(most)},
        closed=shut,
        figures=(
            Figure(_("Maximum"), pieces(most), _("pieces"), why),
            Figure(_("Minimum"), pieces(least), _("pieces"), why, part),
            Figure(_("Buyers"), pieces(len(found))),
        ),
        tables=(_by_buyer(seen, found, of, most),),
        charts=(_by_month(found, of),),
        more=(_("In the needs grid"), f"{here}?q={clave}"),
    )  # fmt: skip


def _by_buyer(seen: Sight, found: list[NeedSeen], of: Round, most: int) -> Table:
    columns = (
        Column("buyer", _("Buyer"), is_sortable=False),
        Column("least", _("Minimum"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("most", _("Maximum"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("part", _("Of the need"), "share", is_sortable=False),
        Column("origin", _("Origin"), "origin", is_sortable=False),
        Column("why", _("Source"), "why", is_sortable=False),
    )
    rows: list[Row] = [
        {"buyer": _with_evidence(seen, of, one), "least": one.minimum_pieces, "most": one.maximum_pieces,
         "part": one.maximum_pieces / most if most else None, "origin": one.origin, "why": why_of_line(one, of, "")}
        for one in found
    ]  # fmt: skip
    return Table(_("Need by buyer"), columns, rows, total=len(rows))


def _with_evidence(seen: Sight, of: Round, one: NeedSeen) -> str | Link:
    """The buyer's name, leading to what it used, where the viewer may see that."""
    name = one.buyer or one.buyer_code
    if not seen.sees("consumption", one.buyer_code):
        return name
    return Link(name, reverse("web:need_evidence_code", args=[of.code, one.buyer_code, one.clave]))


def _by_month(found: list[NeedSeen], of: Round) -> Chart:
    least, most = (np.sum([getattr(one, f"{end}_by_month") for one in found], axis=0) for end in ("minimum", "maximum"))
    is_even = int(most.max()) - int(most.min()) <= len(found)
    title = _("The need is spread evenly over the months: only its sum was published")
    if not is_even:
        title = _("The need is largest in %(month)s") % {"month": month_of(of, int(most.argmax()))}
    rows = [(month_of(of, at), int(low), int(high)) for at, (low, high) in enumerate(zip(least, most, strict=True))]
    source = Source(
        found[0].file_name, date_format(of.clock.date(), "SHORT_DATE_FORMAT"), "derived" if is_even else found[0].origin
    )
    return lines(
        "need-months", title, _("Month"), rows, series=(_("Minimum"), _("Maximum")), source=source,
        kind="pieces", value=_("Pieces"),
    )  # fmt: skip


def month_of(of: Round, at: int) -> str:
    """The month counted from 0 at the round's start: "Mar 2028"."""
    years, month = divmod(of.starts.month - 1 + at, 12)
    return date_format(date(of.starts.year + years, month + 1, 1), "M Y")


def elsewhere(seen: Sight, of: Round, clave: str) -> Band:
    """The same code in other rounds: what was asked and at which price it was awarded, as far as seen."""
    rows: list[Row] = []
    for other in rounds_asking(clave).exclude(pk=of.pk):
        there = sight(seen.viewer, other)
        asked = needs_of_code(there, other, clave)
        prices = awards_visible_to(there, other).filter(lot__item__clave=clave).values_list("price_centavos", flat=True)
        rows.append(
            {
                "round": Link(other.code, reverse("web:item", args=[other.code, clave])),
                "phase": other.phase,
                "pieces": sum(one.maximum_pieces for one in asked) if asked else None,
                "buyers": len(asked) or None,
                "price": min(prices, default=None),
            }
        )
    columns = (
        Column("round", _("Round"), is_sortable=False),
        Column("phase", _("Phase"), "word", is_sortable=False),
        Column("pieces", _("Maximum asked"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("buyers", _("Buyers"), "number", is_sortable=False),
        Column("price", _("Lowest price awarded"), "money", unit=_("MXN per piece"), is_sortable=False),
    )
    told = _("No other round here lists this code.") if not rows else ""
    tables = (Table(_("In other rounds"), columns, rows, total=len(rows)),) if rows else ()
    return Band("rounds", _("Other rounds"), "layers", "done" if rows else "next", told, tables=tables)
