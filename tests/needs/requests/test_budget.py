"""The budget passbook draws down line by line."""

import pytest
from django.test import Client

from abasto.award.actions.push_prices import push_prices
from abasto.base.refusal import Refused
from abasto.ledger.models import Event
from abasto.needs.requests.actions.save_cells import save_cells
from abasto.needs.requests.budget.actions.assign_funds import assign_funds
from abasto.needs.requests.budget.actions.keep_price_estimates import Estimate, keep_price_estimates
from abasto.needs.requests.budget.actions.state_budget import state_budget
from abasto.needs.requests.budget.passbook import LineCost, accounts, entries
from abasto.needs.requests.budget.queries import line_costs, prices_of
from abasto.needs.requests.cells import CellChange
from abasto.needs.requests.queries import codes_open
from abasto.people.models import Organisation, User
from abasto.people.roles import Role
from abasto.rounds.queries import round_named

from .announced import AT, after, announce, buyer_of, viewer_for
from .files import uploader


def cost(clave: str, least: int, most: int, price: int | None, funds: str = "fassa") -> LineCost:
    return LineCost(clave, funds, least, most, price)


def test_every_line_draws_its_maximum_and_owes_its_minimum() -> None:
    lines = [cost("a", 4, 10, 100), cost("b", 2, 5, None), cost("c", 0, 3, 50, "state")]
    found = {one.funds: one for one in accounts(lines, {"fassa": 1500, "ramo-12": 7})}
    assert (found["fassa"].minimum, found["fassa"].maximum, found["fassa"].balance) == (400, 1000, 500)
    assert (found["fassa"].lines, found["fassa"].unpriced) == (2, 1)
    assert (found["state"].balance, found["state"].is_overdrawn) == (-150, True)
    assert found["ramo-12"].balance == 7


def test_the_overdrawn_stand_first() -> None:
    lines = [cost("a", 0, 1, 60), cost("b", 0, 1, 60), cost("c", 0, 1, 10), cost("d", 0, 1, 1, "state")]
    assert [one.funds for one in accounts(lines, {"fassa": 200})] == ["state", "fassa"]
    assert [(one.line.clave, one.balance) for one in entries(lines[:3], 100)] == [("b", -20), ("c", -30), ("a", 40)]


@pytest.mark.django_db
@pytest.mark.db
def test_a_planner_states_a_budget_and_says_what_is_paid_from_it() -> None:
    of = announce()
    buyer, claves = buyer_of(of), list(codes_open(of))[:2]
    save_cells(of, buyer, viewer_for(buyer), "p", [CellChange(clave, 0, 0, 10) for clave in claves], AT)
    keep_price_estimates(
        of, {claves[0]: Estimate(250, "award of mx-mini", "synthetic"), "no": Estimate(1, "", "")}, "p", AT
    )
    by = uploader(of, buyer)
    state_budget(by, "fassa", 100_00, "Oficio 12")
    state_budget(by, "fassa", 200_00, "Oficio 13")
    assert assign_funds(by, "fassa") == 2
    assert assign_funds(by, "state") == 0
    assert assign_funds(by, "state", only_unsaid=False, clave=claves[1]) == 1
    assert [(one.funds, one.maximum_centavos) for one in line_costs(of, buyer)] == [("fassa", 2500), ("state", 0)]
    assert Event.objects.filter(kind="request-budget-stated").count() == 2


@pytest.mark.django_db
def test_who_may_not_state_needs_states_no_budget() -> None:
    of = announce()
    mine, other = buyer_of(of, 0), buyer_of(of, 1)
    for by in (uploader(of, mine, viewer_for(other)), uploader(of, mine, viewer_for(mine, Role.APPROVER)),
               uploader(of, mine, at=after(400))):  # fmt: skip
        with pytest.raises(Refused):
            state_budget(by, "fassa", 1, "")
    for funds, centavos, code in (("lottery", 1, "funds-unknown"), ("fassa", -1, "budget-unfit")):
        with pytest.raises(Refused) as refused:
            state_budget(uploader(of, mine), funds, centavos, "")
        assert refused.value.code == code


@pytest.mark.django_db
def test_prices_are_the_average_of_the_winners_weighted_by_pieces() -> None:
    from abasto.award.models import Award

    of, before = announce(), round_named("mx-mini")
    assert push_prices(before, of, "p", AT) > 0
    item, (centavos, source, origin) = next(iter(prices_of(of).items()))
    won = Award.objects.filter(lot__procedure__round=before, lot__item_id=item, is_ended=False)
    pieces = sum(one.maximum_pieces for one in won)
    assert abs(centavos - sum(one.maximum_pieces * one.price_centavos for one in won) / pieces) <= 0.5
    assert (source, origin) == ("award of mx-mini", "synthetic")


@pytest.mark.django_db
def test_the_page_shows_accounts_and_lines_and_takes_a_budget() -> None:
    of = announce()
    imss = Organisation.objects.get(code="imss")
    clave = next(iter(codes_open(of)))
    save_cells(of, imss, viewer_for(imss), "p", [CellChange(clave, 0, 0, 10)], AT)
    keep_price_estimates(of, {clave: Estimate(250, "award of mx-mini", "synthetic")}, "p", AT)
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username="planner-imss"))
    page = "/rounds/mx-next/requests/budget/"
    client.post(page, {"do": "state", "funds": "fassa", "amount": "1,234,567.89", "document": "x"})
    told = client.post(page, {"do": "assign", "funds": "fassa", "only_unsaid": "1"}, follow=True).content.decode()
    assert "1,234,567.89" in told
    assert "1,234,542.89" in told
    assert "Branch 33, FASSA" in told
    assert (
        client.get(page, {"format": "csv", "funds": "fassa"})
        .content.decode("utf-8-sig")
        .splitlines()[1]
        .startswith(clave)
    )
    assert client.post(page, {"do": "state", "funds": "fassa", "amount": "a lot"}).status_code == 422
    client.force_login(User.objects.get(username="coordinator"))
    assert client.get(page).status_code == 403
