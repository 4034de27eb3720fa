"""Those who bid on a lot read, after its award, what decided it: at every door alike, or at none."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from abasto.award.models import BidOutcome
from abasto.award.papers.queries import lot_lines
from abasto.page.figures import money
from abasto.people.models import Organisation, User
from abasto.people.queries import viewer_of
from abasto.people.roles import Role
from abasto.rounds.models import Round
from abasto.rounds.queries import sight
from abasto.tender.kinds import OPEN
from abasto.tender.models import Bid, Lot, Procedure

pytestmark = pytest.mark.django_db
CODE = "mx-mini"
ENGLISH = {"accept-language": "en"}
RuleSetWith = Callable[[str, str], str]


def rivals() -> tuple[Bid, Bid]:
    """A losing bid whose price nothing else of its lot repeats, and a bid of somebody else on the same lot."""
    for outcome in BidOutcome.objects.filter(is_winner=False).select_related("bid__lot__item", "bid__supplier"):
        lost = outcome.bid
        others = lost.lot.bids.exclude(supplier=lost.supplier).select_related("supplier")
        figures = {*lost.lot.decision.figures.values(), *others.values_list("price_centavos", flat=True)}
        if others and lost.price_centavos not in figures:
            return lost, others[0]
    raise AssertionError("the small round has no such lot")


def bystander(lot: Lot) -> str:
    """A firm that bid, but not on this lot."""
    own = lot.bids.values_list("supplier__code", flat=True)
    return str(Bid.objects.exclude(supplier__code__in=own).order_by("key").values_list("supplier__code", flat=True)[0])


def account_of(firm: str) -> User:
    found = User.objects.filter(username=f"firm-{firm}").first()
    home = Organisation.objects.get(code=firm)
    return found or User.objects.create_user(f"firm-{firm}", role=Role.SUPPLIER, organisation=home)


def doors(lost: Bid, reader: str) -> dict[str, bool]:
    """Where this firm reads the price of that losing bid."""
    account = account_of(reader)
    client, clave, number = Client(), lost.lot.item.clave, lost.lot.procedure.number
    client.force_login(account)
    price, rival = lost.price_centavos, lost.supplier.code

    def text(address: str) -> str:
        return client.get(address, headers=ENGLISH).content.decode()

    def answer(address: str) -> list[dict[str, object]]:
        return list(json.loads(client.get(f"/api/v1/rounds/{CODE}{address}").content))

    def priced(rows: list[dict[str, object]], name: str = "bid") -> bool:
        return any(row[name] == lost.key and row["price_centavos"] == price for row in rows)

    lot = json.loads(client.get(f"/api/v1/rounds/{CODE}/lots/{clave}").content)
    openings = client.get(f"/rounds/{CODE}/openings/{number}/")
    seen = sight(viewer_of(account), lost.lot.procedure.round)
    extract = next(one for one in lot_lines(seen, lost.lot.procedure, rival) if one.clave == clave)
    return {
        "page": money(price) in text(f"/rounds/{CODE}/awards/{clave}/"),
        "story": money(price) in text(f"/rounds/{CODE}/items/{clave}/"),
        "losses": money(price) in text(f"/rounds/{CODE}/suppliers/{rival}/losses/?q={clave}"),
        "supplier": f"{price / 100:.2f}"
        in next(row for row in text(f"/rounds/{CODE}/suppliers/{rival}/?format=csv").splitlines() if clave in row),
        "bids": priced(answer(f"/lots/{clave}/bids"), "key"),
        "reasons": priced(answer(f"/lots/{clave}/reasons")),
        "lot": any(row["bid"]["key"] == lost.key and row["price_centavos"] == price for row in lot["bids"]),
        "extract": any(bid.supplier_code == rival and bid.price_centavos == price for bid in extract.bids),
        "openings": any(
            one["id"] == lost.key and one["facts"]["price_centavos"] == price
            for one in json.loads(openings.content)["openings"]
        ),
    }


def test_a_rival_on_the_lot_reads_a_losing_price_at_every_door() -> None:
    lost, rival = rivals()
    assert set(doors(lost, rival.supplier.code).values()) == {True}


def test_a_firm_that_did_not_bid_on_the_lot_reads_it_at_none() -> None:
    lost, _rival = rivals()
    assert set(doors(lost, bystander(lost.lot)).values()) == {False}


def test_where_the_law_of_the_call_opens_a_bid_to_its_owner_only_a_rival_reads_it_at_none(
    rule_set_with: RuleSetWith,
) -> None:
    lost, rival = rivals()
    Round.objects.filter(code=CODE).update(rule_set=rule_set_with("losing_price_disclosure", "owner"))
    lost.lot.procedure.round.refresh_from_db()
    assert set(doors(lost, rival.supplier.code).values()) == {False}
    assert set(doors(lost, lost.supplier.code).values()) == {True}


def test_papers_and_capacity_of_a_rival_open_with_its_price() -> None:
    lost, rival = rivals()
    client = Client()
    client.force_login(account_of(rival.supplier.code))
    rows = json.loads(client.get(f"/api/v1/rounds/{CODE}/lots/{lost.lot.item.clave}/bids").content)
    found = next(row for row in rows if row["key"] == lost.key)
    assert (found["capacity_pieces"], found["documents_lacking"]) == (lost.capacity_pieces, lost.documents_lacking)


def test_the_page_says_that_all_is_open_to_a_bidder_and_closed_to_a_bystander() -> None:
    lost, rival = rivals()
    page = f"/rounds/{CODE}/awards/{lost.lot.item.clave}/"
    told = {}
    for firm in (rival.supplier.code, bystander(lost.lot)):
        client = Client()
        client.force_login(account_of(firm))
        text = client.get(page, headers=ENGLISH).content.decode()
        told[firm] = ("all that decided it is open to you" in text, "are not open to your role" in text)
    assert list(told.values()) == [(True, False), (False, True)]


@pytest.mark.parametrize("phase", ["opening", "evaluation"])
def test_before_the_award_nothing_opens_to_a_rival(phase: str) -> None:
    lost, rival = rivals()
    Round.objects.filter(code=CODE).update(phase=phase)
    client = Client()
    client.force_login(account_of(rival.supplier.code))
    rows = json.loads(client.get(f"/api/v1/rounds/{CODE}/lots/{lost.lot.item.clave}/bids").content)
    assert [row["price_centavos"] for row in rows if row["key"] == lost.key] in ([], [None])


def test_bids_of_a_procedure_that_is_still_sealed_do_not_open() -> None:
    lost, rival = rivals()
    procedure = lost.lot.procedure
    main = Procedure.objects.get(pk=procedure.pk)
    main.pk, main.number, main.ocid = None, "LA-main", "ocds-main"
    main.save()
    Procedure.objects.filter(pk=procedure.pk).update(follows=main, phase=OPEN, position=2)
    client = Client()
    client.force_login(account_of(rival.supplier.code))
    address = f"/api/v1/rounds/{CODE}/lots/{lost.lot.item.clave}/bids?procedure={procedure.number}"
    rows = json.loads(client.get(address).content)
    assert [row["key"] for row in rows] == [rival.key]
