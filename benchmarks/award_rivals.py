"""Rows of HiGHS on one model against ours, to the gap that ours proved."""

from collections.abc import Iterator

from award_decided import answer_of, solved
from award_row import Row, Work, measured, row_of

THREADS = {1: "1 thread", 0: "threads as it chooses"}
TIMES_FASTER = {1: "8 times slower; stretch 10", 2: "6 times slower; stretch 10"}


def highs_rows(work: Work) -> Iterator[Row]:
    for times, reach in TIMES_FASTER.items():
        ended = answer_of(solved(work, times))
        gap = float(ended.told["gap"])
        yield row_of(f"ours x{times}", "", [solved(work, times)], ended.name)
        for threads, named in THREADS.items():
            run = measured(
                "award_across.py",
                "peer",
                f"--times={times}",
                f"--seed={work.seed}",
                f"--gap={gap}",
                f"--threads={threads}",
                f"--seconds={work.peer_seconds}",
            )
            peer = run.one("peer")
            is_there = float(peer.told["gap"]) <= gap
            sign = "" if is_there else "> "
            ratio = f"{sign}{peer.seconds / ended.seconds:.1f} ({sign}{peer.cpu_seconds / ended.cpu_seconds:.1f})"
            answer = "reached" if is_there else f"not reached within {work.peer_seconds:g} s"
            yield row_of(f"HiGHS x{times}, {named}", reach, [run], "peer", times=ratio, answer=answer)
