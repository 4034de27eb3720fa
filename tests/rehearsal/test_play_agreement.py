"""The rehearsal plays the beginning of an agreement: once, marked synthetic, with something in every part."""

import pytest
from django.conf import settings

from abasto.ledger.actions.keep_key import kept_signer
from abasto.needs.comments.models import Comment
from abasto.needs.opinions.models import Opinion, ReviewerSeat
from abasto.people.notices.models import Notice
from abasto.rehearsal.actions.play_agreement import play_adoption, play_agreement
from abasto.rehearsal.actions.play_next_needs import play_next_needs
from abasto.rounds.agreements.models import Agreement, Position
from abasto.rounds.queries import round_named


@pytest.mark.django_db
def test_every_part_of_the_agreement_has_begun_and_once() -> None:
    of = play_next_needs(round_named("mx-mini"))
    for _turn in range(2):
        play_agreement(of)
        play_adoption(of, kept_signer(settings.STATE / "keys"))
    assert list(Agreement.objects.filter(round=of).values_list("number", "state")) == [(1, "adopted"), (2, "proposed")]
    assert Position.objects.filter(agreement__round=of, stance="dissent", answer="").count() == 1
    assert ReviewerSeat.objects.count() == 4
    assert Comment.objects.get(line__round=of).text.startswith("sintético / synthetic")
    opinions = Opinion.objects.filter(line__round=of)
    assert opinions.values("line").distinct().count() < opinions.count()
    assert Notice.objects.filter(round_code=of.code, kind="round-announced").exists()
