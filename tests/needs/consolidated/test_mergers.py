"""Merging codes: asked of their users, adopted with an opinion, applied in a version, taken back exactly."""

import json
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abasto.base.quantity import split_largest_remainder
from abasto.base.refusal import Refused
from abasto.needs.consolidated.actions.answer_merger import answer_merger, reply_to
from abasto.needs.consolidated.actions.decide_merger import decide_merger
from abasto.needs.consolidated.actions.propose_merger import NewMerger, consult_users, propose_merger
from abasto.needs.consolidated.changes import read_changes
from abasto.needs.consolidated.file import read_version, version_bytes
from abasto.needs.consolidated.merge import Merger, merged
from abasto.needs.consolidated.mergers.candidates import Known, candidates
from abasto.needs.consolidated.mergers.strength import content_of
from abasto.needs.consolidated.models import MergeAnswer, MergeProposal
from abasto.needs.consolidated.queries import rows_of_version, store_of
from abasto.needs.consolidated.rows import Line, rows_of
from abasto.needs.consolidated.split import converted, split_rows
from abasto.needs.models import NeedLine
from abasto.needs.requests.queries import codes_open
from abasto.people.roles import Role
from abasto.rounds.models import Round

from ..requests.announced import AT, COORDINATOR, after, buyer_of, viewer_for
from .agreed import STATE, agreed, locked, made

STORE = store_of(STATE)
A, B, C = "010.000.0101.00", "010.000.0102.00", "010.000.0103.00"
pieces = st.integers(0, 10**12)


def line(clave: str, buyer: str, *months: int, minimum: int | None = None) -> Line:
    most = sum(months)
    return Line(clave, buyer, most * 2 // 5 if minimum is None else minimum, most, np.array(months), "stated")


def refusal(act, *args) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused) as refused:
        act(*args)
    return refused.value.code


def test_two_of_250_make_one_of_500_and_nothing_is_lost() -> None:
    rows = rows_of("r", 2, [line(A, "x", 100, 101), line(A, "y", 3, 0), line(B, "x", 10, 0), line(C, "y", 7, 7)])
    done = merged(rows, [Merger(1, A, B, 1, 2)])
    at = {key: place for place, key in enumerate(done.keys)}
    assert set(at) == {(B, "x"), (B, "y"), (C, "y")}
    new = done.maximum[at[B, "x"]] - 10 + done.maximum[at[B, "y"]]
    assert new == 102  # 204 pieces of 250 mg
    assert done.months.sum(axis=1).tolist() == done.maximum.tolist()
    assert json.loads(done.merged_from[at[B, "x"]]) == [
        {"merger": 1, "from": A, "factor": [1, 2], "pieces": [80, 201], "became": [40, 101], "before": [4, 10]}
    ]
    assert done.merged_from[at[C, "y"]] == ""


def test_without_mergers_the_lines_are_the_very_same() -> None:
    rows = rows_of("r", 2, [line(A, "x", 1, 2)])
    assert merged(rows, []) is rows
    assert version_bytes(merged(rows, [Merger(1, B, C, 1, 2)])) == version_bytes(rows)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(pieces, pieces), min_size=1, max_size=6), st.integers(1, 40), st.integers(1, 40))
def test_a_merger_conserves_the_exact_total_rounded_up_once(
    lines: list[tuple[int, int]], numerator: int, denominator: int
) -> None:
    rows = rows_of("r", 2, [line(A, f"b{at}", *months) for at, months in enumerate(lines)])
    done = merged(rows, [Merger(1, A, B, numerator, denominator)])
    assert int(done.maximum.sum()) == -(-int(rows.maximum.sum()) * numerator // denominator)
    assert done.months.sum(axis=1).tolist() == done.maximum.tolist()
    assert (done.minimum <= done.maximum).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**12), st.lists(pieces, min_size=3, max_size=3)), min_size=1, max_size=5))
