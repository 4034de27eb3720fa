"""The round at a glance: tiles, flow, reasons, map, suppliers, calendar, as far as the viewer may see each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..evaluation.queries import round_result
from ..openness.files.result import RoundResult, Tally
from ..page.chart import Chart, Source, bars, state_map
from ..page.figures import pieces, share
from ..page.flow import Step
from ..page.table import Column, Link, Row, Table
from ..page.totals import Totals
from ..page.why import Why
from ..page.words import word
from ..people.models import Organisation
from ..people.visibility import Sight
from ..rounds.models import Round
from ..rounds.queries import opens_in
from ..runs.queries import runs_of_round
from .kept import kept
from .round_whys import why
from .sums import FlowSums, asked_by_buyer, flow_sums, placed_by_state

STATES_NAMED = 5
FOR_WORK = ("asked", "awarded", "not-awarded", "at-risk")
FOR_EVERYONE = ("asked", "awarded", "not-awarded", "delivered")


@dataclass(frozen=True)
class Tile:
    """One of the totals on top; `opens` is the phase in which the viewer will see it, where totals are None."""

    key: str
    label: str
    totals: Totals | None
    of: Totals | None
    why: Why | None
    href: str
    tone: str
    note: str = ""
    opens: str = ""


@dataclass(frozen=True)
class Truth:
    """Everything there is to say of a round, before anyone's sight."""

    result: RoundResult
    flow: FlowSums
    hashes: Mapping[str, str]
    supplier_codes: Mapping[str, str]


def truth_of(of: Round) -> Truth:
    """The sums of the round, kept until something happens in it."""
    return kept(of, "glance", _truth)


def _truth(of: Round) -> Truth:
    result = round_result(of)
    names = [one.name for one in result.top_suppliers]
    codes = dict(Organisation.objects.filter(kind="supplier", name__in=names).values_list("name", "code"))
    hashes = {run.kind: run.result_sha256 for run in runs_of_round(of.code)}
    return Truth(result, flow_sums(of), hashes, codes)


def sentence(truth: Truth, sight: Sight, of: Round) -> str:
    """The state of the round in one sentence."""
    result = truth.result
    if sight.sees_all("award") and sight.sees_all("lot_decision") and result.awarded.codes:
        told = _("%(awarded)s of %(asked)s codes were awarded; %(missed)s were not.") % {
            "awarded": pieces(result.awarded.codes),
            "asked": pieces(result.asked.codes),
            "missed": pieces(result.all_not_awarded.codes),
        }
        if sight.sees_all("delivery") and result.due_pieces:
            arrived = share(result.received_pieces, result.due_pieces)
            told += " " + _("Of what was due by now, %(share)s arrived.") % {"share": arrived}
        return told
    if sight.sees_all("consolidated_need"):
        return _("%(buyers)s buyers ask for %(codes)s codes and %(pieces)s pieces.") % {
            "buyers": result.buyers,
            "codes": pieces(result.asked.codes),
            "pieces": pieces(result.asked.pieces),
        }
    opens = opens_in(sight.viewer, of, "consolidated_need")
    return _("The need is being gathered; it is published in the phase “%(phase)s”.") % {"phase": word(opens)}


def tiles(truth: Truth, sight: Sight, of: Round, keys: tuple[str, ...] = FOR_WORK) -> list[Tile]:
    """The totals on top; a closed one says when it opens."""
    return [_tile(row, truth, sight, of) for row in _tile_rows(truth) if row.key in keys]


@dataclass(frozen=True)
class _TileRow:
    key: str
    label: str
    tally: Tally
    field: str
    money_field: str
    address: str
    tone: str
    note: str = ""


def _tile_rows(truth: Truth) -> tuple[_TileRow, ...]:
    result = truth.result
    reasons = sorted(result.not_awarded, key=lambda one: (-one.tally.codes, one.reason))
    most = _("Most often: %(reason)s.") % {"reason": str(word(reasons[0].reason)).lower()} if reasons else ""
    if result.left_in_part.pieces:
        most = (most + " " + _("Pieces and money also of codes awarded in part.")).strip()
    arrived = _("%(share)s of what was due by now") % {"share": share(result.received_pieces, result.due_pieces)}
    before_award = "money_before_award"
    at_risk = truth.flow.at_risk
    return (
        _TileRow("asked", _("Asked"), result.asked, "consolidated_need", before_award, "web:needs", "plain"),
        _TileRow("awarded", _("Awarded"), result.awarded, "award", "award", "web:awards", "done"),
        _TileRow(
            "not-awarded", _("Not awarded"), _left(result), "lot_decision", before_award, "web:awards", "bad", most
        ),
        _TileRow(
            "delivered", _("Delivered"), truth.flow.delivered, "delivery", "delivery", "web:watch", "done", arrived
        ),
        _TileRow(
            "at-risk", _("At risk of running short"), at_risk, "stock_risk", "reference_price", "web:watch", "waiting"
        ),
    )


def _left(result: RoundResult) -> Tally:
    """Codes without any award; every piece left, those of codes awarded in part too."""
    missed, in_part = result.all_not_awarded, result.left_in_part
    return Tally(missed.codes, missed.pieces + in_part.pieces, missed.centavos + in_part.centavos)


