"""What is left and how to award it: a proposal per code, the routes chosen, and what waits for whom."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...law.reader import read_rule_set
from ...law.values import RuleSet
from ...page.screens.download import asked_for, wants_file
from ...page.shorten import with_short_text
from ...page.table import Column, Link, Row, Table, make_table
from ...page.totals import Totals
from ...page.why import Why
from ...page.words import word
from ...people.roles import Role
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...rounds.screens.closed import closed
from ..actions.open_next_procedure import ready_batches
from ..left.lines import PlanChoice, PlanLine, chosen, confirmed, left, over_ceiling_centavos, unconfirmed
from ..left.planning.queries import Plan, may_see_plan, plan_lines, planned
from ..left.queries import RouteSeen, routes_seen
from ..reasons import EVERY_LOT_REASON
from ..routes import DIRECT_AWARD, KINDS, PROCEDURES, PROPOSED
from .next_words import change_in_words, why_proposal

CHOICE = ("reason", "route", "confirmed", "money", "q")


@require_safe
def next_procedures(request: HttpRequest, round_code: str, plan: Plan = planned) -> HttpResponse:
    """The plan, to those who may see offers and ceilings; to all others the routes that were carried out."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    seen = sight(viewer, of)
    crumbs = [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Awards"), reverse("web:awards", args=[of.code])),
        (_("What is left"), ""),
    ]
    told: dict[str, object] = {"crumbs": crumbs}
    if shut := closed(seen, of, "lot_decision"):
        return render(request, "award/next.html", {**told, "closed": shut}, status=403)
    if not may_see_plan(seen):
        return render(request, "award/next.html", {**told, "routes": _routes(routes_seen(seen, of), of)})
    law = read_rule_set(of.rule_set)
    every = plan_lines(seen, of, plan)
    choice = choice_of(request.GET)
    lines = chosen(every, choice)
    columns = _columns()
    all_rows = _rows(lines, of, law) if wants_file(request) else []
    if file := asked_for(request, f"next-{of.code}", columns, all_rows, of.is_synthetic):
        return file
    told |= _plan_told(every, lines, choice, of)
    # Words are made for the rows of one page alone.
    order = make_table(_("Proposals"), columns, _bare_rows(lines), request.GET)
    rows = {line.clave: line for line in lines}
    shown = _rows([rows[str(row["clave"])] for row in order.rows], of, law)
    table = Table(order.caption, order.columns, shown, order.sort, order.number, order.pages, order.total)
    routes = routes_seen(seen, of)
    told |= {
        "table": with_short_text(table),
        "picks": [(str(row["key"]), row) for row in with_short_text(table).rows],
        "routes": _routes(routes, of),
        "may_choose": viewer.role in (Role.COORDINATOR, Role.BUYER),
        "may_authorise": viewer.role is Role.COORDINATOR,
        "may_open": viewer.role is Role.BUYER,
        "waiting": sum(route.kind == DIRECT_AWARD and route.state == PROPOSED for route in routes),
        "ready": [(kind, batches) for kind in PROCEDURES if (batches := ready_batches(of, kind))],
        "hidden": [(name, request.GET.get(name, "")) for name in CHOICE if request.GET.get(name)],
    }
    return render(request, "award/next.html", told)


def choice_of(query: dict[str, str]) -> PlanChoice:
    """The filters as the address has them; money in whole pesos, what is no number counts as none."""
    pesos = query.get("money", "").replace(",", "").strip()
    least = int(pesos) * 100 if pesos.isascii() and pesos.isdigit() else 0
    return PlanChoice(
        query.get("reason", ""), query.get("route", ""), query.get("confirmed", ""), least, query.get("q", "")
    )


