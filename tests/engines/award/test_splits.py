"""Rounds of cuts: what they add is true for every award, and the verifier computes the same rows to the last unit."""

from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.random import PCG64, Generator

from abasto.base.refusal import Refused
from abasto.engines.award.bound import Allowed, Bounder
from abasto.engines.award.branching import Node
from abasto.engines.award.certificate import certificate
from abasto.engines.award.cut import Cut
from abasto.engines.award.model import Model, Row
from abasto.engines.award.near import Question
from abasto.engines.award.problem import Problem
from abasto.engines.award.pruned import pruned
from abasto.engines.award.relaxation import Closed, Relaxation
from abasto.engines.award.rows import model_of
from abasto.engines.award.settle import Settler
from abasto.engines.award.solve import Search, Stop
from abasto.engines.award.splits import Splits
from abasto.engines.award.tighten import Tightener
from abasto_verify.cuts import add_cuts
from abasto_verify.problem import Problem as Opened
from abasto_verify.rows import Rows
from abasto_verify.scopes import Scopes

from . import twin
from .compact import Compact
from .coupled import capped, coupled, many_out_of_reach
from .proofs import accepted, raw_of

FEW = Stop(gap=0.0, steps=4, leaves=8)
ROUNDS = 4


def tightened(model: Model, seed: int) -> Relaxation | None:
    """After some rounds; None where the rules clash."""
    relaxation = Relaxation(model, seed)
    relaxation.solve()
    tightener = Tightener(relaxation, seed)
    for _ in range(ROUNDS if relaxation.is_feasible else 0):
        before = relaxation.bound_e4
        tightener.round()
        assert relaxation.bound_e4 >= before
    return relaxation if relaxation.is_feasible else None


def by_parts(problem: Problem, seed: int, threads: int = 2) -> Search:
    search = Search(model_of(problem), FEW, seed, None, threads)
    search.relax()
    search.decide_by_parts()
    return search


def legal_choices(model: Model) -> Iterator[tuple[np.ndarray[Any, Any], int]]:
    """Every choice of columns that keeps the hard rules, with its cost."""
    settler, start = Settler(model), model.columns.start.tolist()
    for some in product(*[[-1, *range(first, last)] for first, last in pairwise(start)]):
        choice = np.array(some, np.int64)
        settled = settler.settle(choice)
        if not settled.broken:
            yield choice, settled.cost_e4


def is_kept(model: Model, row: Row, choice: np.ndarray[Any, Any]) -> bool:
    """Whether a cut holds for a choice, each variable with the value it stands for."""
    settler = Settler(model)
    settled, activity = settler.settle(choice), settler.activities(choice)
    values = dict(settler._values(activity))
    beyond = {rule: units for rule, units, _ in settled.excess}
    values |= {i: beyond.get(v.name[1], 0) for i, v in enumerate(model.variables) if v.name[0] == "soft"}
    for i, variable in enumerate(model.variables):
        if variable.name[0] == "value":
            earned = next(j for j, other in enumerate(model.variables) if other.name == ("rebate", variable.name[1]))
            values[i] = values[i] if values[earned] else 0
    held = sum(c for column, c in zip(row.columns.tolist(), row.coefficients.tolist(), strict=True) if column in choice)
    return held + sum(c * values.get(i, 0) for i, c in row.variables) >= row.right


@pytest.mark.parametrize("start", range(0, 40, 10))
def test_no_round_cuts_off_an_award_or_leads_the_bound_above_the_cheapest(start: int) -> None:
    splits = 0
    for seed in range(start, start + 10):
        problem = coupled(seed, 2 + seed % 3)
        relaxation, best = tightened(model_of(problem), seed), twin.cheapest(problem)
        if relaxation is None or best is None:
            assert best is None
            continue
        choices = list(legal_choices(relaxation.model))
        assert min(cost for _, cost in choices) == best[0] >= relaxation.bound_e4
        for cut in relaxation.cuts:
            splits += cut.words[0] == "split"
            assert all(is_kept(relaxation.model, cut.row, choice) for choice, _ in choices[:300])
    assert splits > 5


def test_a_basis_that_leads_the_solver_astray_is_given_up() -> None:
    """After these cuts HiGHS says from the last basis that the relaxation is unbounded."""
    relaxation = tightened(model_of(coupled(32, 4)), 32)
    assert relaxation is not None
    assert relaxation.is_feasible


