"""Plays the suppliers: registers them with their debarments, and hands in their bids."""

from datetime import timedelta

from ...people.actions.register_organisations import NewOrganisation, register_organisations
from ...people.models import Organisation
from ...tender.actions.receive_bids import receive_bids
from ...tender.call_text import read_back
from ...tender.facts import NewBid
from ...tender.models import Debarment, Procedure
from ..demand import Demand
from ..judged import judge
from ..market import Market
from .play_market import market_of
from .with_what_is_free import with_what_is_free

ORIGIN = "synthetic"
CITATION = "synthetic register of debarred suppliers"


def play_bids(procedure: Procedure, need_sha256: str) -> dict[str, int]:
    """Hand in every synthetic bid on the call; returns how many suppliers and bids.

    On a later call the same firms offer the same again, with the capacity that no award has used yet.
    """
    of = procedure.round
    demand, market = market_of(of, need_sha256)
    codes = [supplier_code(of.first_year, code) for code in market.suppliers.codes]
    known = register_organisations(_firms(market, codes, of.first_year))
    suppliers = {code: known[code] for code in codes}
    bids = _bids(procedure, demand, market, codes)
    if procedure.follows is None:
        _debar(procedure, market, codes, suppliers)
    else:
        bids = with_what_is_free(procedure, bids)
    received = receive_bids(procedure, bids, suppliers, ORIGIN)
    return {"suppliers": len(codes), "bids": received}


def supplier_code(first_year: int, code: str) -> str:
    """A synthetic firm belongs to the market of one round."""
    return f"{code}-{first_year}"


def _firms(market: Market, codes: list[str], first_year: int) -> list[NewOrganisation]:
    firms = market.suppliers
    return [
        NewOrganisation(
            code=code,
            name=f"{name} ({first_year})",
            short_name=name,
            kind="supplier",
            origin=ORIGIN,
            is_legal_entity=True,
            size=size,
            country=country,
        )
        for code, name, size, country in zip(codes, firms.names, firms.sizes, firms.countries, strict=True)
    ]


def _debar(procedure: Procedure, market: Market, codes: list[str], suppliers: dict[str, Organisation]) -> None:
    opening = procedure.bids_due_at.date()
    starts, ends = market.suppliers.debarred_from_day.tolist(), market.suppliers.debarred_until_day.tolist()
    Debarment.objects.bulk_create(
        Debarment(
            supplier=suppliers[code],
            starts=opening + timedelta(days=first),
            ends=opening + timedelta(days=last),
            citation=CITATION,
            origin=ORIGIN,
        )
        for code, first, last in zip(codes, starts, ends, strict=True)
        if (first, last) != (0, 0)
    )


def _bids(procedure: Procedure, demand: Demand, market: Market, codes: list[str]) -> list[NewBid]:
    rules = read_back(procedure.rules)
    asked = [document.key for document in rules.required_documents]
    judged = judge(demand, market, rules.points.criteria if rules.points else (), procedure.round.seed)
    is_by_benefit = rules.evaluation == "cost-benefit"
    bids = market.bids
    return [
        NewBid(
            clave=demand.claves[item],
            supplier=codes[supplier],
            price_centavos=price,
            capacity_pieces=capacity,
            country=country,
            documents=tuple(key for bit, key in enumerate(asked) if not lacking >> bit & 1),
            draw_place=place,
            points=judged.points(at),
            national_content_percent=judged.content(at),
            other_costs_centavos=int(judged.other_costs_centavos[at]) if is_by_benefit else 0,
            benefit_centavos=int(judged.benefit_centavos[at]) if is_by_benefit else 0,
        )
        for at, (item, supplier, price, capacity, country, lacking, place) in enumerate(
            zip(
                bids.item_index.tolist(),
                bids.supplier_index.tolist(),
                bids.price_centavos.tolist(),
                bids.capacity_pieces.tolist(),
                bids.countries,
                bids.documents_lacking.tolist(),
                bids.draw_place.tolist(),
                strict=True,
            )
        )
    ]
