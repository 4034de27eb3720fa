"""The price of every clause as rows: of the scenario's own, and of those that the call has anyway."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ....page.figures import money, pieces
from ....page.table import Column
from ....page.why import Why
from ..clauses import clause_from
from ..models import Scenario
from ..steps import OF_CALL as PLACE_OF_CALL
from .sentences import EASED, OF_CALL, Names, sentence
from .table import gap_text

Row = dict[str, Any]


def price_columns() -> tuple[Column, ...]:
    """What is said of every clause."""
    return (
        Column("clause", _("Clause"), wide=True, is_sortable=False),
        Column("difference", _("It costs"), "money", unit="MXN", is_sortable=False),
        Column("between", _("Surely between"), "text", unit="MXN", is_sortable=False),
        Column("codes", _("Codes awarded, without it"), "number", is_sortable=False),
        Column("left", _("Not served, without it"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("changed", _("Codes that change"), "number", is_sortable=False),
        Column("eased", _("Eased a little, it saves at first"), "text", unit="MXN", is_sortable=False),
        Column("why", _("Why?"), "why", is_sortable=False),
    )


def of_clauses(one: Scenario, names: Names) -> list[Row]:
    """A row for each clause of the scenario, in order; figures once its question is answered."""
    answered = {price["place"]: price for price in one.prices if price["place"] >= 0}
    return [
        _row(sentence(clause_from(clause), names), answered.get(place), one) for place, clause in enumerate(one.clauses)
    ]


def of_call(one: Scenario) -> list[Row]:
    """A row for each clause of the call that was asked about."""
    return [_row(str(OF_CALL[price["key"]]), price, one) for price in one.prices if price["place"] == PLACE_OF_CALL]


def _row(said: str, price: Mapping[str, Any] | None, one: Scenario) -> Row:
    if price is None:
        return {"clause": said, "difference": None}
    summary = price["summary"]
    return {
        "clause": said,
        "difference": price["difference_centavos"],
        "between": f"{_pesos(price['least_centavos'])} … {_pesos(price['most_centavos'])}",
        "codes": summary["awarded"],
        "left": summary["left_pieces"],
        "changed": price["changed_lots"],
        "eased": _eased(price),
        "why": _why(price, one),
    }


def _eased(price: Mapping[str, Any]) -> str | None:
    if price["easing_centavos"] is None:
        return None
    return f"{_pesos(price['easing_centavos'])} ({EASED[price['step']]})"


def _pesos(centavos: int) -> str:
    """Whole pesos, rounded half up: the ends of an interval need no more."""
    return pieces((centavos + 50) // 100)


def _why(price: Mapping[str, Any], one: Scenario) -> Why:
    kept, without = (one.cost_e4 or 0), price["cost_e4"]
    return Why(
        _("cost with the clause − cost of the award found without it; surely between: the same with the proven bounds"),
        (
            (_("with it, MXN"), money(kept // 10_000)),
            (_("without it, MXN"), money(without // 10_000)),
            (_("gap with it"), gap_text(one.summary["gap_ppm"])),
            (_("gap without it"), gap_text(price["gap_ppm"])),
            (_("winners without it"), pieces(price["summary"]["winners"])),
        ),
        _("the same call decided again without the clause; easing it: multipliers of the proof"),
        _("the criterion of the call and the clauses of the scenario"),
        _("study"),
        one.run_key,
        "derived",
    )  # fmt: skip
