"""The consolidated need over HTTP and on the command line."""

import json

import pytest
from django.test import Client

from abasto.base.refusal import Refused
from abasto.cli.need_version import show_need_version
from abasto.needs.models import NeedLine
from abasto.needs.requests.models import RequestLine
from abasto.people.models import User
from abasto.rounds.models import Round

from .agreed import agreed, locked, made

pytestmark = pytest.mark.django_db
API = "/api/v1/rounds/mx-next/need-versions"


def coordinator() -> Client:
    client = Client()
    client.force_login(User.objects.get(username="coordinator"))
    return client


def test_versions_lines_and_changes_are_read_by_programs() -> None:
    of = agreed()
    made(of)
    RequestLine.objects.filter(pk=RequestLine.objects.filter(round=of).first().pk).update(minimum_pieces=1)
    version = made(of, "changed")
    listed = coordinator().get(API).json()
    assert [one["number"] for one in listed["rows"]] == [2, 1]
    assert listed["rows"][0]["content_sha256"] == version.content_sha256
    lines = coordinator().get(f"{API}/2/lines?limit=2&offset=1").json()
    assert (lines["total"], len(lines["rows"])) == (6, 2)
    assert sum(lines["rows"][0]["maximum_by_month"]) == lines["rows"][0]["maximum_pieces"]
    changes = coordinator().get(f"{API}/2/changes").json()
    assert [one["kind"] for one in changes["rows"]] == ["changed"]
    assert coordinator().get(f"{API}/1/changes").json()["total"] == 0
    assert coordinator().get(f"{API}/9/lines").status_code == 404


def test_the_lines_open_with_the_needs_and_not_before() -> None:
    of = agreed()
    made(of)
    assert Client().get(API).status_code == 401
    Round.objects.filter(pk=of.pk).update(phase="research")
    planner = Client()
    planner.force_login(User.objects.get(username="planner-imss"))
    assert planner.get(API).status_code == 200
    assert planner.get(f"{API}/1/lines").status_code == 403
    Round.objects.filter(pk=of.pk).update(phase="call")
    assert Client().get(f"{API}/1/lines").status_code == 200


def test_the_command_line_prints_and_checks_a_version(capsys: pytest.CaptureFixture[str]) -> None:
    of = agreed()
    with pytest.raises(Refused):
        show_need_version(of.code, 0, False)
    version = locked(made(of))
    assert show_need_version(of.code, 0, True)
    told = json.loads(capsys.readouterr().out)[0]
    assert told["content_sha256"] == version.content_sha256
    assert [one["holds"] for one in told["checks"]] == [True, True, True]
    NeedLine.objects.filter(pk=NeedLine.objects.filter(round=of).first().pk).update(maximum_pieces=3)
    assert not show_need_version(of.code, 1, False)
    assert version.content_sha256 in capsys.readouterr().out
