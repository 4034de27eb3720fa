"""Prices, call, awards, contracts, suppliers and flags: what each role sees of them, and what it does not."""

import csv
import io

import pytest
from django.test import Client

from abasto.award.models import Award, BidOutcome, LotDecision
from abasto.contracts.models import Contract
from abasto.integrity.models import Flag
from abasto.market.models import Quote, ReferencePrice
from abasto.page.figures import money, pieces
from abasto.people.models import User
from abasto.rounds.models import Round
from abasto.supply.models import SupplierFill
from abasto.tender.models import Bid, Lot, Procedure

pytestmark = pytest.mark.django_db
MINI = "mx-mini"
ROUND = f"/rounds/{MINI}"
ENGLISH = {"accept-language": "en"}


def as_user(client: Client, username: str) -> Client:
    client.force_login(User.objects.get(username=username))
    return client


def supplier_account() -> User:
    return User.objects.filter(role="supplier").order_by("username")[0]


def in_phase(phase: str) -> None:
    Round.objects.filter(code=MINI).update(phase=phase)


def page(client: Client, path: str) -> str:
    answer = client.get(f"{ROUND}{path}", headers=ENGLISH)
    assert answer.status_code == 200, path
    return answer.content.decode()


def rows_of(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(f"{ROUND}{path}", headers=ENGLISH)
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_page_of_buying_answers_in_both_languages(client: Client) -> None:
    as_user(client, "auditor")
    contract = Contract.objects.order_by("number")[0]
    buyer = contract.lines.order_by("buyer__code")[0].buyer.code
    clave = Lot.objects.order_by("number")[0].item.clave
    firm = contract.supplier.code
    paths = (
        "/prices/", f"/prices/{clave}/", "/call/", "/awards/", f"/awards/{clave}/", "/contracts/",
        f"/contracts/{contract.number}/", f"/contracts/{contract.number}/points/{buyer}/", "/suppliers/",
        f"/suppliers/{firm}/", "/flags/",
    )  # fmt: skip
    for language in ("es", "en"):
        answers = [client.get(f"{ROUND}{path}", headers={"accept-language": language}) for path in paths]
        assert [answer.status_code for answer in answers] == [200] * len(paths)
        assert all(f'lang="{language}"' in answer.content.decode() for answer in answers)


def test_the_answer_stands_on_top_of_the_award_of_a_code(client: Client) -> None:
    award = Award.objects.filter(lot__decision__state="awarded", share_percent=100).select_related("bid__supplier")[0]
    text = page(client, f"/awards/{award.lot.item.clave}/")
    assert f"Awarded to {award.bid.supplier.name} at {money(award.price_centavos)} MXN" in text


def test_a_code_that_was_not_awarded_says_why_and_how_many_bids_fell_for_it(client: Client) -> None:
    decision = LotDecision.objects.filter(state="not-awarded").exclude(causes={}).select_related("lot__item")[0]
    text = page(client, f"/awards/{decision.lot.item.clave}/")
    assert "Not awarded:" in text
    assert f"of {sum(decision.causes.values())}" in text


def test_every_offer_has_a_why_with_the_article(client: Client) -> None:
    as_user(client, "auditor")
    lot = Lot.objects.filter(bids__isnull=False, decision__isnull=False).order_by("number")[0]
    text = page(client, f"/awards/{lot.item.clave}/")
    assert text.count('<details class="why">') > lot.bids.count()
    assert f"call {lot.procedure.number}" in text


def losing_bid() -> Bid:
    """A losing bid whose price no other figure of its lot repeats."""
    for outcome in BidOutcome.objects.filter(is_winner=False).select_related("bid__lot__item", "bid__supplier"):
        price = outcome.bid.price_centavos
        others = Bid.objects.filter(lot=outcome.bid.lot, price_centavos=price).count()
        if others == 1 and price not in outcome.bid.lot.decision.figures.values():
            return outcome.bid
    raise AssertionError("the small round has no losing bid")


def test_a_losing_price_is_seen_by_the_buyer_and_by_participants_but_not_by_a_citizen(client: Client) -> None:
    bid = losing_bid()
    path = f"/awards/{bid.lot.item.clave}/"
    assert money(bid.price_centavos) not in page(client, path)
    assert money(bid.price_centavos) in page(as_user(client, "buyer"), path)
    planner = User.objects.filter(role="planner").order_by("username")[0]
    assert money(bid.price_centavos) in page(as_user(client, planner.username), path)


def test_a_supplier_sees_its_own_losing_prices_and_no_other_on_lots_on_which_it_did_not_bid(client: Client) -> None:
    user = supplier_account()
    own = BidOutcome.objects.filter(is_winner=False, bid__supplier=user.organisation).select_related("bid__lot__item")
    mine = own[0].bid
    as_user(client, user.username)
    assert money(mine.price_centavos) in page(client, f"/awards/{mine.lot.item.clave}/")
    rows = rows_of(client, f"/suppliers/{mine.supplier.code}/?format=csv")
    assert all(row["Price (MXN per piece)"] for row in rows)
    lots = Bid.objects.filter(supplier=user.organisation).values("lot")
    claves = set(Lot.objects.filter(pk__in=lots).values_list("item__clave", flat=True))
    other = BidOutcome.objects.filter(is_winner=False).exclude(bid__lot__in=lots)[0].bid.supplier
    rows = rows_of(client, f"/suppliers/{other.code}/?format=csv")
    lost = [row for row in rows if not row["Awarded (pieces)"]]
    assert {bool(row["Price (MXN per piece)"]) for row in lost if row["Clave"] not in claves} == {False}
    assert {bool(row["Price (MXN per piece)"]) for row in lost if row["Clave"] in claves} <= {True}


def test_capacity_and_papers_of_a_bid_stay_with_the_buyer_and_its_owner(client: Client) -> None:
    bid = losing_bid()
    path = f"/awards/{bid.lot.item.clave}/?format=csv"
    column = "Capacity (pieces)"
    assert {row[column] for row in rows_of(client, path)} == {""}
    assert str(bid.capacity_pieces) in {row[column] for row in rows_of(as_user(client, "buyer"), path)}


@pytest.mark.parametrize("path", ["/awards/", "/prices/", "/suppliers/", "/contracts/"])
def test_before_the_opening_a_supplier_finds_a_closed_page_that_says_when_it_opens(client: Client, path: str) -> None:
    in_phase("bids")
    answer = client.get(f"{ROUND}{path}", headers=ENGLISH)
    assert answer.status_code == 403
    assert "It opens to your role when the round reaches the phase" in answer.content.decode()


def test_reference_prices_are_open_to_the_buyer_before_the_award_and_to_nobody_else(client: Client) -> None:
    in_phase("evaluation")
    price = ReferencePrice.objects.select_related("item")[0]
    path = f"{ROUND}/prices/{price.item.clave}/"
    assert client.get(path).status_code == 403
    assert client.get(f"{ROUND}/prices/?format=csv").status_code == 403
    as_user(client, supplier_account().username)
    assert client.get(path).status_code == 403
    assert money(price.median_centavos) in page(as_user(client, "buyer"), f"/prices/{price.item.clave}/")


def test_quotes_stay_with_the_buyer_also_after_the_award(client: Client) -> None:
    quote = Quote.objects.select_related("item", "source").order_by("item__clave")[0]
    path = f"/prices/{quote.item.clave}/"
    assert quote.source.name not in page(client, path)
    assert "Your role may not see the quotes" in page(client, path)
    assert quote.source.name in page(as_user(client, "buyer"), path)


def test_filters_change_rows_totals_and_file_alike(client: Client) -> None:
    left = LotDecision.objects.filter(reason="documents")
    rows = rows_of(client, "/awards/?reason=documents&format=csv")
    assert len(rows) == left.count() > 0
    asked = sum(decision.needed_pieces for decision in left)
    assert f'title="{pieces(asked)}"' in page(client, "/awards/?reason=documents")


def test_a_filter_that_nothing_meets_shows_the_way_out(client: Client) -> None:
    assert "Clear the filters" in page(client, "/awards/?q=nothing-is-called-so")


def test_the_file_of_awards_says_that_it_is_synthetic(client: Client) -> None:
    answer = client.get(f"{ROUND}/awards/?format=xlsx")
    assert "synthetic" in answer.headers["Content-Disposition"]
    assert {row["data"] for row in rows_of(client, "/awards/?format=csv")} == {"synthetic"}


def test_the_call_shows_every_rule_with_its_article_and_whether_it_was_checked(client: Client) -> None:
    text = page(client, "/call/")
    assert "more than 10 % above the median" in text
    assert "To be checked" in text
    assert "Ley General de Salud, art. 376" in text


def test_before_the_call_its_page_says_that_there_is_none(client: Client) -> None:
    Procedure.objects.all().delete()
    assert "The call has not been published yet" in page(client, "/call/")


def test_contracts_are_closed_before_their_phase_but_a_party_sees_its_own(client: Client) -> None:
    in_phase("award")
    assert client.get(f"{ROUND}/contracts/").status_code == 403
    contract = Contract.objects.exclude(supplier=supplier_account().organisation)[0]
    user = supplier_account()
    User.objects.filter(pk=user.pk).update(organisation=contract.supplier)
    as_user(client, user.username)
    rows = rows_of(client, "/contracts/?format=csv")
    assert {row["Supplier"] for row in rows} == {contract.supplier.name}
    foreign = Contract.objects.exclude(supplier=contract.supplier)[0]
    assert client.get(f"{ROUND}/contracts/{foreign.number}/").status_code == 404


def test_the_lines_of_a_contract_add_up_to_it(client: Client) -> None:
    contract = Contract.objects.order_by("-lines_count")[0]
    rows = rows_of(client, f"/contracts/{contract.number}/?format=csv")
    assert len(rows) == contract.lines_count
    assert sum(int(row["Maximum (pieces)"]) for row in rows) == contract.maximum_pieces


def test_delivery_points_hold_every_piece_of_the_buyer_or_say_that_none_is_known(client: Client) -> None:
    lines = Contract.objects.get(number=Contract.objects.order_by("-lines_count")[0].number).lines
    buyer = lines.order_by("buyer__code")[0].buyer
    held = sum(line.maximum_pieces for line in lines.filter(buyer=buyer))
    path = f"/contracts/{lines.all()[0].contract.number}/points/{buyer.code}/"
    rows = rows_of(client, f"{path}?format=csv")
    assert sum(int(row["Pieces"]) for row in rows) in (0, held)
    assert "derived" in page(client, path)


def test_a_buyer_that_is_not_in_the_contract_has_no_points_there(client: Client) -> None:
    number = Contract.objects.order_by("number")[0].number
    assert client.get(f"{ROUND}/contracts/{number}/points/nobody/").status_code == 404


def test_the_page_of_a_supplier_says_what_it_won_lost_and_how_it_fills(client: Client) -> None:
    fill = SupplierFill.objects.filter(due_pieces__gt=0).select_related("supplier")[0]
    outcomes = BidOutcome.objects.filter(bid__supplier=fill.supplier)
    won = outcomes.filter(is_winner=True).count()
    text = page(client, f"/suppliers/{fill.supplier.code}/")
    assert f"{outcomes.count()} bids: {won} won, {outcomes.count() - won} lost." in text
    assert pieces(fill.due_pieces) in text


def test_a_supplier_recognises_its_own_page(client: Client) -> None:
    user = supplier_account()
    path = f"/suppliers/{user.organisation.code}/"
    assert "This is your firm" not in page(client, path)
    assert "This is your firm" in page(as_user(client, user.username), path)


def test_raised_flags_are_seen_by_the_auditor_alone(client: Client) -> None:
    flag = Flag.objects.filter(lot__isnull=False).select_related("lot__item")[0]
    lot_page = f"/awards/{flag.lot.item.clave}/"
    assert client.get(f"{ROUND}/flags/").status_code == 403
    assert "Reasons to look" not in page(client, lot_page)
    for username in ("buyer", "coordinator", supplier_account().username):
        as_user(client, username)
        assert client.get(f"{ROUND}/flags/").status_code == 403
        assert "Reasons to look" not in page(client, lot_page)
    as_user(client, "auditor")
    assert len(rows_of(client, "/flags/?format=csv")) == Flag.objects.filter(procedure__round__code=MINI).count()
    assert "Reasons to look" in page(client, lot_page)


def test_what_a_kind_of_flag_means_is_public_and_accuses_nobody(client: Client) -> None:
    text = client.get("/flags/single-bid/", headers=ENGLISH).content.decode()
    assert "When it is innocent" in text
    assert "not a finding" in text
    assert client.get("/flags/no-such-flag/").status_code == 404


@pytest.mark.parametrize("path", ["/awards/099.999.9999.99/", "/contracts/none/", "/suppliers/nobody/", "/prices/x/"])
def test_what_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"{ROUND}{path}").status_code == 404
