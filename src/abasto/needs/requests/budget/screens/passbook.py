"""The passbook of one's own institution: sources of funds with what is drawn from each, and the lines of one."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from .....base.refusal import Refused
from .....page.figures import money, pieces
from .....page.screens.download import asked_for, wants_file
from .....page.table import Column, Link, Row, make_table
from .....page.why import Why
from .....page.words import CATEGORIES, word
from .....people.models import Organisation
from .....people.roles import Role
from .....rounds.models import Round
from .....rounds.queries import round_named, sight
from ...files.queries import asker_named
from ...files.screens.made import uploader_of
from ...models import RequestBudget
from ...queries import own_askers
from ..actions.assign_funds import assign_funds
from ..actions.state_budget import state_budget
from ..passbook import FUNDS, NONE, Account, LineCost, accounts, entries
from ..queries import budgets_of, line_costs, prices_of

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def passbook(request: HttpRequest, round_code: str) -> HttpResponse:
    """The page; POST states a budget or the source of lines, and comes back."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    asked = request.POST if request.method == "POST" else request.GET
    asker = asker_named(seen, of, asked.get("organisation", "")) if seen.viewer.own else None
    if asker is None:
        told = {"crumbs": _crumbs(of), "of": of, "closed": True}
        return render(request, "needs/request_budget.html", told, status=403)
    if request.method == "POST":
        return _stated(request, of, asker.organisation)
    lines, budgets = line_costs(of, asker.organisation), budgets_of(of, asker.organisation)
    every = accounts(lines, {funds: one.authorised_centavos for funds, one in budgets.items()})
    funds = _chosen(request.GET.get("funds"), every)
    rows = _entry_rows(lines, funds, budgets, of)
    if wants_file(request):
        name = f"passbook-{of.code}-{asker.organisation.code}"
        if file := asked_for(request, name, _entry_columns(), rows, of.is_synthetic):
            return file
    told = {
        "crumbs": _crumbs(of),
        "of": of,
        "organisation": asker.organisation,
        "choices": [(one.organisation.code, str(one.organisation)) for one in own_askers(seen, of)],
        "sentence": _sentence(every),
        "accounts": make_table(_("Sources of funds"), _account_columns(), _account_rows(every, of, asker.organisation,
                                                                                        budgets), {}, 20),
        "totals": _totals(every),
        "whys": _whys(every, of),
        "funds": funds,
        "funds_word": word(f"funds-{funds}"),
        "entries": make_table(_("Lines with the balance after each"), _entry_columns(), rows, request.GET, PER_PAGE),
        "options": [(one, word(f"funds-{one}")) for one in FUNDS],
        "categories": list(CATEGORIES.items()),
        "is_planner": seen.viewer.role is Role.PLANNER,
        "has_prices": bool(prices_of(of)),
    }  # fmt: skip
    return render(request, "needs/request_budget.html", told)


def _stated(request: HttpRequest, of: Round, organisation: Organisation) -> HttpResponse:
    by, posted = uploader_of(request, of, organisation), request.POST
    funds = posted.get("funds", "")
    if posted.get("do") == "assign":
        count = assign_funds(by, funds, posted.get("category", ""), posted.get("only_unsaid") == "1")
        told = ngettext("%(count)s line is paid from: %(funds)s.", "%(count)s lines are paid from: %(funds)s.", count)
    else:
        stated = state_budget(by, funds, _centavos(posted.get("amount", "")), posted.get("document", ""))
        count, told = stated.authorised_centavos, _("%(money)s MXN are authorised from: %(funds)s.")
    named = {"count": pieces(count), "money": money(count), "funds": word(f"funds-{funds}")}
    messages.success(request, told % named, extra_tags="done")
    query = urlencode({"organisation": organisation.code, "funds": funds})
    return redirect(f"{reverse('web:request_budget', args=[of.code])}?{query}")


def _centavos(text: str) -> int:
    """Pesos as people write them here: 1,234,567.89. Refuses `budget-unfit`."""
    try:
        value = Decimal(text.replace(",", "").replace(" ", "").removeprefix("$"))
        centavos = value * 100
        if not value.is_finite() or centavos != centavos.to_integral_value():
            raise InvalidOperation
    except InvalidOperation as error:
        raise Refused("budget-unfit", "", {"value": text[:40]}) from error
    return int(centavos)


def _chosen(asked: str | None, every: Sequence[Account]) -> str:
    """The source asked for, else the first account's."""
    known = [one.funds for one in every]
    if asked in known:
        return str(asked)
    return known[0] if known else NONE


def _crumbs(of: Round) -> list[tuple[str, str]]:
    return [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Agree on the needs"), reverse("web:asking", args=[of.code])),
        (_("Budget passbook"), ""),
    ]


