"""Checks all months in force of a round by the rules, as a run; what it finds goes to the problem list."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ....base.problem import Problem
from ....catalogue.models import RoundItem
from ....ledger.actions.record import record
from ....ledger.canonical import sha256_of
from ....people.models import Organisation
from ....people.roles import Role
from ....problems.actions.list_problems import list_problems
from ....problems.models import ListedProblem
from ....problems.settling import OPEN
from ....rounds.models import Round
from ....runs.actions.execute import execute
from ....runs.models import Run
from ....runs.work import in_one_chunk
from ..calendar_month import WINDOW_MONTHS, month_number
from ..found_problems import of_month, of_scale, of_stock
from ..models import CURRENT, EvidenceMonth, EvidencePlace
from ..queries import rows_in_force
from ..rules.engine import engine
from ..rules.judge import Verdict, judge
from ..series_key import CLAVE_BITS

if TYPE_CHECKING:
    import pyarrow as pa

KIND = "evidence"
SOURCE = "evidence {code}"
MENDED = "mended"


def check_evidence(of: Round, actor: str) -> Run:
    """The run that judged the months now in force; done before, it is not done again."""
    months = EvidenceMonth.objects.filter(round=of, state=CURRENT)
    told = [list(row) for row in months.order_by("organisation__code", "month").values_list(
        "organisation__code", "month", "sha256")]  # fmt: skip
    return execute(
        KIND, of.code, inputs={"months": sha256_of(told), "count": len(told)}, parameters={}, seed=of.seed,
        work=in_one_chunk(lambda: find_problems(of, actor)),
    )  # fmt: skip


def find_problems(of: Round, actor: str) -> dict[str, int]:
    """Lists what the rules find, and settles as mended what they no longer find. In the caller's transaction."""
    months = EvidenceMonth.objects.filter(round=of, state=CURRENT)
    table = rows_in_force(months, of)
    packs = dict(RoundItem.objects.filter(round=of).values_list("item__clave", "item__pack_size"))
    owner = dict(EvidencePlace.objects.filter(round=of).values_list("number", "organisation_id"))
    found: dict[int, list[Problem]] = defaultdict(list)
    verdict = judged(table)
    for scale in verdict.scale:
        found[owner[scale.series >> CLAVE_BITS]].append(of_scale(scale, packs))
    for stock in verdict.stock:
        found[owner[stock.series >> CLAVE_BITS]].append(of_stock(stock))
    silent = _silent(of)
    for organisation, month in silent:
        found[organisation].append(of_month(month))
    _list(of, found)
    _count(of, found)
    told = {"rows": table.num_rows, "scale": len(verdict.scale), "stock": len(verdict.stock), "silent": len(silent)}
    record("evidence-checked", of.code, actor, of.clock, told, of.code)
    return told


def judged(table: "pa.Table") -> Verdict:
    """The verdict of the rules on rows of a round."""
    import ibis
    import pyarrow as pa
    import pyarrow.compute as pc

    if not table.num_rows:
        return Verdict((), ())
    base = pc.max(table["month"]).as_py() - WINDOW_MONTHS + 1
    with engine() as backend:
        months = ibis.memtable(table.filter(pc.greater_equal(table["month"], base)))
        verdict = judge(backend, [months], [(months, months)], base)
    named = pa.array([one.series for one in verdict.scale], pa.int64())
    rows = table.filter(pc.is_in(table["series"], value_set=named)).select(["series", "month", "consumption_pieces"])
    used = {(row["series"], row["month"]): row["consumption_pieces"] for row in rows.to_pylist()}
    return Verdict(tuple(replace(one, used=used[one.series, one.month]) for one in verdict.scale), verdict.stock)


def _silent(of: Round) -> list[tuple[int, int]]:
    """(organisation, month) without a report, from an institution's first month on to the last that anyone told."""
    rows = list(EvidenceMonth.objects.filter(round=of, state=CURRENT).values_list(
        "organisation_id", "month", "is_reported"))  # fmt: skip
    last = max((month for _, month, _ in rows), default=0)
    first: dict[int, int] = {}
    for organisation, month, _ in rows:
        first[organisation] = min(month, first.get(organisation, month))
    told = {(organisation, month) for organisation, month, is_reported in rows if is_reported}
    return [
        (organisation, month)
        for organisation, start in sorted(first.items())
        for month in range(start, last + 1)
        if (organisation, month) not in told
    ]


def _list(of: Round, found: Mapping[int, list[Problem]]) -> None:
    organisations = Organisation.objects.in_bulk(
        {*found, *EvidencePlace.objects.filter(round=of).values_list("organisation_id", flat=True)}
    )
    for pk in sorted(organisations, key=lambda pk: organisations[pk].code):
        organisation, problems = organisations[pk], found.get(pk, [])
        source = SOURCE.format(code=organisation.code)
        places = {(one.kind, one.sheet, one.subject) for one in problems}
        listed = ListedProblem.objects.filter(round_code=of.code, room="needs", source=source, state=OPEN)
        gone = [row.pk for row in listed if (row.kind, row.sheet, row.subject) not in places]
        for start in range(0, len(gone), 500):
            ListedProblem.objects.filter(pk__in=gone[start : start + 500]).update(state=MENDED)
        list_problems("needs", of.code, Role.PLANNER.value, source, problems, of.clock, organisation)


def _count(of: Round, found: Mapping[int, list[Problem]]) -> None:
    """Writes beside each month how much was found in it."""
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for organisation, problems in found.items():
        for problem in problems:
            counts[organisation, month_number(problem.sheet) or 0] += 1
    changed = []
    for month in EvidenceMonth.objects.filter(round=of, state=CURRENT):
        flags = counts.get((month.organisation_id, month.month), 0)
        if month.flags != flags:
            month.flags = flags
            changed.append(month)
    EvidenceMonth.objects.bulk_update(changed, ["flags"], batch_size=500)
