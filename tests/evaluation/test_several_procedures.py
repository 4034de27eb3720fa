"""The totals of a round with several procedures: awards of all are added, what is left counts once."""

import pytest
from django.test import Client

from abasto.award.lines import asked, awarded, left
from abasto.award.queries import award_lines
from abasto.cli.second_round import second_round
from abasto.evaluation.queries import round_result
from abasto.evaluation.tables.queries import tables_of
from abasto.openness.ocds.validate import validate
from abasto.people.models import User
from abasto.people.queries import viewer_of
from abasto.rehearsal.queries import outcome_of
from abasto.rounds.models import Round
from abasto.rounds.queries import sight
from abasto.tender.models import Lot, Procedure
from abasto.web.sums import flow_sums

pytestmark = pytest.mark.django_db
MINI = "mx-mini"


@pytest.fixture
def of(settings: object, tmp_path: object) -> Round:
    settings.STATE = tmp_path  # type: ignore[attr-defined]
    second_round(MINI, as_json=True)
    return Round.objects.get(code=MINI)


def test_asked_stays_and_is_awarded_or_left(of: Round) -> None:
    found = round_result(of)
    parts = [found.awarded, found.left_in_part, *(one.tally for one in found.not_awarded), found.undecided]
    assert Procedure.objects.filter(round=of).count() > 1
    assert sum(part.pieces for part in parts) == found.asked.pieces
    assert found.undecided.pieces == found.undecided.codes == 0
    assert found.awarded.codes + sum(one.tally.codes for one in found.not_awarded) == found.asked.codes


def test_the_page_of_the_awards_has_one_line_per_code_with_the_same_totals(of: Round) -> None:
    lines = award_lines(sight(viewer_of(User.objects.get(username="buyer")), of), of)
    found = round_result(of)
    assert len(lines) == len({line.clave for line in lines}) == found.asked.codes
    assert (asked(lines).pieces, awarded(lines).pieces) == (found.asked.pieces, found.awarded.pieces)
    assert left(lines).pieces == found.asked.pieces - found.awarded.pieces
    assert awarded(lines).money_centavos == found.awarded.centavos


def test_the_flow_asks_for_everything_once(of: Round) -> None:
    sums = flow_sums(of)
    assert sums.call.pieces == round_result(of).asked.pieces
    assert sums.contract.pieces == round_result(of).awarded.pieces


def test_the_calibration_is_of_the_main_tender_alone(of: Round) -> None:
    main = Lot.objects.filter(procedure__round=of, procedure__follows=None).count()
    assert outcome_of(of).offers_per_code.size == sum(outcome_of(of).codes_by_reason.values()) == main


def test_every_procedure_is_told_in_the_open_data_with_the_one_it_follows(of: Round, client: Client) -> None:
    package = b"".join(
        client.get(f"/public/{MINI}/files/ocds/release-package.json").streaming_content  # type: ignore[attr-defined]
    )
    assert validate(package) == ()
    for procedure in Procedure.objects.filter(round=of):
        assert procedure.ocid.encode() in package
    assert b"unsuccessfulProcess" in package


def test_tables_tell_the_procedure_of_each_row(of: Round) -> None:
    tables = dict(tables_of(of, lambda field: True))
    numbers = set(Procedure.objects.filter(round=of).values_list("number", flat=True))
    assert {row[1] for row in tables["lots"].rows} == numbers
    assert len(tables["lots"].rows) == Lot.objects.filter(procedure__round=of).count()


@pytest.mark.parametrize("username", ["buyer", "auditor", "coordinator", "planner-imss"])
def test_the_pages_of_the_round_open(of: Round, client: Client, username: str) -> None:
    client.force_login(User.objects.get(username=username))
    clave = Lot.objects.filter(procedure__round=of, procedure__position=2)[0].item.clave
    base = f"/rounds/{MINI}"
    for path in (
        "/", "/call/", "/awards/", "/awards/next/", f"/awards/{clave}/", f"/items/{clave}/", "/contracts/",
        "/suppliers/", "/watch/", "/savings/", "/prices/",
    ):  # fmt: skip
        assert client.get(base + path).status_code == 200, path
