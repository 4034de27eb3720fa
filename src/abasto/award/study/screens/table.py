"""The scenarios of a round as rows, beside the lawful award of the same call."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ....page.table import Column, Link, Row
from ....rounds.models import Round
from ..models import Scenario
from ..summary import gap_percent

Figures = Mapping[str, Any]


def columns() -> tuple[Column, ...]:
    """What is said of every scenario."""
    return (
        Column("name", _("Scenario"), wide=True),
        Column("state", _("State"), "state"),
        Column("clauses", _("Clauses"), "number"),
        Column("awarded", _("Codes awarded"), "number"),
        Column("winners", _("Winners"), "number"),
        Column("money", _("Awarded"), "money", unit="MXN"),
        Column("left", _("Not served"), "pieces", unit=_("pieces")),
        Column("total", _("Cost with what is not served"), "money", unit="MXN"),
        Column("difference", _("Against the lawful award"), "money", unit="MXN"),
        Column("gap", _("At most above the best"), "text"),
        Column("proof", _("Certificate"), "text"),
        Column("first", _("Largest supplier"), "share"),
        Column("status", _("Standing"), "text"),
    )


def rows(scenarios: Sequence[Scenario], of: Round) -> list[Row]:
    """A row a scenario; figures only of those that were answered."""
    return [_row(one, of) for one in scenarios]


def _row(one: Scenario, of: Round) -> Row:
    address = reverse("web:scenario", args=[of.code, one.code])
    head: dict[str, object] = {"name": Link(one.name, address), "state": one.state, "clauses": len(one.clauses)}
    if one.cost_e4 is None:
        return {**head, "status": standing(one)}
    found = one.summary
    return {
        **head,
        "awarded": found["awarded"],
        "winners": found["winners"],
        "money": found["money_centavos"],
        "left": found["left_pieces"],
        "total": found["total_centavos"],
        "difference": found["total_centavos"] - found["lawful"]["total_centavos"],
        "gap": gap_of(one),
        "proof": one.certificate_sha256[:12],
        "first": found["first_permyriad"] / 10_000,
        "status": standing(one),
    }


def standing(one: Scenario) -> str:
    """What the result is worth in law."""
    return _("award across lots") if one.is_awardable else _("study, not awardable")


def gap_of(one: Scenario) -> str:
    """The proven gap of an answered scenario."""
    return gap_text(one.summary["gap_ppm"])


def gap_text(ppm: int) -> str:
    """A gap in millionths as a percent with three decimals, rounded up."""
    return f"{gap_percent(ppm)} %"
