"""The public portal: what was bought, at what price, did it arrive. Always with a citizen's eyes, whoever looks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..award.queries import award_lines
from ..contracts.models import ContractLine
from ..needs.models import NeedLine
from ..needs.queries import consolidated_visible_to
from ..people.models import DeliveryPoint, Organisation
from ..people.roles import CITIZEN
from ..people.visibility import Sight
from ..rounds.models import Participation, Round
from ..rounds.queries import sight
from ..supply.delivery_split import Weights, split_of_buyer, weights_by_state
from ..supply.models import LineDelivery
from ..supply.queries import fills
from .kept import kept
from .sums import BuyerSums, delivered_by_code, homes, sums_by_buyer


@dataclass(frozen=True)
class CodeLine:
    """A code for the public; None is not public yet. price_centavos: mean of the awarded pieces, per piece."""

    clave: str
    description: str
    state: str | None
    asked: int
    awarded: int | None = None
    price_centavos: int | None = None
    money_centavos: int | None = None
    due: int | None = None
    received: int | None = None


@dataclass(frozen=True)
class PlaceLine:
    """What a state or an institution asked, has under contract and got (pieces); None is not public yet."""

    code: str
    name: str
    asked: int
    contracted: int | None
    due: int | None
    received: int | None


@dataclass(frozen=True)
class SupplierLine:
    """What a supplier won, and how much of what was due of it arrived."""

    code: str
    name: str
    codes: int
    awarded: int
    money_centavos: int
    due: int | None
    received: int | None


def citizen_sight(of: Round) -> Sight:
    """What anyone may see of the round today."""
    return sight(CITIZEN, of)


def by_code(of: Round) -> tuple[CodeLine, ...]:
    """Every code of the round, by clave."""
    return kept(of, "portal-codes", _codes)


def _codes(of: Round) -> tuple[CodeLine, ...]:
    seen = citizen_sight(of)
    asked = consolidated_visible_to(seen, of).values_list("item__clave", "item__description", "maximum_pieces")
    lines = {clave: CodeLine(clave, text, None, pieces) for clave, text, pieces in asked}
    sees_award = seen.sees_all("award")
    for line in award_lines(seen, of):
        money = line.money_centavos if sees_award else None
        price = money // line.awarded_pieces if money is not None and line.awarded_pieces else None
        awarded = line.awarded_pieces if sees_award else None
        lines[line.clave] = CodeLine(
            line.clave, line.description, line.state, line.needed_pieces, awarded, price, money
        )
    if seen.sees_all("delivery"):
        for clave, code in kept(of, "delivered-by-code", delivered_by_code).items():
            lines[clave] = replace(lines[clave], due=code.due, received=code.received)
    return tuple(lines[clave] for clave in sorted(lines))


def by_institution(of: Round) -> tuple[PlaceLine, ...]:
    """Every buyer of the round, in its order."""
    seen = citizen_sight(of)
    if not seen.sees_all("need"):
        return ()
    names = dict(
        Participation.objects.filter(round=of, is_buyer=True).values_list("organisation__code", "organisation__name")
    )
    return tuple(_place(code, names[code], sums, seen) for code, sums in _buyer_sums(of).items())


def by_state(of: Round) -> tuple[PlaceLine, ...]:
    """Every state, derived: buyers' pieces split over their delivery points. By INEGI key."""
    seen = citizen_sight(of)
    if not seen.sees_all("need"):
        return ()
    totals: dict[str, BuyerSums] = {}
    for parts in _parts(of).values():
        for state, part in parts.items():
            totals[state] = _added(totals.get(state, BuyerSums()), part)
    return tuple(_place(state, state, totals[state], seen) for state in sorted(totals))


def institutions_of_state(of: Round, state: str) -> tuple[PlaceLine, ...]:
    """The buyers with pieces in a state, and their part there (derived)."""
    names = {line.code: line.name for line in by_institution(of)}
    seen = citizen_sight(of)
    return tuple(
        _place(code, names[code], parts[state], seen)
        for code, parts in _parts(of).items()
        if code in names and state in parts
    )


def by_supplier(of: Round) -> tuple[SupplierLine, ...]:
    """Every supplier with an award, the largest amount first."""
    return kept(of, "portal-suppliers", _suppliers)


