"""The evidence of an award across lots: what the verifier accepts of it, with the proof and without."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from abasto.award.actions.keep_evidence import keep_evidence
from abasto.award.evidence import BIDDERS, canonical, evidence
from abasto.award.proof.queries import across_of, award_of, noted_root
from abasto.award.study.actions.sign_scenario import sign_scenario
from abasto.award.study.models import Scenario
from abasto.cli.verify import verify_round
from abasto.ledger.models import ArtifactName
from abasto.openness.actions.publish import publish
from abasto.people.actions.make_demo_accounts import demo_password
from abasto.people.models import User
from abasto.tender.models import Bid, Procedure
from abasto_verify.main import main

from .across import CODE, admitting, solved

pytestmark = pytest.mark.django_db
RuleSetWith = Callable[[str, str], str]
Files = dict[str, bytes]
Change = Callable[[dict[str, Any], Files], object]


def signed() -> Scenario:
    return sign_scenario(solved(), User.objects.get(username="buyer"), demo_password(2027), b"salt of the test")


def the_procedure() -> Procedure:
    return Procedure.objects.select_related("round").get(round__code=CODE, follows=None)


@pytest.fixture
def files(rule_set_with: RuleSetWith) -> Files:
    """Evidence, openings, problem and certificate of the small round decided across lots."""
    admitting(rule_set_with)
    signed()
    proof, across = keep_evidence(the_procedure(), "test"), across_of(the_procedure())
    assert across is not None
    return {
        "evidence": proof.evidence,
        "openings": proof.openings,
        "problem": across.problem,
        "certificate": across.certificate,
    }


def rooted(told: dict[str, Any]) -> bytes:
    """The evidence as bytes, with the root of what it now says: whoever forges it can do that too."""
    content = {key: value for key, value in told.items() if key not in ("decisions", "root")}
    hashes = [sha256(canonical(part)).hexdigest() for part in (content, told["decisions"])]
    root = sha256("abasto-award-evidence/1\n{}\n{}\n".format(*hashes).encode()).hexdigest()
    return canonical({**told, "root": root})


def verdict(folder: Path, files: Files, capsys: pytest.CaptureFixture[str], *names: str) -> tuple[int, str]:
    """Exit code and report of the verifier; names: "openings" and "proof", where these are given."""
    for name, content in files.items():
        (folder / f"{name}.json").write_bytes(content)
    told = json.loads(files["evidence"])
    openings = canonical({**json.loads(files["openings"]), "root": told["root"]})
    (folder / "openings.json").write_bytes(openings)
    paths = [str(folder / f"{name}.json") for name in ("evidence", *(["openings"] if "openings" in names else []))]
    proof = ["--proof", *(str(folder / f"{name}.json") for name in ("problem", "certificate"))]
    code = main(["lawful", "--lang", "en", *paths, *(proof if "proof" in names else [])])
    return code, capsys.readouterr().out


def test_with_its_proof_it_is_accepted_and_lots_are_told_as_not_decided_again(
    files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = verdict(tmp_path, files, capsys, "openings", "proof")
    assert code == 0, told
    checked, unchecked = told.split("lots one by one")[0], told
    assert "decided together, across lots, by LAASSP" in unchecked
    assert "are those of the problem and of certificate" in checked
    assert "were decided again" not in told
    assert "study" not in told


def test_without_the_proof_it_names_both_files_under_what_was_not_checked(
    files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = verdict(tmp_path, files, capsys)
    assert code == 0, told
    named = json.loads(files["evidence"])["across"]
    assert named["certificate_sha256"] == sha256(files["certificate"]).hexdigest()
    assert named["problem_sha256"] == sha256(files["problem"]).hexdigest()
    unchecked = told.split("decided together, across lots")[1]
    assert named["certificate_sha256"] in unchecked
    assert named["problem_sha256"] in unchecked


def _a_winner(told: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    decision = next(one for one in told["decisions"] if len(one["winners"]) == 1 and one["state"] == "awarded")
    return decision, decision["winners"][0]


def _less_pieces(told: dict[str, Any], _files: Files) -> None:
    decision, winner = _a_winner(told)
    place = next(at for at, pieces in enumerate(winner["maximum_by_buyer"]) if pieces > winner["minimum_by_buyer"][at])
    winner["maximum_by_buyer"][place] -= 1
    decision |= {"state": "awarded-in-part", "reason": "costs-more-across-lots"}


def _another_wins(told: dict[str, Any], _files: Files) -> None:
    for decision in told["decisions"]:
        losers = [outcome for outcome in decision["outcomes"] if outcome[2] == "costs-more-across-lots"]
        if losers and len(decision["winners"]) == 1:
            winner = next(outcome for outcome in decision["outcomes"] if not outcome[2])
            winner[2], losers[0][2] = losers[0][2], ""
            decision["winners"][0]["bid"] = losers[0][0]
            return


def _a_solvent_bid_is_out(told: dict[str, Any], _files: Files) -> None:
    for decision in told["decisions"]:
        last = max(decision["outcomes"], key=lambda outcome: outcome[1], default=["", 0, ""])
        if last[2] == "costs-more-across-lots" and decision["winners"]:
            last[1:] = [0, "documents"]
            return


def _other_share(told: dict[str, Any], _files: Files) -> None:
    _a_winner(told)[1]["share_percent"] = 60


def _as_a_study(told: dict[str, Any], files: Files) -> None:
    problem = json.loads(files["problem"]) | {"is_awardable": False}
    files["problem"] = canonical(problem)
    named = sha256(files["problem"]).hexdigest()
    files["certificate"] = canonical(json.loads(files["certificate"]) | {"problem_sha256": named})
    told["across"] |= {"problem_sha256": named, "certificate_sha256": sha256(files["certificate"]).hexdigest()}


def _dearer_in_the_problem(told: dict[str, Any], files: Files) -> None:
    """The price of a bid of which no award is made: the certificate's bound holds all the same, or does not."""
    problem = json.loads(files["problem"])
    lost = {one[0] for row in told["decisions"] for one in row["outcomes"] if one[2] == "costs-more-across-lots"}
    bid = next(one for one in problem["bids"] if one["id"] in lost)
    bid["prices"][0][1] += 10_000_000
    files["problem"] = canonical(problem)
    named = sha256(files["problem"]).hexdigest()
    files["certificate"] = canonical(json.loads(files["certificate"]) | {"problem_sha256": named})
    told["across"] |= {"problem_sha256": named, "certificate_sha256": sha256(files["certificate"]).hexdigest()}


