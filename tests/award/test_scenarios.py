"""A scenario: asked, answered to its end on the small round, killed and resumed, never signed where the law forbids."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from abasto.award.study.actions import run_scenario as running
from abasto.award.study.actions.forget_scenario import forget_scenario
from abasto.award.study.actions.run_scenario import run_scenario
from abasto.award.study.actions.save_scenario import save_scenario
from abasto.award.study.actions.sign_scenario import sign_scenario
from abasto.award.study.clauses import Clause, read_clauses
from abasto.award.study.effort import Work
from abasto.award.study.facts import StudyTerms
from abasto.award.study.models import Scenario
from abasto.award.study.queries import call_studied, known_names, study_facts
from abasto.award.study.steps import FRONTIER_PERCENTS, OF_FRONTIER
from abasto.base.refusal import Refused
from abasto.ledger.models import ArtifactName, Event
from abasto.ledger.store import Store
from abasto.people.actions.make_demo_accounts import demo_password
from abasto.people.models import User
from abasto.people.roles import Role, Viewer
from abasto.rounds.models import Round
from abasto.rounds.queries import round_named, sight
from abasto.runs.models import Run
from abasto.runs.work import Chunk
from abasto.tender.models import Bid, Lot, Procedure
from abasto_verify.findings import Findings
from abasto_verify.optimised import check_optimised

pytestmark = pytest.mark.django_db
SALT = b"salt of the test"
ACTOR = "rehearsal"
BUYER = Viewer(Role.BUYER, username="buyer")
TYPED = (
    {"kind": "supplier-share", "percent": "25"},
    {"kind": "small-firms", "percent": "30"},
    {"kind": "winners", "number": "9"},
)


def the_round() -> Round:
    return round_named("mx-mini")


def saved(name: str = "Three clauses", terms: StudyTerms | None = None) -> Scenario:
    of = the_round()
    clauses, mistakes = read_clauses(TYPED, known_names(of, call_studied(sight(BUYER, of), of)))
    assert mistakes == []
    return save_scenario(of, BUYER, name, clauses, terms or StudyTerms(), Work("quick"), ACTOR)


def refusal_of(call: object, *args: object) -> Refused:
    with pytest.raises(Refused) as refused:
        call(*args)  # type: ignore[operator]
    return refused.value


def without_times(scenario: Scenario) -> dict[str, object]:
    names = [field.name for field in Scenario._meta.fields if field.name not in ("id", "progress")]
    return {name: getattr(scenario, f"{name}_id" if name == "round" else name) for name in names}


def test_a_scenario_is_answered_to_its_end_with_the_price_of_every_clause() -> None:
    done = run_scenario(saved(), {})
    assert done.state == "done"
    assert 0 < (done.bound_e4 or 0) <= (done.cost_e4 or 0)
    assert [(price["place"], price["key"]) for price in done.prices] == [
        (0, "supplier-share"), (1, "small-firms"), (2, "winners"),
        (-1, "spread"), (-1, "shares"), (-1, "minimum-share"), (-1, "ceilings"),
    ]  # fmt: skip
    of_clauses = [price for price in done.prices if price["place"] >= 0]
    assert all(price["most_centavos"] >= 0 for price in of_clauses), "leaving a clause out never costs more"
    assert all(
        price["least_centavos"] <= price["difference_centavos"] <= price["most_centavos"] for price in of_clauses
    )
    assert Run.objects.get(key=done.run_key).state == "done"


def test_the_rules_hold_in_the_award() -> None:
    done = run_scenario(saved(), {})
    assert done.summary["winners"] <= 9
    assert done.summary["small_permyriad"] >= 3000


def test_the_study_of_the_call_alone_costs_at_most_the_lawful_award_and_a_piece_counts_once() -> None:
    of = the_round()
    one = save_scenario(of, BUYER, "As called", (), StudyTerms(), Work("quick"), ACTOR)
    done = run_scenario(one, {})
    lots = Lot.objects.filter(procedure=call_studied(sight(BUYER, of), of))
    assert done.summary["pieces"] + done.summary["left_pieces"] == sum(lot.maximum_pieces for lot in lots)
    in_percents = sum(lot.maximum_pieces for lot in lots) // 100 * 200
    assert done.summary["total_centavos"] <= done.summary["lawful"]["total_centavos"] + in_percents


def test_every_file_says_that_it_is_a_study() -> None:
    done = run_scenario(saved(), {})
    names = sorted(
        ArtifactName.objects.filter(round_code="mx-mini", name__startswith="study/").values_list("name", flat=True)
    )
    assert names == [
        f"study/three-clauses/study-not-awardable-three-clauses-{what}.json"
        for what in ("award", "certificate", "problem")
    ]
    store = Store(Path(settings.STATE) / "artifacts")
    assert json.loads(store.get(done.problem_sha256))["is_awardable"] is False
    assert json.loads(store.get(done.award_sha256))["format"] == "abasto-award-study"
    assert ArtifactName.objects.filter(name__in=names).exclude(disclosure="study").count() == 0


def test_the_verifier_accepts_problem_and_certificate(tmp_path: Path) -> None:
    done = run_scenario(saved(), {})
    store = Store(Path(settings.STATE) / "artifacts")
    findings = Findings()
    paths = [tmp_path / name for name in ("problem.json", "certificate.json")]
    for path, sha256 in zip(paths, (done.problem_sha256, done.certificate_sha256), strict=True):
        path.write_bytes(store.get(sha256))
    check_optimised(str(paths[0]), str(paths[1]), done.problem_sha256, findings)


def test_a_study_cannot_be_signed() -> None:
    done = run_scenario(saved(), {})
    buyer = User.objects.get(username="buyer")
    refused = refusal_of(sign_scenario, done, buyer, demo_password(2027), SALT)
    assert refused.code == "study-not-awardable"
    assert "LAASSP" in refused.citation
    assert Scenario.objects.get(pk=done.pk).state == "done"
    assert not Event.objects.filter(kind="scenario-signed").exists()


def test_a_study_cannot_be_signed_even_if_its_row_says_otherwise() -> None:
    done = run_scenario(saved(), {})
    Scenario.objects.filter(pk=done.pk).update(is_awardable=True)
    lying = Scenario.objects.select_related("round").get(pk=done.pk)
    buyer = User.objects.get(username="buyer")
    assert refusal_of(sign_scenario, lying, buyer, demo_password(2027), SALT).code == "study-not-awardable"


def test_a_killed_run_goes_on_at_the_next_question_and_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run_scenario(saved("Whole"), {})
    one = saved("Killed")
    work = running._work

    def dies_after_two(*args: object) -> Iterator[Chunk]:
        for number, chunk in enumerate(work(*args)):  # type: ignore[arg-type]
            if number == 2:
                raise KeyboardInterrupt
            yield chunk

    monkeypatch.setattr(running, "_work", dies_after_two)
    with pytest.raises(KeyboardInterrupt):
        run_scenario(one, {})
    half = Scenario.objects.select_related("round").get(pk=one.pk)
    assert half.state == "waiting"
    assert len(half.prices) == 1
    assert half.cost_e4 == whole.cost_e4
    monkeypatch.setattr(running, "_work", work)
    done = run_scenario(half, {})
    told = ("cost_e4", "bound_e4", "summary", "prices", "problem_sha256", "award_sha256", "certificate_sha256")
    assert [getattr(done, name) for name in told] == [getattr(whole, name) for name in told]


def test_a_run_that_dies_in_its_first_question_leaves_nothing_half_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    one = saved()

    def dies(*args: object) -> Iterator[Chunk]:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(running, "_work", dies)
    with pytest.raises(KeyboardInterrupt):
        run_scenario(one, {})
    left = Scenario.objects.get(pk=one.pk)
    assert (left.cost_e4, left.summary, left.prices, left.problem_sha256) == (None, {}, [], "")


def test_what_was_answered_is_not_answered_again() -> None:
    done = run_scenario(saved(), {})
    before = Run.objects.get(key=done.run_key).fencing_token
    assert without_times(run_scenario(done, {})) == without_times(done)
    assert Run.objects.get(key=done.run_key).fencing_token == before


def test_one_who_forgets_a_running_scenario_stops_it_at_its_next_step() -> None:
    one = saved()
    Scenario.objects.filter(pk=one.pk).delete()
    assert refusal_of(run_scenario, one, {}).code == "scenario-forgotten"


def test_a_forgotten_scenario_leaves_no_file_in_the_list_and_may_be_asked_again() -> None:
    done = run_scenario(saved(), {})
    forget_scenario(done, BUYER, SALT)
    assert not ArtifactName.objects.filter(name__startswith="study/").exists()
    assert not Run.objects.filter(key=done.run_key).exists()
    again = run_scenario(saved(), {})
    assert again.award_sha256 == done.award_sha256


def test_only_the_buyer_and_the_coordinator_ask() -> None:
    of = the_round()
    for role in Role:
        viewer = Viewer(role, username=role.value)
        if role in (Role.BUYER, Role.COORDINATOR):
            assert save_scenario(of, viewer, role.value, (), StudyTerms(), Work("quick"), ACTOR).made_by == role.value
        else:
            refused = refusal_of(save_scenario, of, viewer, role.value, (), StudyTerms(), Work("quick"), ACTOR)
            assert refused.code in ("not-allowed", "sign-in-first")


@pytest.mark.parametrize(
    ("name", "terms", "clauses", "code"),
    [
        ("", StudyTerms(), 0, "scenario-name-unfit"),
        ("…", StudyTerms(), 0, "scenario-name-unfit"),
        ("new", StudyTerms(), 0, "scenario-name-unfit"),
        ("n" * 81, StudyTerms(), 0, "scenario-name-unfit"),
        ("free", StudyTerms(unserved_percent=0), 0, "study-terms-unfit"),
        ("heavy", StudyTerms(nondelivery_percent=101), 0, "study-terms-unfit"),
        ("many", StudyTerms(), 41, "clauses-too-many"),
    ],
)
def test_what_cannot_be_saved_is_refused(name: str, terms: StudyTerms, clauses: int, code: str) -> None:
    many = [Clause("rebate", {"supplier": "a", "rebate": 1, "money": 1})] * clauses
    assert refusal_of(save_scenario, the_round(), BUYER, name, many, terms, Work("quick"), ACTOR).code == code


def test_two_scenarios_of_one_name_are_refused() -> None:
    saved()
    assert refusal_of(saved).code == "scenario-name-taken"


def test_before_there_is_a_call_or_before_bids_are_open_there_is_nothing_to_study() -> None:
    of = the_round()
    Round.objects.filter(pk=of.pk).update(phase="bids")
    of = the_round()
    assert refusal_of(call_studied, sight(BUYER, of), of).code == "study-before-bids"
    Round.objects.filter(pk=of.pk).update(phase="evaluation")
    of = the_round()
    assert call_studied(sight(BUYER, of), of).round == of
    nowhere = replace_round(of)
    assert refusal_of(call_studied, sight(BUYER, nowhere), nowhere).code == "study-before-call"


def replace_round(of: Round) -> Round:
    values = {field.name: getattr(of, field.name) for field in Round._meta.fields if field.name != "id"}
    return Round.objects.create(**(values | {"code": "empty", "phase": "evaluation"}))


def test_the_frontier_serves_more_as_what_is_unserved_costs_more() -> None:
    one = save_scenario(the_round(), BUYER, "Frontier", (), StudyTerms(), Work("quick", has_frontier=True), ACTOR)
    points = [price["summary"] for price in run_scenario(one, {}).prices if price["place"] == OF_FRONTIER]
    assert len(points) == len(FRONTIER_PERCENTS)
    left = [point["left_pieces"] for point in points]
    assert left == sorted(left, reverse=True)
    assert left[0] > left[-1]


def test_the_reason_why_a_question_has_no_answer_stays_with_the_scenario() -> None:
    one = saved()
    Bid.objects.filter(lot__procedure__round=the_round()).update(documents_lacking=None)
    assert refusal_of(run_scenario, one, {}).code == "documents-not-checked"
    left = Scenario.objects.get(pk=one.pk)
    assert (left.state, left.progress["refused"]) == ("failed", "documents-not-checked")


def test_the_record_of_deliveries_counts_only_where_it_is_weighed() -> None:
    procedure = Procedure.objects.filter(round__code="mx-mini").order_by("pk")[0]
    worst = dict.fromkeys(study_facts(procedure, {}).firms, 300_000)
    plain = run_scenario(saved("Plain"), worst)
    weighed = run_scenario(saved("Weighed", StudyTerms(nondelivery_percent=100)), worst)
    assert plain.summary["risk_centavos"] == 0
    assert weighed.summary["risk_centavos"] > 0
