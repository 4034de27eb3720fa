"""The synthetic instances are what the notes say of them: size, shape, the same for the same seed."""

from collections import Counter

from instances.national import national
from instances.small import small

from abasto.engines.award.problem_json import problem_sha256

PROBLEM = national(7)


def test_the_national_instance_has_the_national_size() -> None:
    assert len(PROBLEM.lots) == 4_498
    assert len(PROBLEM.bids) == 25_974
    assert (len(PROBLEM.suppliers), len(PROBLEM.institutions), len(PROBLEM.periods)) == (400, 26, 8)
    assert PROBLEM.origin == "synthetic"
    assert PROBLEM.title.startswith("Synthetic")


def test_a_few_codes_weigh_most_and_most_have_few_bidders() -> None:
    cheapest: dict[str, int] = {}
    for bid in PROBLEM.bids:
        cheapest[bid.lot] = min(cheapest.get(bid.lot, 10**15), bid.prices[0][1])
    spend = sorted((lot.pieces * cheapest.get(lot.id, 0) for lot in PROBLEM.lots), reverse=True)
    assert 0.015 < spend[0] / sum(spend) < 0.035
    assert sum(spend[:450]) / sum(spend) > 0.6
    assert 80_000 < sum(spend) / 100 / 1_000_000 < 140_000
    bidders = Counter(Counter(bid.lot for bid in PROBLEM.bids).values())
    assert max(bidders) == 20
    assert bidders[1] > bidders[10] > 0


def test_every_rule_and_rebate_of_practice_is_there() -> None:
    kinds = Counter(rule.id.split("-")[0] for rule in PROBLEM.rules)
    for kind in ("capacity", "concentration", "group", "winners", "budget", "origin", "small", "micro", "germany"):
        assert kinds[kind] > 0
    assert Counter(rebate.kind for rebate in PROBLEM.rebates) == {"lump": 40, "percent": 5, "bundle": 5}


def test_nothing_awarded_keeps_every_hard_rule() -> None:
    floors = [rule for rule in PROBLEM.rules if rule.sense == "at-least" and rule.soft_centavos is None]
    assert floors
    assert all(rule.limit_percent is not None for rule in floors)


def test_the_same_seed_makes_the_same_problem() -> None:
    assert problem_sha256(national(3)) == problem_sha256(national(3)) != problem_sha256(national(4))
    assert problem_sha256(small(3, 30)) == problem_sha256(small(3, 30)) != problem_sha256(small(4, 30))


def test_twice_as_large_has_twice_of_all() -> None:
    double = national(7, 2)
    assert (len(double.lots), len(double.suppliers), len(double.bids)) == (8_996, 800, 51_948)
    assert len(double.rebates) == 2 * len(PROBLEM.rebates)