def _tile(row: _TileRow, truth: Truth, sight: Sight, of: Round) -> Tile:
    if not sight.sees_all(row.field):
        return Tile(row.key, row.label, None, None, None, "", "plain", opens=opens_in(sight.viewer, of, row.field))
    compares = row.key != "asked" and sight.sees_all("consolidated_need")
    only = "?state=not-awarded" if row.key == "not-awarded" else ""
    return Tile(
        key=row.key,
        label=row.label,
        totals=_totals(row.tally, sight, row.money_field),
        of=_totals(truth.result.asked, sight, "money_before_award") if compares else None,
        why=why(row.key, truth.result, truth.hashes, of),
        href=reverse(row.address, args=[of.code]) + only,
        tone=row.tone,
        note=row.note,
    )


def steps(truth: Truth, sight: Sight, of: Round) -> list[Step]:
    """The flow from need to delivery, up to the last step the viewer may see."""
    result, flow, code = truth.result, truth.flow, of.code
    no_bid = result.asked.codes - flow.bids.codes
    lost = flow.bids.codes - result.awarded.codes
    rows = (
        (_("Need"), result.asked, "consolidated_need", "money_before_award", "web:needs", "asked", ""),
        (_("Call"), flow.call, "consolidated_need", "money_before_award", "web:call", "call", ""),
        (_("Bids"), flow.bids, "bid_existence", "money_before_award", "web:awards", "bids",
         ngettext("%(n)s code without a bid", "%(n)s codes without a bid", no_bid) % {"n": pieces(no_bid)}),
        (_("Award"), result.awarded, "award", "award", "web:awards", "awarded",
         ngettext("%(n)s code with bids, none fit", "%(n)s codes with bids, none fit", lost) % {"n": pieces(lost)}),
        (_("Contract"), flow.contract, "contract", "contract", "web:contracts", "contract", ""),
        (_("Delivered"), flow.delivered, "delivery", "delivery", "web:watch", "delivered",
         _("%(share)s of what was due by now") % {"share": share(result.received_pieces, result.due_pieces)}),
    )  # fmt: skip
    return [
        Step(label, _totals(tally, sight, money_field), reverse(address, args=[code]), note if tally.codes else "",
             why(key, truth.result, truth.hashes, of))
        for label, tally, field, money_field, address, key, note in rows
        if sight.sees_all(field) and tally.codes
    ]  # fmt: skip


def reasons_chart(truth: Truth, sight: Sight, of: Round) -> Chart | None:
    """Codes not awarded by reason; None where it may not be seen or nothing was decided."""
    tallies = truth.result.not_awarded
    if not sight.sees_all("lot_decision") or not tallies:
        return None
    first = max(tallies, key=lambda one: one.tally.codes)
    title = _("%(reason)s: %(n)s of %(all)s codes not awarded") % {
        "reason": word(first.reason),
        "n": pieces(first.tally.codes),
        "all": pieces(truth.result.all_not_awarded.codes),
    }
    rows = [(str(word(one.reason)), one.tally.codes) for one in tallies]
    return bars("reasons", title, _("Reason"), rows, series=(_("Codes"),), source=source_of(of), is_horizontal=True)


def need_map(sight: Sight, of: Round) -> Chart | None:
    """Pieces asked by state, derived from delivery points, with what could be placed."""
    if not sight.sees_all("need"):
        return None
    placed = kept(of, "need-by-state", lambda of: placed_by_state(of, asked_by_buyer(of)))
    most = sorted(placed.by_state.values(), reverse=True)[:STATES_NAMED]
    title = _("Five states receive %(share)s of the pieces asked for that can be placed") % {
        "share": share(sum(most), placed.placed_pieces)
    }
    rows = list(placed.by_state.items())
    source = Source(_("Need by buyer, split over its delivery points (DENUE)"), _dated(of), "derived")
    return state_map(
        "map", title, _("Pieces"), rows, source=source, state=_("State"), kind="pieces", coverage=placed.coverage
    )


def suppliers(truth: Truth, sight: Sight, of: Round) -> Table | None:
    """The suppliers with the largest amounts."""
    if not sight.sees_all("award") or not truth.result.top_suppliers:
        return None
    columns = (
        Column("name", _("Supplier"), is_sortable=False, wide=True),
        Column("codes", _("Codes"), "pieces", is_sortable=False),
        Column("pieces", _("Awarded"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("money", _("Amount"), "money", unit="MXN", is_sortable=False),
        Column("fill", _("Delivered of what was due"), "share", is_sortable=False),
        Column("origin", _("Data"), "origin", is_sortable=False),
    )
    seen = sight.sees_all("fill_rate")
    rows: list[Row] = [
        {
            "name": Link(one.name, reverse("web:supplier", args=[of.code, truth.supplier_codes[one.name]])),
            "codes": one.tally.codes,
            "pieces": one.tally.pieces,
            "money": one.tally.centavos,
            "fill": one.received_pieces / one.due_pieces if seen and one.due_pieces else None,
            "origin": "synthetic" if of.is_synthetic else "published",
        }
        for one in truth.result.top_suppliers
    ]
    return Table(_("Suppliers with the largest amounts"), columns, rows)


def source_of(of: Round) -> Source:
    """Source line of a picture of the round's market."""
    return Source(
        _("Abasto, round %(code)s") % {"code": of.code}, _dated(of), "synthetic" if of.is_synthetic else "published"
    )


def _dated(of: Round) -> str:
    return localtime(of.clock).date().isoformat()


def _totals(tally: Tally, sight: Sight, money_field: str) -> Totals:
    return Totals(tally.codes, tally.pieces, tally.centavos if sight.sees_all(money_field) else None)
