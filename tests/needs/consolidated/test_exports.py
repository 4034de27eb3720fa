"""The need as files that others read: the published annex layout, tidy rows, OCDS planning."""

import io
from decimal import Decimal
from pathlib import Path

import orjson
import pyarrow.parquet as pq
import pytest

from abasto.base.refusal import Refused
from abasto.needs.annexes.read import read_annex
from abasto.needs.consolidated.actions.keep_export import annex_columns, keep_export
from abasto.needs.consolidated.annex import annex_workbook
from abasto.needs.consolidated.queries import store_of
from abasto.needs.consolidated.views.queries import figures_of
from abasto.needs.models import NeedLine
from abasto.openness.ocds.need_planning import planning_package
from abasto.openness.ocds.validate import validate
from abasto.openness.plan.queries import need_plan
from abasto.openness.queries import package_facts
from abasto.people.models import OrganisationAlias
from abasto.people.roles import CITIZEN
from abasto.rounds.models import Round
from abasto.rounds.queries import round_named, sight

from ..requests.announced import COORDINATOR
from .agreed import STATE, agreed, locked, made

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_announced", [False, True])
def test_the_annex_reads_back_with_the_same_figures(tmp_path: Path, is_announced: bool) -> None:
    of = agreed() if is_announced else round_named("mx-mini")
    figures = figures_of(of)
    columns = annex_columns(of, figures)
    path = tmp_path / "annex.xlsx"
    path.write_bytes(annex_workbook(figures, columns, of.name_es, is_announced))
    aliases = dict(OrganisationAlias.objects.values_list("text", "organisation__code"))
    table = read_annex(path, aliases, [code.clave for code in figures.codes], Decimal(0))
    asked = [at for at, most in enumerate(figures.maximum.any(axis=1).tolist()) if most]
    assert table.layout == "2027-2028"
    assert table.claves == tuple(figures.codes[at].clave for at in asked)
    assert [one.name_as_published for one in table.buyers] == [one.name for one in columns]
    assert table.maximum_pieces.tolist() == figures.maximum[asked].tolist()
    assert table.minimum_pieces.tolist() == figures.minimum[asked].tolist()
    assert [one for one in table.problems if one.severity == "critical"] == []


def test_the_same_need_gives_the_same_annex() -> None:
    of = round_named("mx-mini")
    figures = figures_of(of)
    columns = annex_columns(of, figures)
    assert annex_workbook(figures, columns, "a", False) == annex_workbook(figures, columns, "a", False)


def test_parquet_has_a_row_per_code_and_buyer() -> None:
    of = round_named("mx-mini")
    kept = keep_export(of, "parquet", figures_of(of), sight(COORDINATOR, of), STATE)
    rows = pq.read_table(io.BytesIO(store_of(STATE).get(kept.artifact.sha256))).to_pylist()
    stored = NeedLine.objects.filter(round=of, maximum_pieces__gt=0).values_list(
        "item__clave", "buyer__code", "minimum_pieces", "maximum_pieces"
    )
    found = {(row["clave"], row["buyer"], row["minimum_pieces"], row["maximum_pieces"]) for row in rows}
    assert found == set(stored)


def test_nobody_makes_a_file_of_needs_that_are_closed_to_him() -> None:
    of = agreed()
    with pytest.raises(Refused) as refused:
        keep_export(of, "csv", figures_of(of), sight(CITIZEN, of), STATE)
    assert refused.value.code == "not-allowed"


@pytest.mark.parametrize("is_announced", [False, True])
def test_the_planning_release_obeys_the_standard_and_adds_up(is_announced: bool) -> None:
    of = agreed() if is_announced else round_named("mx-mini")
    if is_announced:
        locked(made(of))
    plan = need_plan(sight(COORDINATOR, of), of)
    package = planning_package(package_facts(of, "planning.json"), plan)
    assert validate(package) == ()
    release = orjson.loads(package)["releases"][0]
    assert release["tag"] == ["planning"]
    pieces = sum(NeedLine.objects.filter(round=of).values_list("maximum_pieces", flat=True))
    assert sum(one["quantity"] for one in release["tender"]["items"]) == pieces
    assert len(release.get("planning", {}).get("documents", [])) == is_announced


def test_the_plan_is_closed_while_the_sums_are() -> None:
    of = agreed()
    with pytest.raises(Refused) as refused:
        need_plan(sight(CITIZEN, of), of)
    assert refused.value.code == "not-allowed"
    Round.objects.filter(pk=of.pk).update(phase="call")
    of.refresh_from_db()
    assert need_plan(sight(CITIZEN, of), of).items