def _no_rule(told: dict[str, Any], _files: Files) -> None:
    del told["across"]


def _other_certificate(told: dict[str, Any], _files: Files) -> None:
    told["across"]["certificate_sha256"] = "0" * 64


def _other_problem(told: dict[str, Any], _files: Files) -> None:
    told["across"]["problem_sha256"] = "0" * 64


def _unnamed(told: dict[str, Any], _files: Files) -> None:
    del told["across"]["certificate_sha256"]


def _beyond_need(told: dict[str, Any], _files: Files) -> None:
    _a_winner(told)[1]["maximum_by_buyer"][0] += 1


@pytest.mark.parametrize(
    ("change", "given", "code"),
    [
        (_no_rule, (), "across-not-admitted"),
        (_no_rule, ("proof",), "across-not-admitted"),
        (_unnamed, (), "other-keys"),
        (_other_certificate, ("proof",), "other-certificate"),
        (_other_problem, ("proof",), "other-problem-published"),
        (_as_a_study, ("proof",), "study-as-award"),
        (_another_wins, ("proof",), "winners-not-of-proof"),
        (_other_share, ("proof",), "winners-not-of-proof"),
        (_less_pieces, ("proof",), "pieces-not-of-share"),
        (_beyond_need, (), "pieces-above-need"),
        (_a_solvent_bid_is_out, ("proof",), "problem-of-other-bids"),
        (_a_solvent_bid_is_out, ("openings",), "bid-reason-differs"),
        (_dearer_in_the_problem, ("openings", "proof"), "problem-of-other-price"),
    ],
)
def test_a_forged_one_is_refused(
    change: Change, given: tuple[str, ...], code: str, files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(files["evidence"])
    change(told, files)
    files["evidence"] = rooted(told)
    answer, report = verdict(tmp_path, files, capsys, *given)
    assert answer == 1, report
    assert f"[{code}]" in report


def test_a_proof_beside_the_evidence_of_lots_decided_alone_is_refused(
    files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(files["evidence"])
    del told["across"]
    told["lots"], told["bids"], told["decisions"] = [], [], []
    code, report = verdict(tmp_path, {**files, "evidence": rooted(told)}, capsys, "proof")
    assert code == 1
    assert "[across-not-admitted]" in report


def test_where_bidders_are_hidden_shares_are_compared(
    files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = evidence(replace(award_of(the_procedure()), closed=frozenset({BIDDERS})))
    code, report = verdict(tmp_path, {**files, "evidence": made.content}, capsys, "proof")
    assert code == 0, report
    told = json.loads(made.content)
    _other_share(told, files)
    code, report = verdict(tmp_path, {**files, "evidence": rooted(told)}, capsys, "proof")
    assert (code, "[winners-not-of-proof]" in report) == (1, True)


def test_a_bid_that_changed_after_the_signature_stops_the_evidence(files: Files) -> None:
    won = Bid.objects.filter(lot__procedure=the_procedure(), outcome__is_winner=True).order_by("key")[0]
    Bid.objects.filter(pk=won.pk).update(price_centavos=won.price_centavos - 1)
    with pytest.raises(Exception, match="scenario-stale"):
        award_of(the_procedure())


def test_what_is_published_is_accepted_by_the_command_and_the_problem_is_for_who_may_read_all_bids(
    rule_set_with: RuleSetWith, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "STATE", tmp_path)
    admitting(rule_set_with)
    one = signed()
    publish(the_procedure(), tmp_path, "")
    named = {
        row.name.rsplit("/", 1)[1]: (row.disclosure, row.artifact.sha256)
        for row in ArtifactName.objects.filter(round_code=CODE, name__startswith="award/").select_related("artifact")
    }
    assert named["problem.json"] == ("award_openings", one.problem_sha256)
    assert named["certificate.json"] == ("award_evidence", one.certificate_sha256)
    assert {"evidence.json", "openings.json"} < named.keys()
    assert noted_root(the_procedure().number)
    assert verify_round(CODE)
    certificate = tmp_path / "rounds" / CODE / "award" / the_procedure().number / "certificate.json"
    content = certificate.read_bytes()
    certificate.unlink()
    certificate.write_bytes(content.replace(b'"cost_e4_centavos":', b'"cost_e4_centavos":1', 1))
    assert not verify_round(CODE)
