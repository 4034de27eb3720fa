"""The forecast of a round, from history to one row per buyer and item, told in its terms."""

from dataclasses import replace

import numpy as np
import pytest
from django.utils.translation import override

from abasto.base.refusal import Refused
from abasto.ledger.models import Event
from abasto.needs.models import NeedLine
from abasto.needs.suggest.actions.forecast_round import forecast_round
from abasto.needs.suggest.lines import Evidence, Period
from abasto.needs.suggest.models import SuggestedNeed
from abasto.needs.suggest.queries import suggestions_of, visible_to
from abasto.needs.suggest.screens.story import why_of
from abasto.needs.suggest.screens.words import FORMULAS, NEED_REASONS, ROUTE_WORDS, VERDICTS
from abasto.needs.suggest.stock import LotOfStock
from abasto.people.visibility import Viewer
from abasto.rounds.models import Round
from abasto.rounds.queries import sight

pytestmark = [pytest.mark.django_db, pytest.mark.db]
MONTHS = 30


@pytest.fixture
def of() -> Round:
    return Round.objects.get(code="mx-mini")


@pytest.fixture
def evidence(of: Round) -> Evidence:
    """Synthetic use around the needs of the round: a twenty-fourth a month, with chance."""
    lines = NeedLine.objects.filter(round=of).order_by("pk").values_list("item_id", "buyer_id", "maximum_pieces")
    item, buyer, need = np.array(list(lines), np.int64).T
    rng = np.random.default_rng(11)
    used = rng.poisson((need / 24)[:, None] * np.ones(MONTHS)).astype(np.int64)
    none = np.zeros(len(item), np.int64)
    lots = {0: (LotOfStock(10, 1), LotOfStock(40, None))}
    reported = np.ones(used.shape, bool)
    return Evidence(item, buyer, used, reported, np.zeros_like(used), 3, none, none + 60, "synthetic", lots)


@pytest.fixture
def period(of: Round) -> Period:
    return Period(gap_months=4, months=of.months)


def test_every_buyer_and_item_gets_a_suggestion_near_what_it_used(
    of: Round, evidence: Evidence, period: Period
) -> None:
    told = forecast_round(of, "planner", evidence, period, "f" * 64)
    saved = list(SuggestedNeed.objects.filter(round=of).order_by("pk"))
    used = evidence.consumption_pieces.sum() * of.months / MONTHS
    assert told["lines"] == len(saved) == len(evidence.item_ids)
    assert sum(one.middle_pieces for one in saved) == pytest.approx(used, rel=0.1)
    for one in saved:
        covered = one.usable_stock_pieces + one.open_order_pieces
        assert one.suggested_pieces == max(0, one.use_pieces + one.safety_pieces - covered)
        assert one.low_pieces <= one.high_pieces
        assert one.middle_by_month.sum() == one.middle_pieces
    assert Event.objects.filter(kind="round-forecast").count() == 1


def test_a_second_forecast_replaces_the_first(of: Round, evidence: Evidence, period: Period) -> None:
    forecast_round(of, "planner", evidence, period, "a" * 64)
    forecast_round(of, "planner", evidence, period, "b" * 64)
    assert set(SuggestedNeed.objects.filter(round=of).values_list("run_key", flat=True)) == {"b" * 64}


def test_open_orders_and_good_stock_are_taken_off(of: Round, evidence: Evidence, period: Period) -> None:
    forecast_round(of, "planner", evidence, period, "a" * 64)
    before = SuggestedNeed.objects.filter(round=of).order_by("pk")[1]
    forecast_round(of, "planner", replace(evidence, open_order_pieces=evidence.open_order_pieces + 7), period, "b" * 64)
    after = SuggestedNeed.objects.filter(round=of).order_by("pk")[1]
    assert after.suggested_pieces == max(0, before.suggested_pieces - 7)


def test_a_round_without_history_or_with_other_months_is_refused(of: Round, evidence: Evidence, period: Period) -> None:
    with pytest.raises(Refused, match="forecast-without-history"):
        forecast_round(of, "planner", replace(evidence, reported=evidence.reported & False), period, "a" * 64)
    with pytest.raises(Refused, match="forecast-other-period"):
        forecast_round(of, "planner", evidence, replace(period, months=of.months + 1), "a" * 64)
    assert not SuggestedNeed.objects.filter(round=of).exists()


def test_an_institution_sees_its_own_suggestions_and_a_citizen_none(
    of: Round, evidence: Evidence, period: Period
) -> None:
    forecast_round(of, "planner", evidence, period, "a" * 64)
    of.phase = "needs"
    one = SuggestedNeed.objects.filter(round=of).select_related("buyer")[0]
    planner = Viewer(role="planner", own=frozenset({one.buyer.code}))
    assert {seen.buyer_id for seen in visible_to(sight(planner, of), of)} == {one.buyer_id}
    assert one.item_id in suggestions_of(sight(planner, of), of, one.buyer.code)
    assert not visible_to(sight(Viewer(), of), of).exists()


def test_the_why_tells_formula_terms_method_and_error(of: Round, evidence: Evidence, period: Period) -> None:
    forecast_round(of, "planner", evidence, period, "a" * 64)
    one = SuggestedNeed.objects.filter(round=of, error_per_mille__isnull=False)[0]
    with override("en"):
        why = why_of(one)
    told = dict(why.inputs)
    assert told["Suggested need"] == f"= {one.suggested_pieces:,}"
    assert told["Months used"] == str(MONTHS)
    assert told["Mean miss of a month, measured on past months not used to forecast them"].endswith(" %")
    assert (why.origin, why.run_hash) == ("synthetic", "a" * 64)


def test_every_code_has_words() -> None:
    from abasto.engines.forecast.routes import ROUTES
    from abasto.needs.suggest import reasons
    from abasto.needs.suggest.interval import REASONS

    listed = {*reasons.MORE, *reasons.LESS, *reasons.UNKNOWN, *reasons.ALWAYS}
    assert listed == set(NEED_REASONS)
    assert set(REASONS) == set(VERDICTS)
    assert set(ROUTES) == set(ROUTE_WORDS)
    assert {"suggested", "laboratory", "contrast", "vaccine", "morbidity", "service"} <= set(FORMULAS)