def test_rows_split_at_once_are_those_split_one_by_one(rows: list[tuple[int, list[int]]]) -> None:
    totals = np.array([total for total, _ in rows], dtype=np.int64)
    weights = np.array([parts for _, parts in rows], dtype=np.int64)
    expected = [split_largest_remainder(total, parts) for total, parts in rows]
    assert split_rows(totals, weights).tolist() == expected


def test_whole_factors_are_exact_for_every_buyer() -> None:
    assert converted(np.array([4, 10, 0]), 1, 2).tolist() == [2, 5, 0]
    assert converted(np.array([1, 1, 1]), 1, 2).tolist() == [1, 1, 0]


def test_a_file_reads_back_as_it_was_written() -> None:
    rows = rows_of("r", 2, [line(B, "y", 1, 2), line(A, "x", 3, 4), line(A, "y", 5, 6)])
    back = read_version(version_bytes(rows))
    assert (back.keys, back.origins, back.round_code) == (rows.keys, rows.origins, "r")
    assert back.months.tolist() == rows.months.tolist() == [[3, 4], [5, 6], [1, 2]]
    empty = read_version(version_bytes(rows_of("r", 2, [])))
    assert empty.lines == 0


@pytest.mark.parametrize(("strength", "pack", "amount"), [
    ("Paracetamol 500 mg", 10, Fraction(5000)),
    ("Ceftriaxona sódica equivalente a 1 g de ceftriaxona", 1, Fraction(1000)),
    ("Levotiroxina sódica 100 µg", 100, Fraction(10)),
    ("Bencilpenicilina 1 200 000 UI", 1, Fraction(1_200_000)),
    ("Clorhidrato de metformina 850 mg equivalente a 662.9 mg de metformina", 30, None),
    ("Paracetamol 500 mg", None, None),
    ("Solución al 0.9 %", 1, None),
])  # fmt: skip
def test_the_content_of_a_piece_is_read_only_where_it_is_plain(strength: str, pack: int, amount: Fraction) -> None:
    found = content_of(strength, pack)
    assert (found.amount if found else None) == amount


def test_candidates_are_of_one_substance_and_form_against_the_one_most_asked_for() -> None:
    def known(clave: str, name: str, form: str, strength: str, asked: int) -> Known:
        return Known(clave, "medicine", name, form, strength, 10, "", asked)

    found = candidates([
        known(A, "Metformina", "tableta", "Metformina 850 mg", 900), known(B, "METFORMINA", "tableta", "500 mg", 100),
        known(C, "Metformina", "solución", "500 mg", 50),
    ])  # fmt: skip
    assert [(one.source.clave, one.target.clave, one.ratio) for one in found] == [(B, A, Fraction(500, 850))]


pytest_db = pytest.mark.django_db


def proposed(of: Round, **more: object) -> MergeProposal:
    claves = list(codes_open(of))
    told = {"from_clave": claves[0], "to_clave": claves[1], "numerator": 1, "denominator": 2,
            "opinion": "Same substance; two tablets.", "basis": "Compendio, 2024"}  # fmt: skip
    return propose_merger(of, NewMerger(**{**told, **more}), COORDINATOR, "c", AT)  # type: ignore[arg-type]


def consulted(of: Round) -> MergeProposal:
    return consult_users(proposed(of), COORDINATOR, "c", date(2026, 9, 20), AT)


@pytest.mark.db
@pytest_db
def test_an_adopted_merger_is_applied_in_the_next_version_and_taken_back_exactly() -> None:
    of = agreed()
    first = made(of)
    merger = consulted(of)
    for place in range(2):
        who = buyer_of(of, place)
        answer_merger(merger, who, viewer_for(who, Role.APPROVER), "a", "agree", "", AT)
    assert decide_merger(merger, "adopt", COORDINATOR, "c", "", AT).state == "adopted"
    second = made(of, "with the merger")
    rows = rows_of_version(STORE, second)
    source, target = merger.from_item.clave, merger.to_item.clave
    assert source not in rows.claves
    assert second.mergers[0]["from_clave"] == source
    told = {(one.clave, one.kind, one.reason, one.note) for one in read_changes(STORE.get(second.changes_sha256))}
    assert told == {(source, "removed", "merged", target), (target, "changed", "merged", source)}
    decide_merger(merger, "undo", COORDINATOR, "c", "A user found a difference", AT)
    assert made(of, "without it").content_sha256 == first.content_sha256


