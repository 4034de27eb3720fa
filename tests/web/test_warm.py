"""The first visitor does not wait for sums of a whole round."""

import pytest

from abasto.rounds.models import Round
from abasto.web import kept, warm


@pytest.mark.django_db(transaction=False)
def test_the_sums_of_the_newest_round_are_made_before_anyone_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    kept._kept.clear()
    monkeypatch.setattr(warm.connection, "close", lambda: None)
    warm._warm()
    newest = Round.objects.get()
    made = {key[0] for key in kept._kept if key[2] == newest.code}
    assert {"glance", "need-by-state", "portal-codes", "search"} <= made
