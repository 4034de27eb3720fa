"""Ways of cheating with a split: cut 5 of the small problem asks about a rebate, cut 6 about a part and names cut 5."""

from .tampering import Change, both, drop, more, plus, put, swap

REBATE, PART = "claim.cuts.5", "claim.cuts.6"
BRANCH, NO, YES, OFF, TOPS = range(1, 6)
MOST = 10**40 - 1

SPLITS: dict[str, tuple[Change, str]] = {
    # What is asked
    "a split on a bid that is not there": (put(f"{PART}.{BRANCH}.1", "B99"), "branch-unknown"),
    "a split on a rebate that is not there": (put(f"{REBATE}.{BRANCH}.1", "both-s9"), "branch-unknown"),
    "a split on the winner of a rule on money": (
        put(f"{REBATE}.{BRANCH}", ["winner", "cap-s1", "S1"]),
        "branch-unknown",
    ),
    "a split on the value of a rebate, which has no yes or no": (
        put(f"{REBATE}.{BRANCH}", ["value", "two-percent-s1"]),
        "not-one-of",
    ),
    "a split on a share of zero": (put(f"{PART}.{BRANCH}.2", 0), "out-of-range"),
    "a split on a part of another lot": (put(f"{PART}.{BRANCH}", ["part", "B01", 100]), "bound-differs"),
    "a split on another rebate": (put(f"{REBATE}.{BRANCH}.1", "two-percent-s1"), "bound-differs"),
    # Its sides
    "a split with its sides changed over": (
        put(REBATE, lambda cut: [*cut[:NO], cut[YES], cut[NO], *cut[OFF:]]),
        "bound-differs",
    ),
    "a split with one side": (drop(f"{REBATE}.{NO}"), "not-a-list"),
    "a split without rows on one side": (put(f"{PART}.{NO}", []), "bound-differs"),
    "a split with a third side": (put(REBATE, lambda cut: [*cut, []]), "not-a-list"),
    "a split with a negative price": (put(f"{REBATE}.{YES}.0.1", -1), "multiplier-negative"),
    "a split with a price twice as high": (put(f"{REBATE}.{YES}.2.1", lambda price: 2 * price), "bound-differs"),
    "a split with a price of forty-one digits": (put(f"{REBATE}.{YES}.0.1", MOST + 1), "out-of-range"),
    "a split with a price that is true": (put(f"{REBATE}.{YES}.0.1", True), "not-a-number"),
    "a split with its last row twice": (
        put(f"{REBATE}.{YES}", lambda some: [*some, some[-1]]),
        "multipliers-not-sorted",
    ),
    "a split with rows out of order": (put(f"{PART}.{YES}", swap), "multipliers-not-sorted"),
    "a split with a row that is not there": (put(f"{REBATE}.{NO}.0.0", "rebate:both-s1"), "multiplier-unknown-row"),
    "a split with a row of another letter case": (
        put(f"{REBATE}.{YES}.2.0", "rule:Budget-a"),
        "multiplier-unknown-row",
    ),
    "a split that names itself": (put(f"{PART}.{YES}.0.0", "cut:6"), "multiplier-unknown-row"),
    "a split that names a later cut": (put(f"{REBATE}.{NO}", [["cut:6", 1]]), "multiplier-unknown-row"),
    "a split before the cut that it names": (
        put("claim.cuts", lambda some: [*some[:5], some[6], some[5]]),
        "multiplier-unknown-row",
    ),
    "a split whose earlier cut proves less": (put("claim.cuts.2.2", ["L1"]), "bound-differs"),
    # What is taken off
    "a split with more taken off one side": (put(f"{PART}.{OFF}.1.2", plus(-(10**9))), "bound-differs"),
    "a split with nothing taken off a lot": (drop(f"{PART}.{OFF}.0"), "bound-differs"),
    "a split that takes off a lot twice": (more(f"{REBATE}.{OFF}", ["L2", 0, 0]), "cut-lots"),
    "a split that takes off a lot that is not there": (put(f"{REBATE}.{OFF}.0.0", "L9"), "cut-lots"),
    "a split that takes off text": (put(f"{REBATE}.{OFF}.0.1", "0"), "not-a-number"),
    "a split of numbers without end": (
        both(put(f"{PART}.{OFF}.0.1", -MOST), put(f"{PART}.{OFF}.1.1", -MOST)),
        "cut-too-large",
    ),
    # Its tops
    "a split with a top of nothing": (put(f"{REBATE}.{TOPS}.0.1", 0), "bound-differs"),
    "a split without tops": (put(f"{PART}.{TOPS}", []), "bound-differs"),
    "a split with a negative top": (put(f"{REBATE}.{TOPS}.0.2", -1), "out-of-range"),
    "a split with a top of what it asks": (more(f"{REBATE}.{TOPS}", [["rebate", "both-s1"], 1, 1]), "cut-tops"),
    "a split with a top twice": (more(f"{PART}.{TOPS}", [["rebate", "volume-s2"], 1, 0]), "cut-tops"),
    "a split with a top of a variable that is not there": (put(f"{PART}.{TOPS}.0.0.1", "both-s9"), "cut-tops"),
    "a split with a top of a lump rebate's value": (
        more(f"{PART}.{TOPS}", [["value", "volume-s2"], 1, 0]),
        "cut-tops",
    ),
    "a split with a top of what has none": (more(f"{PART}.{TOPS}", [["soft", "budget-a"], 1, 0]), "not-one-of"),
}
