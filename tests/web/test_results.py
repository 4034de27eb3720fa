"""Savings, downloads and files: who may see them, in which phase, and how a file is handed out."""

import hashlib

import pytest
from django.db.models import Sum
from django.test import Client

from abasto.evaluation.models import Saving
from abasto.ledger.models import ArtifactName
from abasto.page.figures import money
from abasto.people.models import User
from abasto.rounds.models import Round

pytestmark = pytest.mark.django_db
SAVINGS = "/rounds/mx-mini/savings/"
DOWNLOADS = "/public/mx-mini/downloads/"
FILE = "/public/mx-mini/files/"


@pytest.mark.parametrize("language", ["es", "en"])
def test_anyone_reads_the_savings_with_their_baseline(client: Client, language: str) -> None:
    page = client.get(SAVINGS, headers={"accept-language": language})
    saved = Saving.objects.aggregate(n=Sum("awarded_centavos"))["n"]
    assert page.status_code == 200
    assert money(saved) in page.content.decode()
    assert page.context["total"].saved_centavos == saved
    assert page.context["total"].delivered_saved_centavos == Saving.objects.aggregate(n=Sum("delivered_centavos"))["n"]


def test_the_largest_saving_comes_first_and_a_category_can_be_chosen(client: Client) -> None:
    every = client.get(SAVINGS).context["table"].rows
    saved = [row["saved"] for row in every]
    assert saved == sorted(saved, reverse=True)
    medicines = client.get(f"{SAVINGS}?category=medicine").context["total"]
    in_table = [row for row in client.get(SAVINGS).context["category_table"].rows if row["category"] == "medicine"]
    assert [row["saved"] for row in in_table] == [medicines.saved_centavos]


def test_the_savings_are_exported_as_they_are_shown(client: Client) -> None:
    answer = client.get(f"{SAVINGS}?format=csv")
    lines = answer.content.decode("utf-8-sig").strip().split("\r\n")
    assert "synthetic" in answer.headers["Content-Disposition"]
    assert len(lines) - 1 == Saving.objects.values("award__lot__item").distinct().count()


def test_before_the_award_the_savings_are_closed_and_say_when_they_open(client: Client) -> None:
    Round.objects.filter(code="mx-mini").update(phase="evaluation")
    page = client.get(SAVINGS)
    assert page.status_code == 403
    assert "total" not in page.context


def test_before_the_delivery_nothing_delivered_is_told(client: Client) -> None:
    Round.objects.filter(code="mx-mini").update(phase="contracts")
    page = client.get(SAVINGS)
    assert page.context["total"].delivered_pieces is None
    assert "delivered" not in [column.key for column in page.context["table"].columns]


@pytest.mark.parametrize("language", ["es", "en"])
def test_downloads_list_every_file_with_its_hash(client: Client, language: str) -> None:
    page = client.get(DOWNLOADS, headers={"accept-language": language}).content.decode()
    for named in ArtifactName.objects.filter(round_code="mx-mini").select_related("artifact"):
        is_told = named.disclosure != "award_openings"
        assert (named.name in page, named.artifact.sha256 in page) == (is_told, is_told), named.name


def test_a_file_is_streamed_with_its_hash_as_its_tag(client: Client) -> None:
    answer = client.get(f"{FILE}ocds/release-package.json")
    content = b"".join(answer.streaming_content)
    sha256 = hashlib.sha256(content).hexdigest()
    assert answer.headers["ETag"] == f'"{sha256}"'
    assert answer.headers["Content-Type"] == "application/json"
    assert "mx-mini-release-package-synthetic.json" in answer.headers["Content-Disposition"]
    assert "immutable" not in answer.headers["Cache-Control"]
    assert "immutable" in client.get(f"{FILE}ocds/release-package.json?sha256={sha256}").headers["Cache-Control"]
    again = client.get(f"{FILE}ocds/release-package.json", headers={"if-none-match": f'"{sha256}"'})
    assert again.status_code == 304


def test_a_file_opens_with_its_phase(client: Client) -> None:
    Round.objects.filter(code="mx-mini").update(phase="evaluation")
    assert client.get(f"{FILE}result.json").status_code == 404
    assert client.get(DOWNLOADS).context["count"] == 0
    client.force_login(User.objects.get(username="buyer"))
    assert client.get(f"{FILE}result.json").status_code == 200


@pytest.mark.parametrize("name", ["nothing.json", "../../keys/session", "%2e%2e/keys/session"])
def test_what_is_no_file_of_the_round_is_not_found(client: Client, name: str) -> None:
    assert client.get(FILE + name).status_code == 404