def _sentence(every: Sequence[Account]) -> str:
    authorised, drawn = sum(one.authorised for one in every), sum(one.maximum for one in every)
    over = sum(one.is_overdrawn for one in every)
    told = _("%(drawn)s of %(authorised)s MXN authorised are drawn by the maxima; balance %(balance)s MXN.") % {
        "drawn": money(drawn), "authorised": money(authorised), "balance": money(authorised - drawn),
    }  # fmt: skip
    if over:
        told += " " + ngettext("%(count)s source is overdrawn.", "%(count)s sources are overdrawn.", over) % {
            "count": pieces(over)
        }
    return told


def _totals(every: Sequence[Account]) -> dict[str, int]:
    return {
        "authorised": sum(one.authorised for one in every),
        "minimum": sum(one.minimum for one in every),
        "maximum": sum(one.maximum for one in every),
        "balance": sum(one.balance for one in every),
        "unpriced": sum(one.unpriced for one in every),
    }


def _whys(every: Sequence[Account], of: Round) -> dict[str, Why]:
    source = _("average price of the winners of the round before, weighted by pieces")
    lines = ((_("Lines"), pieces(sum(one.lines for one in every))),
             (_("Lines without a known price, counted as 0"), pieces(sum(one.unpriced for one in every))))  # fmt: skip
    origin = "synthetic" if of.is_synthetic else "derived"
    return {
        "minimum": Why(_("Sum of minimum pieces × expected price: what must be paid whatever is ordered."), lines,
                       source=source, origin=origin),
        "maximum": Why(_("Sum of maximum pieces × expected price: what may be ordered."), lines, source=source,
                       origin=origin),
        "balance": Why(_("Authorised − drawn by the maxima."), lines, source=source, origin=origin),
    }  # fmt: skip


def _account_columns() -> tuple[Column, ...]:
    return (
        Column("funds", _("Source of funds"), wide=True, is_sortable=False),
        Column("authorised", _("Authorised"), "money", "MXN", is_sortable=False),
        Column("minimum", _("Drawn by the minima (owed)"), "money", "MXN", is_sortable=False),
        Column("maximum", _("Drawn by the maxima"), "money", "MXN", is_sortable=False),
        Column("balance", _("Balance"), "money", "MXN", is_sortable=False),
        Column("standing", _("Standing"), "state", is_sortable=False),
        Column("lines", _("Lines"), "number", is_sortable=False),
        Column("document", _("Document"), is_sortable=False),
    )


def _account_rows(
    every: Sequence[Account], of: Round, organisation: Organisation, budgets: Mapping[str, RequestBudget]
) -> list[Row]:
    address = reverse("web:request_budget", args=[of.code])
    return [
        {
            "funds": Link(str(word(f"funds-{one.funds}")),
                          f"{address}?{urlencode({'organisation': organisation.code, 'funds': one.funds})}"),
            "authorised": one.authorised, "minimum": one.minimum, "maximum": one.maximum, "balance": one.balance,
            "standing": "overdrawn" if one.is_overdrawn else "covered", "lines": one.lines,
            "document": budgets[one.funds].document if one.funds in budgets else "",
        }
        for one in every
    ]  # fmt: skip


def _entry_columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave", is_sortable=False),
        Column("pieces", _("Maximum"), "pieces", _("pieces"), is_sortable=False),
        Column("price", _("Expected price"), "money", _("MXN per piece"), is_sortable=False),
        Column("minimum", _("Owed by the minimum"), "money", "MXN", is_sortable=False),
        Column("maximum", _("Drawn by the maximum"), "money", "MXN", is_sortable=False),
        Column("balance", _("Balance after it"), "money", "MXN", is_sortable=False),
        Column("standing", _("Standing"), "state", is_sortable=False),
    )


def _entry_rows(
    lines: Sequence[LineCost], funds: str, budgets: Mapping[str, RequestBudget], of: Round
) -> list[dict[str, Any]]:
    authorised = budgets[funds].authorised_centavos if funds in budgets else 0
    before, _mark, after = reverse("web:item", args=[of.code, "CLAVE"]).rpartition("CLAVE")
    return [
        {
            "clave": Link(one.line.clave, f"{before}{one.line.clave}{after}"),
            "pieces": one.line.maximum_pieces, "price": one.line.price_centavos,
            "minimum": one.line.minimum_centavos, "maximum": one.line.maximum_centavos, "balance": one.balance,
            "standing": "overdrawn" if one.balance < 0 else "covered",
        }
        for one in entries([line for line in lines if line.funds == funds], authorised)
    ]  # fmt: skip