@pytest_db
def test_a_locked_merger_says_so_on_the_need_line_and_is_not_taken_back() -> None:
    of = agreed()
    merger = consulted(of)
    decide_merger(merger, "adopt", COORDINATOR, "c", "", after(30))
    locked(made(of))
    line = NeedLine.objects.filter(round=of, item=merger.to_item).first()
    assert line is not None
    assert line.rule == "derived: merged"
    assert refusal(decide_merger, merger, "undo", COORDINATOR, "c", "why", AT) == "need-locked"


@pytest_db
def test_adoption_waits_for_the_users_or_their_deadline_and_for_replies_to_objections() -> None:
    of = agreed()
    merger = consulted(of)
    assert refusal(decide_merger, merger, "adopt", COORDINATOR, "c", "", AT) == "users-not-asked"
    who = buyer_of(of, 0)
    viewer = viewer_for(who)
    assert refusal(answer_merger, merger, who, viewer, "p", "object", " ", AT) == "note-missing"
    answer = answer_merger(merger, who, viewer, "p", "object", "Children need the small one", AT)
    assert refusal(decide_merger, merger, "adopt", COORDINATOR, "c", "", after(30)) == "objections-open"
    reply_to(answer, COORDINATOR, "c", "The paediatric code stays", AT)
    assert decide_merger(merger, "adopt", COORDINATOR, "c", "", after(30)).state == "adopted"


@pytest_db
def test_only_users_of_the_code_answer_each_for_itself_and_in_time() -> None:
    of = agreed()
    merger = consulted(of)
    mine, outsider = buyer_of(of, 0), buyer_of(of, 3)
    assert refusal(answer_merger, merger, mine, viewer_for(outsider), "p", "agree", "", AT) == "not-allowed"
    assert refusal(answer_merger, merger, outsider, viewer_for(outsider), "p", "agree", "", AT) == "not-allowed"
    assert refusal(answer_merger, merger, mine, viewer_for(mine), "p", "maybe", "", AT) == "answer-unknown"
    assert refusal(answer_merger, merger, mine, viewer_for(mine), "p", "agree", "", after(30)) == "deadline-passed"
    assert refusal(answer_merger, merger, mine, COORDINATOR, "c", "agree", "", AT) == "not-allowed"
    assert not MergeAnswer.objects.exists()


@pytest_db
def test_a_merger_needs_an_opinion_with_its_basis_before_anyone_is_asked() -> None:
    of = agreed()
    merger = proposed(of, basis="")
    assert refusal(consult_users, merger, COORDINATOR, "c", date(2026, 9, 20), AT) == "opinion-missing"
    assert refusal(decide_merger, merger, "adopt", COORDINATOR, "c", "", AT) == "not-from-this-state"
    assert decide_merger(merger, "reject", COORDINATOR, "c", "No basis was found", AT).state == "rejected"


@pytest_db
def test_what_cannot_be_proposed() -> None:
    of = agreed()
    claves = list(codes_open(of))
    first = proposed(of)
    assert first.number == 1
    assert refusal(lambda: proposed(of)) == "merger-chained"
    assert refusal(lambda: proposed(of, from_clave=claves[1], to_clave=claves[2])) == "merger-chained"
    assert refusal(lambda: proposed(of, from_clave=claves[2], to_clave=claves[0])) == "merger-chained"
    assert refusal(lambda: proposed(of, from_clave=claves[2], to_clave=claves[2])) == "merger-of-itself"
    assert refusal(lambda: proposed(of, from_clave=claves[2], denominator=0)) == "factor-unfit"
    assert refusal(lambda: proposed(of, from_clave="no")) == "code-not-in-round"
    assert proposed(of, from_clave=claves[2]).number == 2