def _suppliers(of: Round) -> tuple[SupplierLine, ...]:
    seen = citizen_sight(of)
    delivered = fills(seen, of)
    won: dict[str, SupplierLine] = {}
    for line in award_lines(seen, of):
        for winner in line.winners:
            code = winner.supplier_code
            fill = delivered.get(code)
            told = won.get(code) or SupplierLine(
                code,
                winner.supplier,
                0,
                0,
                0,
                fill.due_pieces if fill else None,
                fill.received_pieces if fill else None,
            )
            won[code] = replace(
                told,
                codes=told.codes + 1,
                awarded=told.awarded + winner.pieces,
                money_centavos=told.money_centavos + winner.pieces * winner.price_centavos,
            )
    return tuple(sorted(won.values(), key=lambda one: (-one.money_centavos, one.code)))


def codes_of_institution(of: Round, buyer: Organisation) -> list[CodeLine]:
    """What one buyer asked for, code by code, with what it has under contract and got."""
    seen = citizen_sight(of)
    if not seen.sees_all("need"):
        return []
    needs = NeedLine.objects.filter(round=of, buyer=buyer, maximum_pieces__gt=0).order_by("item__clave")
    lines = {
        clave: CodeLine(clave, text, None, pieces)
        for clave, text, pieces in needs.values_list("item__clave", "item__description", "maximum_pieces")
    }
    if seen.sees_all("contract"):
        for clave, awarded, money in _contracted(of, buyer):
            line = lines[clave]
            pieces, centavos = (line.awarded or 0) + awarded, (line.money_centavos or 0) + money
            lines[clave] = replace(line, awarded=pieces, money_centavos=centavos, price_centavos=centavos // pieces)
    if seen.sees_all("delivery"):
        for clave, due, received in _delivered(of, buyer):
            line = lines[clave]
            lines[clave] = replace(line, due=(line.due or 0) + due, received=(line.received or 0) + received)
    return list(lines.values())


def _contracted(of: Round, buyer: Organisation) -> list[tuple[str, int, int]]:
    rows = ContractLine.objects.filter(contract__round=of, buyer=buyer, maximum_pieces__gt=0)
    fields = rows.values_list("award__lot__item__clave", "maximum_pieces", "price_centavos")
    return [(clave, pieces, pieces * price) for clave, pieces, price in fields]


def _delivered(of: Round, buyer: Organisation) -> list[tuple[str, int, int]]:
    rows = LineDelivery.objects.filter(line__contract__round=of, line__buyer=buyer)
    return list(rows.values_list("line__award__lot__item__clave", "due_pieces", "received_pieces"))


def points_of_state(of: Round, state: str) -> list[tuple[str, str, str, str, str]]:
    """(name, municipality, class of staff, buyer's name, buyer's code) of the state's delivery points; public facts."""
    buyers = Participation.objects.filter(round=of, is_buyer=True).values("organisation")
    points = DeliveryPoint.objects.filter(state=state, organisation__in=buyers).order_by("name", "code")
    return list(points.values_list("name", "municipality", "size_class", "organisation__name", "organisation__code"))


def _buyer_sums(of: Round) -> dict[str, BuyerSums]:
    return kept(of, "buyer-sums", sums_by_buyer)


def _parts(of: Round) -> Mapping[str, Mapping[str, BuyerSums]]:
    """buyer -> state -> its part of every sum."""
    return kept(of, "buyer-parts", _make_parts)


def _make_parts(of: Round) -> dict[str, dict[str, BuyerSums]]:
    home = homes(of)
    points = DeliveryPoint.objects.filter(organisation__code__in=list(home)).order_by()
    weights = weights_by_state(points.values_list("organisation__code", "state", "size_class"))
    return {code: _part(sums, home[code], weights.get(code, {})) for code, sums in _buyer_sums(of).items()}


def _part(sums: BuyerSums, home: str, weights: Weights) -> dict[str, BuyerSums]:
    asked = dict(split_of_buyer(sums.asked, home, weights))
    contracted = dict(split_of_buyer(sums.contracted, home, weights))
    due = dict(split_of_buyer(sums.due, home, weights))
    received = dict(split_of_buyer(sums.received, home, weights))
    return {state: BuyerSums(asked[state], contracted[state], due[state], received[state]) for state in asked}


def _added(one: BuyerSums, other: BuyerSums) -> BuyerSums:
    return BuyerSums(
        one.asked + other.asked,
        one.contracted + other.contracted,
        one.due + other.due,
        one.received + other.received,
    )


def _place(code: str, name: str, sums: BuyerSums, seen: Sight) -> PlaceLine:
    contracted = sums.contracted if seen.sees_all("contract") else None
    due, received = (sums.due, sums.received) if seen.sees_all("delivery") else (None, None)
    return PlaceLine(code, name, sums.asked, contracted, due, received)
