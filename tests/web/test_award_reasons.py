"""Why bids lost, the award on paper and concentration: what each role sees of them, in both languages."""

import csv
import io
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from abasto.award.actions.keep_act import keep_act
from abasto.award.models import BidOutcome
from abasto.award.papers.acts import Act, kept_act
from abasto.award.papers.paper import Language
from abasto.ledger.actions.record import record
from abasto.ledger.models import ArtifactName
from abasto.page.figures import money
from abasto.people.models import Organisation, User
from abasto.rounds.models import Round
from abasto.runs.models import Run
from abasto.tender.models import Bid, Lot, Procedure

pytestmark = pytest.mark.django_db
MINI = "mx-mini"
ROUND = f"/rounds/{MINI}"
API = f"/api/v1/rounds/{MINI}"
ENGLISH = {"accept-language": "en"}


def as_user(client: Client, username: str) -> Client:
    client.force_login(User.objects.get(username=username))
    return client


def as_supplier(client: Client, code: str) -> Client:
    """Signed in with an account of that firm."""
    account = User.objects.filter(role="supplier").order_by("username")[0]
    account.organisation = Organisation.objects.get(code=code)
    account.save()
    client.force_login(account)
    return client


def loser() -> str:
    """A firm that lost by its place."""
    return Bid.objects.filter(outcome__reason="not-among-winners").order_by("key")[0].supplier.code