def random_multipliers(bounder: Bounder, random: Generator) -> dict[int, int]:
    some = random.permutation(len(bounder.rows))[: random.integers(1, 6)]
    return {int(row): int(random.integers(1, 1 << int(random.integers(20, 58)))) for row in sorted(some)}


def random_question(model: Model, random: Generator) -> Question:
    variables = [i for i, variable in enumerate(model.variables) if variable.name[0] in ("rebate", "winner")]
    if variables and random.random() < 0.5:
        place = variables[random.integers(len(variables))]
        return Question(model.variables[place].name, place)
    part = int(random.integers(model.parts.bid.size))
    bid, share = model.problem.bids[int(model.parts.bid[part])].id, int(model.parts.share[part])
    held = np.asarray((model.columns.parts == part).any(axis=1), np.bool_)
    return Question(("part", bid, share), lot=int(model.parts.lot[part]), held=held)


def drawn_cuts(problem: Problem, seed: int) -> list[Cut]:
    """Splits of random questions and prices, each of which may name those before."""
    model, random, cuts = model_of(problem), Generator(PCG64(seed)), list[Cut]()
    bounder = Bounder(model, model.rows)
    for _ in range(12 if model.parts.bid.size and model.rows else 0):
        sides = [random_multipliers(bounder, random) for _ in range(2)]
        question = random_question(model, random)
        if question.held is not None and not question.held.any():
            continue
        splits = Splits(model, bounder, random_multipliers(bounder, random), frozenset())
        cut = splits.cut(question, sides, sorted({*sides[0], *sides[1]}), ())
        if cut is not None:
            row = Row(f"cut:{len(cuts)}", True, cut.row.right, cut.row.columns, cut.row.coefficients, cut.row.variables)
            cuts.append(Cut(cut.words, row))
            bounder.extend([row])
    return cuts


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_the_verifier_computes_the_same_rows_to_the_last_unit(start: int) -> None:
    compared = 0
    for seed in range(start, start + 20):
        problem = coupled(seed, 3 + seed % 9)
        cuts = drawn_cuts(problem, seed)
        model, opened = model_of(problem), Opened(raw_of(problem))
        rows = add_cuts(Rows(opened, Scopes(opened)), [cut.words for cut in cuts])
        for cut in cuts:
            row = rows.rows[cut.row.name]
            own = {
                (
                    lot,
                    frozenset(
                        (opened.part_bid[part], opened.part_share[part]) for part in opened.columns_of_lot[lot][column]
                    ),
                ): value
                for lot, column, value in row.columns
                if value
            }
            assert own == dict(named(model, cut.row))
            told = {variable: value for variable, value in row.variables if value}
            assert told == {model.variables[i].name: value for i, value in cut.row.variables}
            assert (row.sign, row.right) == (-1, cut.row.right)
            compared += 1
    assert compared > 100


def named(model: Model, row: Row) -> Iterator[tuple[Any, int]]:
    for column, value in zip(row.columns.tolist(), row.coefficients.tolist(), strict=True):
        held = [part for part in model.columns.parts[column].tolist() if part >= 0]
        parts = frozenset((int(model.parts.bid[part]), int(model.parts.share[part])) for part in held)
        yield (int(model.columns.lot[column]), parts), value


@pytest.mark.parametrize("seed", range(8))
def test_decided_by_parts_the_proof_with_splits_is_accepted_and_below_the_optimum(seed: int, tmp_path: Path) -> None:
    problem = coupled(seed, 14)
    search, best = by_parts(problem, seed), Compact(problem).optimum()
    assert best is not None
    award = search.award()
    cheapest = twin.cost_of(problem, best)
    assert cheapest is not None
    assert award.bound_e4_centavos <= cheapest <= award.cost_e4_centavos
    accepted(problem, award, tmp_path)


@pytest.mark.parametrize("seed", range(3))
def test_the_proof_with_rebates_closed_by_the_rounds_is_accepted(seed: int, tmp_path: Path) -> None:
    problem = capped(seed, 300)
    search = by_parts(problem, seed)
    assert search.relaxation.closed
    award = search.award()
    assert award.bound_e4_centavos <= award.cost_e4_centavos
    assert len(accepted(problem, award, tmp_path).checked) > 3


