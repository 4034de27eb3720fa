"""Rows of our own deciding, proving and explaining."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from award_row import Measured, Row, Work, as_json, measured, repeated, row_of, row_of_process, told
from award_watch import Figure, spread
from process import ran

STOPS: dict[int, Mapping[str, object]] = {
    1: {"gap": 0.002},
    2: {"gap": 0.002},
    10: {"gap": 0.0025, "steps": 30, "leaves": 1},
}
"""Every one ends by steps and leaves where it does not reach its gap."""
STRETCH: Mapping[str, object] = {"gap": 0.0001, "steps": 300, "leaves": 400}
STRETCH_SECONDS, LARGE_SECONDS = 300, 1200
REACH = {1: "0.2 % in 10 s", 2: "", 10: "0.25 % in 170 s, 8 GB"}


def lawful_rows(work: Work) -> Iterator[Row]:
    runs = repeated(work, "award_lawful.py", "decide", f"--seed={work.seed}")
    yield row_of("lawful award, all reasons", "2 s", runs, "decided", seed=str(work.seed))


def across_rows(work: Work, times: int) -> Iterator[Row]:
    """The optimiser to its gap; at x1 also as far as it comes in the seconds of the stretch."""
    yield solved_row(f"optimiser x{times}", REACH[times], solved(work, times), STOPS[times])
    if times == 1:
        arguments = (f"--seed={work.seed}", f"--stop={as_json(**STRETCH)}", f"--seconds={STRETCH_SECONDS}")
        far = measured("award_across.py", "solve", *arguments)
        yield solved_row("optimiser x1, on and on", "0.1 % in 60 s, toward 0.01 % in 300 s", far, STRETCH)


def solved(work: Work, times: int) -> Measured:
    """Decided once in a run of this program; its files stay for the verifier."""
    if times not in work.solved:
        work.solved[times] = measured(
            "award_across.py",
            "solve",
            f"--times={times}",
            f"--seed={work.seed}",
            f"--stop={as_json(**STOPS[times])}",
            f"--seconds={LARGE_SECONDS}",
            f"--folder={files_of(work, times)}",
        )
    return work.solved[times]


def files_of(work: Work, times: int) -> Path:
    return work.folder / f"x{times}"


def answer_of(run: Measured) -> Figure:
    """How it ended."""
    return next(figure for figure in run.figures if figure.name in ("solved", "stopped"))


def solved_row(title: str, reach: str, run: Measured, stop: Mapping[str, object]) -> Row:
    ended = answer_of(run)
    way = [one for one in run.figures if one.name.endswith("%")]
    passed = "; ".join(f"{one.name} at {one.seconds:.3g} s ({one.cpu_seconds:.3g})" for one in way)
    asked = " ".join(f"{name}={value}" for name, value in stop.items())
    return row_of(title, reach, [run], ended.name, ended=ended.name, asked=asked, way=passed)


def small_rows(work: Work) -> Iterator[Row]:
    """The same costs as the compact model; seconds are of all problems together."""
    run = measured("award_across.py", "small", "--count=50")
    ours, peer = run.some("ours"), run.some("peer")
    same, clash = (sum(int(one.told[name]) for one in ours) for name in ("same", "clash"))
    gap = max(float(one.told["gap"]) for one in ours)
    said = told({"equal": f"{same} of {len(ours)}", "clashing": clash, "gap": gap, "seeds": f"0 to {len(ours) - 1}"})
    for title, figures, more in (("50 problems of 10 to 206 lots", ours, said), ("compact model, HiGHS", peer, "")):
        seconds, cpu = sum(one.seconds for one in figures), sum(one.cpu_seconds for one in figures)
        yield Row(title, "all equal", f"{seconds:.3g}", f"{cpu:.3g}", f"{run.spent.peak_mb:,.0f}", more)


def verify_rows(work: Work) -> Iterator[Row]:
    """The verifier as whole processes: start, reading and all."""
    made = measured("award_lawful.py", "evidence", str(work.folder), f"--seed={work.seed}").one("evidence made")
    more = told({"sha256": made.told["sha256"], "bytes": made.told["bytes"]})
    yield _verified(work, "verify lawful, bids public", "1 s", ["lawful", "open.json"], more)
    yield _verified(work, "verify lawful, every bid opened", "", ["lawful", "closed.json", "openings.json"], more)
    for times, reach in ((1, "1 s"), (10, "15 s")):
        ended = answer_of(solved(work, times))
        if ended.name == "stopped":
            yield Row(f"verify optimised x{times}", reach, "", "", "", f"no certificate: {told(ended.told)}")
            continue
        files = [f"x{times}/problem.json", f"x{times}/certificate.json"]
        size = sum((work.folder / name).stat().st_size for name in files)
        yield _verified(
            work, f"verify optimised x{times}", reach, ["optimised", *files], told({**ended.told, "bytes": size})
        )


def _verified(work: Work, title: str, reach: str, arguments: list[str], more: str) -> Row:
    what, *names = arguments
    paths = [str(work.folder / name) for name in names]
    runs = [ran([sys.executable, "-m", "abasto_verify", what, *paths, "--lang=en"]) for _ in range(work.runs)]
    answer = runs[0].printed.partition("\n")[0]
    return row_of_process(title, reach, runs, f"{answer}; {more}")


def reasons_rows(work: Work) -> Iterator[Row]:
    lawful = repeated(work, "award_lawful.py", "reasons", f"--seed={work.seed}")
    points = repeated(work, "award_lawful.py", "reasons", "--points", f"--seed={work.seed}")
    across = repeated(work, "award_across.py", "reasons", f"--seed={work.seed}")
    for title, runs in (("lawful", lawful), ("lawful, by points", points), ("across lots", across)):
        yield row_of(f"reasons estimated, {title}", "0.05 s", runs, "estimated")
        yield row_of(f"reasons confirmed, {title}", "10 s", runs, "confirmed")


def scenario_rows(work: Work) -> Iterator[Row]:
    """With the session open and an award held: prices with one rule left out, and an award with one eased."""
    run = measured("award_across.py", "scenario", f"--seed={work.seed}", f"--gap={STOPS[1]['gap']}")
    for title, reach, name in (
        ("the first award, cold", "", "cold award"),
        ("opening the session", "", "session"),
        ("scenario: prices of the rules", "0.25 s", "prices"),
        ("scenario: award at the same gap", "10 s", "award"),
    ):
        figures = run.some(name)
        more = "; ".join(told(one.told) for one in figures if one.told)
        seconds, cpu = spread(one.seconds for one in figures), spread(one.cpu_seconds for one in figures)
        yield Row(title, reach, seconds, cpu, f"{run.spent.peak_mb:,.0f}", more)
