"""How the code was bought: research, call, bids, award, and what it saved."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...award.lines import AwardLine
from ...award.queries import BidRow, LotDetail, award_lines, lot_detail
from ...award.queries import visible_to as decisions_visible_to
from ...award.screens.award import answer
from ...award.screens.why import why_bid, why_lot
from ...evaluation.queries import visible_to as savings_visible_to
from ...law.reader import read_rule_set
from ...law.values import RuleSet
from ...market.models import ReferencePrice
from ...market.queries import QuoteSeen, quotes_of
from ...market.queries import visible_to as prices_visible_to
from ...page.figures import money, pieces, share
from ...page.table import Column, Link, Row, Table
from ...page.why import Why
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.screens.closed import closed
from ...tender.queries import bids_visible_to, lots_visible_to
from .band import Band, Figure


def research(seen: Sight, of: Round, clave: str) -> Band:
    """Reference price, its sources, and the ceiling where it may be seen."""
    title, icon, shut = _("Market research"), "search", closed(seen, of, "reference_price")
    price = prices_visible_to(seen, of).filter(item__clave=clave).first()
    if price is None:
        return Band("research", title, icon, "next", "" if shut else _("There is no reference price yet."), shut)
    quotes = quotes_of(seen, of, clave)
    unit = _("MXN per piece")
    no_ceiling = closed(seen, of, "ceiling")
    return Band(
        key="research",
        title=title,
        icon=icon,
        state="done",
        sentence="" if price.has_enough_sources else _("Fewer sources than the rule asks for."),
        closed=closed(seen, of, "quote") if not quotes else "",
        figures=(
            Figure(_("Median"), money(price.median_centavos), unit, _why_price(price, of, _("the middle quote"))),
            Figure(_("Mean"), money(price.mean_centavos), unit, _why_price(price, of, _("sum ÷ number of quotes"))),
            Figure(_("Sources"), pieces(price.sources)),
            Figure(_("Ceiling"), None if no_ceiling else money(price.ceiling_centavos), unit,
                   _why_price(price, of, _("authorised price; an offer above it cannot be awarded")), no_ceiling),
        ),
        tables=(_quotes(quotes),) if quotes else (),
        more=(_("All prices"), reverse("web:prices", args=[of.code])),
    )  # fmt: skip


def _why_price(price: ReferencePrice, of: Round, formula: str) -> Why:
    rule = read_rule_set(of.rule_set).value("market_research.statistics", of.clock.date())
    return Why(
        formula,
        ((_("sources"), pieces(price.sources)),),
        source=_("market research of the round"),
        article=rule.citation,
        run="research",
        run_hash=price.run_key,
        origin=price.origin,
    )


def _quotes(quotes: Sequence[QuoteSeen]) -> Table:
    columns = (
        Column("source", _("Source"), wide=True, is_sortable=False),
        Column("kind", _("Kind"), "word", is_sortable=False),
        Column("dated", _("Date"), "date", is_sortable=False),
        Column("price_centavos", _("Price"), "money", unit=_("MXN per piece"), is_sortable=False),
        Column("origin", _("Origin"), "origin", is_sortable=False),
    )
    return Table(_("Quotes"), columns, [vars(one) for one in quotes], total=len(quotes))


def call(seen: Sight, of: Round, clave: str) -> Band:
    """The lot of the code in the call."""
    title, icon, shut = _("Call"), "signpost-split", closed(seen, of, "consolidated_need")
    lots = lots_visible_to(seen, of).filter(item__clave=clave).select_related("procedure")
    every = list(lots.order_by("procedure__position"))
    if not every:
        return Band("call", title, icon, "next", "" if shut else _("No call asks for this code yet."), shut)
    lot, *later = every
    rules = lot.procedure
    told = _("Lot %(lot)s of %(call)s, published on %(day)s.") % {
        "lot": lot.number, "call": rules.number, "day": date_format(rules.published_on, "SHORT_DATE_FORMAT")
    }  # fmt: skip
    again = ", ".join(f"{one.procedure.number} ({pieces(one.maximum_pieces)})" for one in later)
    return Band(
        key="call",
        title=title,
        icon=icon,
        state="done",
        sentence=f"{told} {_('Pieces left went on to: %(again)s.') % {'again': again}}" if again else told,
        figures=(
            Figure(_("Maximum"), pieces(lot.maximum_pieces), _("pieces")),
            Figure(_("Shares of the winners"), f"{lot.share_pattern} %"),
            Figure(_("Buyers"), pieces(len(lot.buyers))),
            Figure(_("Bids due"), date_format(rules.bids_due_at, "SHORT_DATETIME_FORMAT")),
        ),
        more=(_("The call"), reverse("web:call", args=[of.code])),
    )


def bids(seen: Sight, of: Round, clave: str) -> Band:
    """The offers in order, each with its reason, as far as the viewer may see them."""
    title, icon = _("Bids"), "envelope"
    shut = closed(seen, of, "bid_existence")
    detail = _detail(seen, of, clave)
    if detail is None:
        known = bids_visible_to(seen, of).filter(lot__item__clave=clave).count()
        told = "" if shut and not known else _("%(count)s bids are known to you; none is decided.") % {"count": known}
        return Band("bids", title, icon, "next", told, shut)
    if not detail.bids:
        return Band("bids", title, icon, "next" if shut else "no-bid", "" if shut else _("Nobody made an offer."), shut)
    solvent = sum(row.rank > 0 for row in detail.bids)
    counts = {"count": pieces(len(detail.bids)), "solvent": pieces(solvent)}
    return Band(
        key="bids",
        title=title,
        icon=icon,
        state="done",
        sentence=_("%(count)s bids, %(solvent)s of them solvent.") % counts,
        closed=shut or closed(detail.sight, of, "losing_price"),
        tables=(_offers(detail, of, read_rule_set(of.rule_set)),),
    )


def _detail(seen: Sight, of: Round, clave: str) -> LotDetail | None:
    is_decided = decisions_visible_to(seen, of).filter(lot__item__clave=clave).exists()
    return lot_detail(seen, of, clave) if is_decided and seen.sees_all("consolidated_need") else None


def _offers(detail: LotDetail, of: Round, law: RuleSet) -> Table:
    columns = (
        Column("rank", _("Place"), "number", is_sortable=False),
        Column("supplier", _("Supplier"), is_sortable=False),
        Column("price", _("Price"), "money", unit=_("MXN per piece"), is_sortable=False),
        Column("capacity", _("Capacity"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("reason", _("Outcome"), "state", is_sortable=False),
        Column("share", _("Share"), "share", is_sortable=False),
        Column("pieces", _("Awarded"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("origin", _("Origin"), "origin", is_sortable=False),
        Column("why", _("Reason"), "why", is_sortable=False),
    )
    rows = [_offer(row, detail, of, law) for row in detail.bids]
    return Table(_("Offers, in order"), columns, rows, total=len(rows))


def _offer(row: BidRow, detail: LotDetail, of: Round, law: RuleSet) -> Row:
    bid = row.bid
    return {
        "rank": row.rank or None,
        "supplier": Link(bid.supplier, reverse("web:supplier", args=[of.code, bid.supplier_code])),
        "price": row.price_centavos,
        "capacity": bid.capacity_pieces,
        "reason": "winner" if row.is_winner else row.reason,
        "share": row.share_percent / 100 if row.share_percent else None,
        "pieces": row.awarded_pieces or None,
        "origin": bid.origin,
        "why": why_bid(row, detail, law),
    }


def award(seen: Sight, of: Round, clave: str) -> Band:
    """Who won, at which price, with which share; or why nobody did."""
    title, icon, shut = _("Award"), "award", closed(seen, of, "lot_decision")
    detail = _detail(seen, of, clave)
    if detail is None:
        return Band("award", title, icon, "next", "" if shut else _("Not decided yet."), shut)
    why = why_lot(detail, read_rule_set(of.rule_set))
    (line,) = award_lines(seen, of, clave=clave)
    part = share(line.awarded_pieces, line.needed_pieces)
    return Band(
        key="award",
        title=title,
        icon=icon,
        state=line.state,
        sentence=answer(detail),
        figures=(
            Figure(_("Awarded"), pieces(line.awarded_pieces), _("pieces"), why, part),
            Figure(_("Not awarded"), pieces(line.unawarded_pieces), _("pieces"), why),
            *((Figure(_("Amount at the prices awarded"), money(line.money_centavos), "MXN"),) if line.winners else ()),
        ),
        tables=(_winners(line, of),) if line.winners else (),
        more=(_("The award of this code"), reverse("web:award", args=[of.code, clave])),
    )


def _winners(line: AwardLine, of: Round) -> Table:
    columns = (
        Column("supplier", _("Winner"), is_sortable=False),
        Column("price", _("Price"), "money", unit=_("MXN per piece"), is_sortable=False),
        Column("pieces", _("Awarded"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("share", _("Share"), "share", is_sortable=False),
        Column("money", _("Amount"), "money", unit="MXN", is_sortable=False),
    )
    whole = line.needed_pieces
    rows: list[Row] = [
        {"supplier": Link(one.supplier, reverse("web:supplier", args=[of.code, one.supplier_code])),
         "price": one.price_centavos, "pieces": one.pieces, "share": one.pieces / whole if whole else None,
         "money": one.price_centavos * one.pieces}
        for one in line.winners
    ]  # fmt: skip
    return Table(_("Winners"), columns, rows, total=len(rows))


def savings(seen: Sight, of: Round, clave: str) -> Band:
    """What was saved against the stated baseline, on the awarded and on the delivered pieces."""
    title, icon, shut = _("Savings"), "graph-up", closed(seen, of, "saving")
    found = list(savings_visible_to(seen, of).filter(award__lot__item__clave=clave).select_related("award"))
    if not found:
        return Band("savings", title, icon, "next", "" if shut else _("Nothing was counted for this code."), shut)
    saved = sum(one.awarded_centavos for one in found)
    base = sum(one.baseline_centavos * one.award.maximum_pieces for one in found)
    why = Why(
        formula=_("(baseline − price awarded) × pieces, summed over the winners"),
        inputs=tuple(
            (_("baseline, price"), f"{money(one.baseline_centavos)}, {money(one.award.price_centavos)} MXN")
            for one in found
        ),
        source=_("stated baseline of the research, awards"),
        origin="synthetic" if of.is_synthetic else "derived",
    )
    delivered = None
    if seen.sees_all("delivery"):
        delivered = money(sum(one.delivered_centavos for one in found))
    return Band(
        key="savings",
        title=title,
        icon=icon,
        state="done",
        figures=(
            Figure(_("On the awarded pieces"), money(saved), "MXN", why, share(saved, base) if saved > 0 else ""),
            Figure(_("On the delivered pieces"), delivered, "MXN", why, closed(seen, of, "delivery")),
        ),
        more=(_("Results and savings"), reverse("web:evaluation", args=[of.code])),
    )