def losses_page(client: Client, code: str, query: str = "", language: str = "en") -> str:
    answer = client.get(f"{ROUND}/suppliers/{code}/losses/{query}", headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("role", ["buyer", "coordinator", "auditor", "social-witness"])
def test_the_buying_side_sees_reasons_and_winning_prices(client: Client, role: str, language: str) -> None:
    as_user(client, role)
    code = loser()
    text = losses_page(client, code, language=language)
    assert f'lang="{language}"' in text
    lost = BidOutcome.objects.filter(bid__supplier__code=code, is_winner=False)
    assert str(lost.count()) in text
    assert money(lost[0].bid.price_centavos) in text


def test_where_the_law_says_so_a_supplier_sees_what_it_would_have_taken_of_its_own_bids_only(
    client: Client, rule_set_with: Callable[[str, str], str]
) -> None:
    Round.objects.filter(code="mx-mini").update(rule_set=rule_set_with("losing_price_disclosure", "owner"))
    code = loser()
    as_supplier(client, code)
    assert "Another price would have won" in losses_page(client, code)
    other = Bid.objects.exclude(supplier__code=code).filter(outcome__reason="not-among-winners")[0]
    text = losses_page(client, other.supplier.code)
    assert "Another price would have won" not in text
    assert money(other.price_centavos) not in text


def test_a_supplier_sees_of_a_rival_what_it_would_have_taken_on_the_lots_of_both(client: Client) -> None:
    code = loser()
    as_supplier(client, code)
    own = Bid.objects.filter(supplier__code=code).values("lot")
    shared = Bid.objects.filter(lot__in=own, outcome__is_winner=False).exclude(supplier__code=code)[0]
    text = losses_page(client, shared.supplier.code, f"?q={shared.lot.item.clave}")
    assert money(shared.price_centavos) in text
    assert "on a lot to those who bid on it" in text
    apart = Bid.objects.filter(supplier=shared.supplier, outcome__is_winner=False).exclude(lot__in=own)[0]
    assert money(apart.price_centavos) not in losses_page(client, shared.supplier.code, f"?q={apart.lot.item.clave}")


def test_the_public_sees_reasons_without_prices(client: Client) -> None:
    code = loser()
    text = losses_page(client, code)
    assert "Solvent, but not among the winners" in text
    assert "open to the buying side, to the firm itself" in text
    for bid in Bid.objects.filter(supplier__code=code, outcome__is_winner=False):
        assert money(bid.price_centavos) not in text


def test_before_the_award_the_page_is_closed_and_says_when_it_opens(client: Client) -> None:
    Round.objects.filter(code=MINI).update(phase="evaluation")
    answer = client.get(f"{ROUND}/suppliers/{loser()}/losses/", headers=ENGLISH)
    assert answer.status_code == 403
    assert "It opens to your role" in answer.content.decode()


def test_filters_and_workbook_show_the_same_bids(client: Client) -> None:
    as_user(client, "buyer")
    code = loser()
    answer = client.get(f"{ROUND}/suppliers/{code}/losses/?reason=not-among-winners&format=csv", headers=ENGLISH)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    lost = BidOutcome.objects.filter(bid__supplier__code=code, reason="not-among-winners")
    assert len(rows) == lost.count()
    assert "No bid meets these filters" in losses_page(client, code, "?q=zzzz")


def test_a_firm_that_won_all_or_never_bid_has_an_empty_page_with_a_way_out(client: Client) -> None:
    code = Bid.objects.all()[0].supplier.code
    Bid.objects.filter(supplier__code=code).delete()
    assert "No bid was lost" in losses_page(client, code)


def test_an_unknown_supplier_language_or_edition_is_not_found(client: Client) -> None:
    as_user(client, "buyer")
    for path in ("/suppliers/nobody/losses/", "/awards/act/public/fr.pdf", "/awards/act/secret/es.pdf",
                 "/awards/act/public/es.pdf?procedure=none", "/suppliers/nobody/extract/es.pdf"):  # fmt: skip
        assert client.get(f"{ROUND}{path}").status_code == 404, path


def test_the_award_of_a_code_tells_the_winning_price_of_each_losing_offer(client: Client) -> None:
    clave = Bid.objects.filter(outcome__reason="not-among-winners")[0].lot.item.clave
    as_user(client, "buyer")
    text = client.get(f"{ROUND}/awards/{clave}/", headers=ENGLISH).content.decode()
    assert "Would have won at" in text
    assert "one centavo more" in text
    client.logout()
    assert "Would have won at" not in client.get(f"{ROUND}/awards/{clave}/", headers=ENGLISH).content.decode()


def act_of(edition: str, language: Language) -> Act:
    return Act(Procedure.objects.select_related("round").get(round__code=MINI), edition, language)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_public_act_is_for_everyone_once_it_is_made(client: Client, language: Language) -> None:
    path = f"{ROUND}/awards/act/public/{language}.pdf"
    page = client.get(path, follow=True, headers=ENGLISH)
    assert "It is not made yet" in page.content.decode()
    keep_act(act_of("public", language), settings.STATE)
    answer = client.get(path)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "synthetic" in answer["Content-Disposition"]
    assert f"act/public/{language}.pdf" in client.get(page.request["PATH_INFO"]).content.decode()


def test_whoever_may_read_an_act_has_it_made_and_watches_how_far_it_is(client: Client) -> None:
    """The command it starts opens the database of this folder, not that of the tests, and ends there."""
    page = f"{ROUND}/awards/act/public/es/"
    answer = client.post(page, headers=ENGLISH, follow=True)
    assert answer.status_code == 200
    assert "Waiting for its worker" in answer.content.decode()
    seen: list[str] = []
    keep_act(act_of("public", "es"), settings.STATE, lambda done, total: seen.append(client.get(page).content.decode()))
    assert "abasto/js/progress.js" in seen[0]
    assert "act/public/es.pdf" in client.get(page).content.decode()
    assert Run.objects.filter(kind="act").count() == 1


def test_an_act_whose_worker_died_says_so_and_is_the_same_when_it_is_started_again(client: Client) -> None:
    class Killed(BaseException):
        pass

    def die(done: int, total: int) -> None:
        if done:
            raise Killed

    act, page = act_of("public", "es"), f"{ROUND}/awards/act/public/es/"
    with pytest.raises(Killed):
        keep_act(act, settings.STATE, die)
    text = client.get(page, headers=ENGLISH).content.decode()
    assert "the work stopped" in text
    assert "Start it again" in text
    again = keep_act(act, settings.STATE).artifact.sha256
    ArtifactName.objects.filter(name=act.name).delete()
    Run.objects.filter(kind="act").delete()
    assert keep_act(act, settings.STATE).artifact.sha256 == again


def test_an_act_is_made_again_only_after_something_happened_to_the_award() -> None:
    act = act_of("public", "es")
    before = keep_act(act, settings.STATE)
    assert keep_act(act, settings.STATE).run_key == before.run_key
    record("lots-annulled", act.procedure.number, "buyer", act.procedure.round.clock, {}, MINI)
    assert kept_act(act) is None
    assert keep_act(act, settings.STATE).run_key != before.run_key


def test_the_full_act_is_for_the_buying_side(client: Client) -> None:
    path = f"{ROUND}/awards/act/full/es.pdf"
    keep_act(act_of("full", "es"), settings.STATE)
    for address in (path, f"{ROUND}/awards/act/full/es/"):
        client.logout()
        assert client.get(address).status_code == 403
        assert as_supplier(client, loser()).get(address).status_code == 403
        assert as_user(client, "social-witness").get(address).status_code == 200
    assert as_supplier(client, loser()).post(f"{ROUND}/awards/act/full/en/").status_code == 403


def test_the_awards_page_offers_only_the_acts_one_may_take(client: Client) -> None:
    assert "/awards/act/full/" not in client.get(f"{ROUND}/awards/").content.decode()
    assert "/awards/act/full/" in as_user(client, "buyer").get(f"{ROUND}/awards/").content.decode()


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_bidder_takes_its_extract(client: Client, language: str) -> None:
    code = loser()
    answer = as_supplier(client, code).get(f"{ROUND}/suppliers/{code}/extract/{language}.pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer.content != client.get(f"{ROUND}/suppliers/{code}/extract/es.pdf").content or language == "es"


@pytest.mark.parametrize("language", ["es", "en"])
def test_concentration_is_compared_with_the_offers_where_prices_are_open(client: Client, language: str) -> None:
    headers = {"accept-language": language}
    public = client.get(f"{ROUND}/awards/concentration/", headers=headers)
    buyer = as_user(client, "buyer").get(f"{ROUND}/awards/concentration/", headers=headers)
    assert public.status_code == buyer.status_code == 200
    assert b"hhi_before" not in public.content
    assert len(buyer.content) > len(public.content)


@pytest.mark.parametrize("language", ["es", "en"])
def test_how_near_bids_were_is_for_those_who_see_every_price(client: Client, language: str) -> None:
    headers = {"accept-language": language}
    path = f"{ROUND}/awards/near/"
    assert client.get(path, headers=headers).status_code == 403
    assert as_supplier(client, loser()).get(path, headers=headers).status_code == 403
    lost = BidOutcome.objects.filter(is_winner=False).count()
    assert f"{lost} bids" in as_user(client, "buyer").get(path, headers=ENGLISH).content.decode()
    assert client.get(path, headers=headers).status_code == 200


def test_concentration_is_closed_before_the_award(client: Client) -> None:
    Round.objects.filter(code=MINI).update(phase="evaluation")
    assert client.get(f"{ROUND}/awards/concentration/").status_code == 403


def test_the_api_tells_reasons_losses_and_concentration(client: Client) -> None:
    bid = Bid.objects.filter(outcome__reason="not-among-winners", supplier__code=loser())[0]
    clave = Lot.objects.get(pk=bid.lot_id).item.clave
    public = client.get(f"{API}/lots/{clave}/reasons").json()
    assert all(row["taken"] is None and row["price_centavos"] is None for row in public)
    as_supplier(client, bid.supplier.code)
    own = {row["supplier_code"]: row for row in client.get(f"{API}/lots/{clave}/reasons").json()}
    assert own[bid.supplier.code]["taken"]["answer"] == "price"
    assert all(row["taken"] is None for code, row in own.items() if code != bid.supplier.code)
    losses = client.get(f"{API}/suppliers/{bid.supplier.code}/losses?reason=not-among-winners").json()
    assert losses["total"] == len(losses["rows"])
    assert bid.key in {row["bid"] for row in losses["rows"]}
    whole = client.get(f"{API}/concentration").json()[0]
    assert whole["category"] == ""
    assert whole["after"]["hhi"] > 0


def test_who_bid_on_a_lot_finds_its_openings_there_and_nobody_else_does(client: Client) -> None:
    bid = Bid.objects.filter(outcome__reason="not-among-winners").order_by("key")[0]
    page, openings = f"{ROUND}/awards/{bid.lot.item.clave}/", f"{ROUND}/openings/{bid.lot.procedure.number}/"
    assert openings in as_supplier(client, bid.supplier.code).get(page).content.decode()
    elsewhere = Bid.objects.exclude(supplier__bid__lot=bid.lot).order_by("key")[0].supplier.code
    assert openings not in as_supplier(client, elsewhere).get(page).content.decode()
    assert openings not in Client().get(page).content.decode()
