"""The workbook of a scenario: clauses with their prices, figures, suppliers, and the award lot by lot."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from ....ledger.store import Store
from ....page.export import Sheet, as_workbook
from ....page.screens.download import handed_out
from ..files import AWARD, STUDY
from ..models import Scenario
from ..summary import price_at
from .price_rows import of_call, of_clauses
from .sentences import Names
from .table import gap_of, standing


def workbook(one: Scenario, names: Names) -> HttpResponse:
    """All of an answered scenario as a file; every sheet and its name say what it is worth in law."""
    name = f"{AWARD if one.is_awardable else STUDY}-{one.round.code}-{one.code}"
    name += "-synthetic" if one.round.is_synthetic else ""
    sheets = [_figures(one), _prices(one, names), _suppliers(one, names), _lots(one, names)]
    return handed_out(as_workbook(name, sheets))


def _sheet(one: Scenario, name: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Sheet:
    marked = [(*row, standing(one)) for row in rows]
    return Sheet(name, (*header, _("Standing")), marked, one.round.is_synthetic)


def _figures(one: Scenario) -> Sheet:
    found, then = one.summary, one.summary["lawful"]
    labels = (
        (_("Codes of the call"), "codes", False), (_("Codes awarded"), "awarded", False),
        (_("of them in part"), "in_part", False), (_("Winners"), "winners", False),
        (_("Pieces awarded"), "pieces", False), (_("Pieces not served"), "left_pieces", False),
        (_("Awarded, MXN"), "money_centavos", True), (_("Cost of what is not served, MXN"), "left_centavos", True),
        (_("Expected cost of non-delivery, MXN"), "risk_centavos", True), (_("Cost, MXN"), "total_centavos", True),
        (_("Concentration (HHI, 0 to 10,000)"), "hhi", False),
    )  # fmt: skip
    rows: list[Sequence[object]] = [
        (label, _value(found[key], is_money), _value(then[key], is_money)) for label, key, is_money in labels
    ]
    rows.append((_("At most above the best"), gap_of(one), None))
    rows += [(label, sha256, None) for label, sha256 in _hashes(one)]
    return _sheet(one, _("Figures"), ("", one.name, _("Lawful award, lot by lot")), rows)


def _hashes(one: Scenario) -> Sequence[tuple[str, str]]:
    return (
        (_("Problem, SHA-256"), one.problem_sha256),
        (_("Award, SHA-256"), one.award_sha256),
        (_("Certificate, SHA-256"), one.certificate_sha256),
    )


def _prices(one: Scenario, names: Names) -> Sheet:
    rows = [
        (
            row["clause"],
            _value(row["difference"], True),
            row.get("between"),
            row.get("codes"),
            row.get("left"),
            row.get("changed"),
        )
        for row in (*of_clauses(one, names), *of_call(one))
    ]
    header = (
        _("Clause"), _("It costs, MXN"), _("Surely between, MXN"), _("Codes awarded, without it"),
        _("Pieces not served, without it"), _("Codes that change"),
    )  # fmt: skip
    return _sheet(one, _("Price of every clause"), header, rows)


def _suppliers(one: Scenario, names: Names) -> Sheet:
    before, after = dict(one.summary["lawful"]["largest"]), dict(one.summary["largest"])
    codes = sorted({*before, *after}, key=lambda code: (-after.get(code, 0), code))
    rows = [
        (names.get(code, code), _value(after.get(code, 0), True), _value(before.get(code, 0), True)) for code in codes
    ]
    return _sheet(one, _("Largest suppliers"), (_("Supplier"), one.name, _("Lawful award, lot by lot")), rows)


def _lots(one: Scenario, names: Names) -> Sheet:
    store = Store(Path(settings.STATE) / "artifacts")
    problem: dict[str, Any] = json.loads(store.get(one.problem_sha256))
    award: dict[str, Any] = json.loads(store.get(one.award_sha256))
    lots = {lot["id"]: lot for lot in problem["lots"]}
    bids = {bid["id"]: bid for bid in problem["bids"]}
    rows = []
    for lot, won in award["awards"]:
        pieces = sum(lots[lot]["pieces_by_institution"])
        for bid, share in won:
            found, price = bids[bid], price_at(bids[bid]["prices"], share)
            row = (
                lots[lot]["code"], names.get(found["suppliers"][0], found["suppliers"][0]), found["origin"], share,
                pieces * share // 100, _value(price, True), _value(pieces * share * price // 100, True),
            )  # fmt: skip
            rows.append(row)
    header = (
        _("Clave"), _("Supplier"), _("Origin of the goods"), _("Share, %"), _("Pieces"), _("Price, MXN per piece"),
        _("Awarded, MXN"),
    )  # fmt: skip
    return _sheet(one, _("Lots"), header, rows)


def _value(value: int | None, is_money: bool) -> object:
    return None if value is None else Decimal(value).scaleb(-2) if is_money else value
