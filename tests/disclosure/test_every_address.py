"""Every role, at every address, in every phase: what a viewer may not see is not in the answer."""

from itertools import pairwise

import pytest
from django.test import Client

from abasto.law.reader import read_disclosure
from abasto.people.models import Organisation, User
from abasto.people.queries import viewer_of
from abasto.people.roles import CITIZEN, Role, Viewer
from abasto.people.visibility import Sight
from abasto.rounds.models import Round

from .addresses import every_address
from .canaries import INSTITUTION, Canary, Planted, plant

DISCLOSURE = read_disclosure("mx")
PHASES = tuple(
    phase
    for before, phase in pairwise((None, *DISCLOSURE.phases))
    if before is None or any(one[before] != one[phase] for one in DISCLOSURE.table.values())
)
"""The phases in which some field changes its class; between them nothing does."""
OF_BIDS = ("losing_price", "bid_capacity")
BEHIND_A_FIGURE = {"losing_price": ("losing_price", "bid_price"), "ceiling": ("ceiling",)}


def _viewers(planted: Planted) -> list[tuple[str, Viewer]]:
    """The citizen, one account per role and kind of home, of the planted rows' institution and not, and the firms."""
    found: dict[tuple[str, bool], tuple[str, Viewer]] = {("citizen", False): ("", CITIZEN)}
    for user in User.objects.order_by("username"):
        viewer = viewer_of(user)
        found.setdefault((viewer.role, INSTITUTION in viewer.own), (user.username, viewer))
    firms = {planted.supplier, planted.loser, planted.rival, planted.bystander}
    others = [one for one in found.values() if one[1].role != Role.SUPPLIER]
    homes = Organisation.objects.filter(code__in=firms).order_by("code")
    accounts = [User.objects.create_user(f"firm-{one.code}", role=Role.SUPPLIER, organisation=one) for one in homes]
    return [*others, *((one.username, viewer_of(one)) for one in accounts)]


def _owners(canary: Canary, planted: Planted) -> tuple[str, ...]:
    """Whose row it is."""
    loser = planted.loser
    return {
        "institution": (INSTITUTION,),
        "supplier": (planted.supplier,),
        "loser": (loser,),
        "parties": (INSTITUTION, planted.supplier),
    }.get(canary.owner, ())


def _may_see(sight: Sight, canary: Canary, planted: Planted) -> bool:
    fields = BEHIND_A_FIGURE.get(canary.field, (canary.field,))
    owners = _owners(canary, planted) or ("",)
    if canary.field in OF_BIDS and _has_bid(sight, planted) and sight.sees_all("lot_decision"):
        return True
    return any(sight.sees(field, owner) for field in fields for owner in owners)


def _has_bid(sight: Sight, planted: Planted) -> bool:
    """On the planted lot: then all its bids are open, once it is decided (decision 11)."""
    return not sight.viewer.own.isdisjoint({planted.supplier, planted.loser, planted.rival})


def _sight(viewer: Viewer, phase: str) -> Sight:
    return Sight(viewer, {field: DISCLOSURE.class_of(field, phase) for field in DISCLOSURE.table})


def _answers(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code < 500, f"{address} answered {response.status_code}"
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace").replace("\xa0", " ")


@pytest.mark.django_db
@pytest.mark.parametrize("phase", PHASES)
def test_no_address_shows_a_viewer_what_the_disclosure_table_withholds(phase: str) -> None:
    of = Round.objects.get(code="mx-mini")
    planted = plant(of)
    Round.objects.filter(pk=of.pk).update(phase=phase)
    addresses = every_address(planted, of.code)
    leaks = []
    for username, viewer in _viewers(planted):
        client = Client()
        if username:
            client.force_login(User.objects.get(username=username))
        hidden = [one for one in planted.canaries if not _may_see(_sight(viewer, phase), one, planted)]
        for address in addresses:
            told = _answers(client, address)
            leaks += [
                f"{username or 'citizen'} at {address} sees {one.field}"
                for one in hidden
                if any(spelling in told for spelling in one.spellings)
            ]
    assert not leaks, "\n".join(sorted(set(leaks))[:40])


@pytest.mark.django_db
def test_each_planted_figure_is_shown_to_somebody_so_that_its_absence_means_something() -> None:
    of = Round.objects.get(code="mx-mini")
    planted = plant(of)
    addresses = every_address(planted, of.code)
    told = []
    for username in ("auditor", "buyer", "coordinator"):
        client = Client()
        client.force_login(User.objects.get(username=username))
        told += [_answers(client, address) for address in addresses]
    everything = "\n".join(told)
    unseen = [one.field for one in planted.canaries if not any(spelling in everything for spelling in one.spellings)]
    assert unseen == []