def _plan_told(
    every: Sequence[PlanLine], lines: Sequence[PlanLine], choice: PlanChoice, of: Round
) -> dict[str, object]:
    return {
        "may_see": True,
        "choice": choice,
        "money": str(choice.least_centavos // 100) if choice.least_centavos else "",
        "reason_options": [(reason, word(reason)) for reason in EVERY_LOT_REASON],
        "route_options": [(kind, word(kind)) for kind in KINDS],
        "confirmed_options": [("yes", _("confirmed")), ("no", _("not confirmed"))],
        "all": left(every), "left": left(lines), "confirmed": confirmed(lines), "unconfirmed": unconfirmed(lines),
        "over": over_ceiling_centavos(lines),
        "whys": _whys(lines, of),
        "is_filtered": len(lines) < len(every),
    }  # fmt: skip


def _whys(lines: Sequence[PlanLine], of: Round) -> dict[str, Why]:
    origin = "synthetic" if of.is_synthetic else "derived"
    source = _("decisions and routes of the round so far")

    def counted(total: Totals) -> tuple[tuple[str, str], ...]:
        return ((_("codes"), str(total.codes)),)

    return {
        "left": Why(_("pieces of the lots − awards − called again − returned − cancelled; money: × median"),
                    counted(left(lines)), source, origin=origin),
        "confirmed": Why(_("each code decided again on the same offers with the change proposed; money: at the offers"),
                         counted(confirmed(lines)), source, origin=origin),
        "unconfirmed": Why(_("codes of which no change awards a piece with the offers there are; money: × median"),
                           counted(unconfirmed(lines)), source, origin=origin),
        "over": Why(_("cost of the confirmed proposals − the same pieces at the ceilings in force"),
                    counted(confirmed(lines)), source, origin=origin),
    }  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave"),
        Column("reason", _("Reason"), "state"),
        Column("left", _("Left"), "pieces", unit=_("pieces")),
        Column("route", _("Route proposed"), "word"),
        Column("change", _("What must change"), is_sortable=False, wide=True),
        Column("awarded", _("Would be awarded"), "pieces", unit=_("pieces")),
        Column("cost", _("Cost as offered"), "money", unit="MXN"),
        Column("over", _("Above the ceiling in force"), "money", unit="MXN"),
        Column("why", _("Why"), "why", is_sortable=False),
        Column("chosen", _("Route chosen"), "word"),
        Column("state", _("State"), "state"),
        Column("description", _("Description"), wide=True),
        Column("procedure", _("Left by")),
    )


def _bare_rows(lines: Sequence[PlanLine]) -> list[Row]:
    """What sorts, before words are made of it."""
    return [
        {
            "clave": line.clave, "key": line.clave, "description": line.description, "reason": line.proposal.reason,
            "left": line.proposal.left_pieces, "route": line.proposal.route,
            "awarded": line.proposal.awarded_pieces or None,
            "cost": line.proposal.cost_centavos if line.proposal.is_confirmed else None,
            "over": line.proposal.over_ceiling_centavos, "chosen": line.chosen or None,
            "state": line.chosen_state or None, "procedure": line.procedure,
        }
        for line in lines
    ]  # fmt: skip


def _rows(lines: Sequence[PlanLine], of: Round, law: RuleSet) -> list[Row]:
    base = reverse("web:awards", args=[of.code])
    return [
        {
            **bare,
            "clave": Link(line.clave, f"{base}{line.clave}/"),
            "change": change_in_words(line.proposal, law),
            "why": why_proposal(line, of, law),
        }
        for line, bare in zip(lines, _bare_rows(lines), strict=True)
    ]


def _routes(routes: Sequence[RouteSeen], of: Round) -> Table:
    """Every route the viewer may see; the caption says what it is."""
    base = reverse("web:awards", args=[of.code])
    call = reverse("web:call", args=[of.code])
    columns = (
        Column("clave", _("Clave"), "clave", is_sortable=False),
        Column("kind", _("Route"), "word", is_sortable=False),
        Column("state", _("State"), "state", is_sortable=False),
        Column("pieces", _("Pieces at most"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("left_by", _("Left by"), is_sortable=False),
        Column("opened_in", _("Asked for again in"), is_sortable=False),
        Column("ground", _("Legal ground"), is_sortable=False, wide=True),
        Column("by", _("Chosen by"), "word", is_sortable=False),
        Column("authorised", _("Authorised by"), "word", is_sortable=False),
    )
    rows: list[Row] = [
        {
            "clave": Link(route.clave, f"{base}{route.clave}/"), "kind": route.kind, "state": route.state,
            "pieces": route.pieces, "left_by": route.left_by, "ground": route.ground, "by": route.chosen_by,
            "opened_in": Link(route.opened_in, f"{call}?procedure={route.opened_in}") if route.opened_in else None,
            "authorised": route.authorised_by or None,
        }
        for route in routes
    ]  # fmt: skip
    return make_table(_("Routes of what was left"), columns, rows, {})


def seen_in_all(seen: Sight, of: Round, query: dict[str, str], plan: Plan) -> list[str]:
    """Claves of every line that the filters of the address show."""
    return [line.clave for line in chosen(plan_lines(seen, of, plan), choice_of(query))]