@pytest.mark.parametrize("seed", range(12))
def test_any_rebates_may_be_closed_and_the_tree_still_proves_what_it_says(seed: int, tmp_path: Path) -> None:
    """Closed though they may be earned: their branch says what an award with them costs at least."""
    problem = coupled(seed, 4)
    model = model_of(problem)
    search = Search(model, Stop(gap=0.0, leaves=12), seed, None)
    try:
        search.relax()
    except Refused:
        return
    relaxation, found = search.relaxation, []
    shut = dict(relaxation.bounds)
    for i, variable in enumerate(model.variables):
        if variable.name[0] == "rebate" and i not in shut and i % 2:
            bound = relaxation.bounder.bound(relaxation.multipliers, Allowed(bounds={**shut, i: (1, 1)}))
            found.append(Closed(variable.name, i, relaxation.multipliers, bound))
            shut[i] = (0, 0)
    relaxation.close(found)
    search.decide_whole()
    award, best = search.award(), twin.cheapest(problem)
    assert best is not None
    assert award.bound_e4_centavos <= best[0] <= award.cost_e4_centavos
    accepted(problem, award, tmp_path)


def test_a_tree_is_never_deeper_than_the_verifier_goes(tmp_path: Path) -> None:
    """More rebates out of reach, and more closed, than a tree has levels."""
    problem = many_out_of_reach(260)
    award = by_parts(problem, 0).award()
    assert depth(award.tree) > 50
    accepted(problem, award, tmp_path)


@pytest.mark.parametrize(("seed", "lots"), [(1, 40), (2, 60), (3, 80), (4, 100), (5, 120)])
def test_one_thread_and_two_write_the_same_bytes(seed: int, lots: int) -> None:
    problem = coupled(seed, lots)
    one, two = (certificate(problem, by_parts(problem, seed, threads).award()) for threads in (1, 2))
    assert one == two


def test_a_proof_keeps_only_the_cuts_that_it_names_and_proves_the_same() -> None:
    met = 0
    for seed in range(12):
        problem = coupled(seed, 14)
        search = by_parts(problem, seed)
        award, every = search.award(), search.relaxation.cuts
        before = [cut.words for cut in every]
        kept, tree = pruned(every, search.tree.node())
        assert [cut.words for cut in every] == before
        assert [cut.words for cut in kept] == [cut.words for cut in award.cuts]
        names = {name for node in nodes(tree) for name, _ in node.multipliers}
        for place in reversed(range(len(kept))):
            assert f"cut:{place}" in names
            assert kept[place].row.name == f"cut:{place}"
            if kept[place].words[0] == "split":
                names |= {name for side in kept[place].words[2:4] for name, _ in side}  # type: ignore[attr-defined]
        met += len(kept) < len(every)
    assert met > 2


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for below in (node.no, node.yes):
        if below is not None:
            yield from nodes(below)


def depth(node: Node) -> int:
    return 1 + max((depth(below) for below in (node.no, node.yes) if below is not None), default=-1)


@pytest.mark.parametrize("seed", range(4))
def test_no_step_makes_the_award_worse_and_room_is_made_for_the_lots_asked(seed: int) -> None:
    search = Search(model_of(coupled(seed, 60)), Stop(gap=0.0, steps=0, leaves=1), seed, None)
    search.relax()
    search.decide_by_parts()
    improver, guide = search.improver, search.relaxation.guide()
    assert improver.held is not None
    for step in range(6):
        before = improver.held.settled.cost_e4
        improver.two_steps(guide, 10, 2) if step % 2 else improver.step(guide, 10)
        assert improver.held.settled.cost_e4 <= before
        assert not improver.held.settled.broken
        again = search.settler.settle(improver.held.choice)
        assert again.cost_e4 == improver.held.settled.cost_e4
        choice, excess = improver.held.choice, guide.excess
        paid = np.where(choice >= 0, excess.columns[np.maximum(choice, 0)], excess.null)
        lots = np.argsort(-paid, kind="stable")[:5]
        assert improver.room.made_for(lots, choice, paid, excess, np.isfinite(excess.columns))[lots].all()
