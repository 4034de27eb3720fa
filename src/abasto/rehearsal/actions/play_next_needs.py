"""Plays the next round into the middle of its needs: announced, and every institution somewhere on its way."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from ...catalogue.actions.carry_items import carry_items
from ...catalogue.models import Item
from ...law.reader import read_rule_set
from ...needs.consolidate import equal_months
from ...needs.minimum import LEGAL_SHARE, legal_minimum
from ...needs.requests.actions.enter_lines import Entered, enter_lines
from ...people.models import Organisation
from ...people.queries import codes_below
from ...people.roles import Role, Viewer
from ...rounds.actions.announce_round import announce_round
from ...rounds.announcing import NewRound, Window
from ...rounds.models import Round
from ...rounds.queries import calendar
from ..next_needs import NextNeeds, make_next_needs
from .play_market import demand_of_round

ACTOR = "rehearsal"
DEMO = "imss"
"""The institution whose people the demo lets one be first; it is shown in the middle of its work."""
COORDINATOR = Viewer(Role.COORDINATOR, username="coordinator")


def play_next_needs(before: Round) -> Round:
    """The round that follows, or the one that was played before. Everything in it is synthetic and says so."""
    code = next_code(before)
    for known in Round.objects.filter(code=code):
        return known
    with transaction.atomic():
        opened = announce_round(_next_round(before, code), COORDINATOR, ACTOR, before.clock, is_synthetic=True)
        carry_items(before, opened)
        demand = demand_of_round(before)
        made = make_next_needs(demand, _at_work(), before.seed)
        _enter(opened, made, demand.claves, demand.buyers)
    return opened


def next_code(before: Round) -> str:
    """ "mx-2029-2030" after "mx-2027-2028"; "-next" behind any other name."""
    years = before.months // 12
    last = before.first_year + years - 1
    tail = f"{before.first_year}-{last}"
    if not before.code.endswith(tail):
        return f"{before.code}-next"
    return f"{before.code.removesuffix(tail)}{before.first_year + years}-{last + years}"


def _next_round(before: Round, code: str) -> NewRound:
    years = before.months // 12
    first, last = before.first_year + years, before.first_year + 2 * years - 1
    windows = tuple(Window(one.phase, _later(one.starts, years), _later(one.ends, years)) for one in calendar(before))
    return NewRound(
        code, f"Compra consolidada {first}-{last}", f"Consolidated purchase {first}-{last}",
        _later(before.starts, years), before.months, before.code, windows,
    )  # fmt: skip


def _later(day: date, years: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)


def _at_work() -> frozenset[str]:
    """That institution, with all its buyers."""
    first = Organisation.objects.filter(code=DEMO).first()
    return frozenset(codes_below(first)) if first else frozenset()


def _enter(opened: Round, made: NextNeeds, claves: tuple[str, ...], buyers: tuple[str, ...]) -> None:
    items = dict(Item.objects.filter(clave__in=claves).values_list("clave", "pk"))
    organisations = dict(Organisation.objects.filter(code__in=buyers).values_list("code", "pk"))
    percent: Decimal = read_rule_set(opened.rule_set).value(LEGAL_SHARE, opened.starts).decimal
    by_month = equal_months(made.maximum_pieces, opened.months)
    count = len(made.codes)
    states = made.states.tolist()
    enter_lines(
        opened,
        Entered(
            organisation_ids=[organisations[buyers[place]] for place in made.buyers.tolist()],
            item_ids=[items[claves[place]] for place in made.codes.tolist()],
            minimum_pieces=legal_minimum(made.maximum_pieces, percent),
            by_month=by_month,
            states=states,
            verdicts=[""] * count,
            reasons=[""] * count,
            reason_texts=[""] * count,
            notes=["synthetic: looks ten times too much" if state == "returned" else "" for state in states],
        ),
        "rehearsal",
        ACTOR,
    )
