"""Every figure of the forecast: speed against AutoETS, error against the models of statsforecast, coverage of
intervals.

`python benchmarks/forecast.py [speed] [contraceptives] [carparts] [PBS] [long]`; without a word, everything (40
minutes of one core, nearly all of it the peers'). AutoARIMA takes every `--arima`-th series only and says so. WAPE:
sum of absolute misses over the sum of use, all months, series and rolling origins together. At every origin the
program is given the panel before it, the peers each series' months before it; both are judged on the same series.
"""

import argparse
import os
import resource
import time

import numpy as np

os.environ.setdefault("OMP_NUM_THREADS", "1")

from forecast_panels import DATA, PANELS, Panel, national
from forecast_peers import peers

from abasto.engines.forecast.forecast import forecast
from abasto.engines.forecast.problem import INTERVAL_LEVELS, QUANTILE_LEVELS, Problem

MEDIAN = QUANTILE_LEVELS.index(0.5)
LONG = {
    "contraceptives": ((24, 0, 3, 12), (26, 0, 1, 12)),
    "carparts": ((30, 0, 3, 18), (24, 0, 3, 24)),
    "PBS": ((60, 24, 4, 24), (90, 54, 4, 24), (120, 84, 4, 24), (150, 114, 4, 24), (150, 90, 4, 24), (150, 0, 4, 24)),
}
"""Per panel: origin, first month read, gap and length of the period. PBS with 36 months is the case of a round."""


def problem_at(panel: Panel, origin: int, start: int, gap: int, length: int) -> Problem:
    read = slice(start, origin)
    y = np.where(panel.reported[:, read], panel.y[:, read], 0).astype(np.int64)
    month = (panel.first_month - 1 + start) % 12 + 1
    return Problem(y, panel.reported[:, read], np.zeros_like(y), panel.code, month, gap, length)


def speed(sample: int) -> None:
    y, reported, short, code = national()
    forecast(Problem(y[:40], reported[:40], short[:40], code[:40], 9, 4, 24))  # compiles, or reads what was compiled
    problem = Problem(y, reported, short, code, 9, 4, 24)
    spent = []
    for _ in range(3):
        began = time.process_time()
        forecast(problem)
        spent.append(time.process_time() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ours = min(spent)
    chosen = np.random.default_rng(7).choice(len(y), sample, replace=False)
    model = peers(("AutoETS",))["AutoETS"]
    model.forecast(y[chosen[0]].astype(float), 28)
    began = time.process_time()
    for at in chosen:
        model.forecast(y[at].astype(float), 28)
    theirs = (time.process_time() - began) * len(y) / sample
    print(f"speed: {len(y)} series x 36 months, quantiles by month and period, both levels, 3 hold-outs, {peak:.0f} MB")
    print(f"  abasto      {ours:8.1f} core-s (least of {', '.join(f'{one:.1f}' for one in spent)}); reach 15")
    print(f"  AutoETS     {theirs:8.1f} core-s ({sample} random series timed in this run, scaled; points only)")
    print(f"  ratio       {theirs / ours:8.0f} x; reach 100")


class Tally:
    """Sums of misses and hits over origins."""

    def __init__(self) -> None:
        self.sums: dict[str, np.ndarray] = {}

    def add(self, **values: np.ndarray | float) -> None:
        for name, value in values.items():
            self.sums[name] = self.sums.get(name, np.zeros(())) + np.asarray(value)

    def over(self, top: str, bottom: str) -> np.ndarray:
        return self.sums[top] / self.sums[bottom]


def judge(panel: Panel, origin: int, start: int, gap: int, length: int, tally: Tally) -> None:
    result = forecast(problem_at(panel, origin, start, gap, length)).series
    chosen = panel.judged(origin, gap + length)
    truth = panel.y[chosen, origin + gap : origin + gap + length]
    middle, months, period, total = result.expected_pieces[chosen], result.months, result.period, truth.sum(axis=1)
    median = months.quantile_pieces[chosen][:, :, MEDIAN]
    held = (truth[:, :, None] >= months.low_pieces[chosen]) & (truth[:, :, None] <= months.high_pieces[chosen])
    sums_held = (total[:, None] >= period.low_pieces[chosen]) & (total[:, None] <= period.high_pieces[chosen])
    below = (total[:, None] <= period.quantile_pieces[chosen]).sum(axis=0)
    tally.add(miss=np.abs(middle - truth).sum(), lean=(middle - truth).sum(), use=truth.sum(), cells=truth.size)
    tally.add(median=np.abs(median - truth).sum(), lean_median=(median - truth).sum())
    tally.add(held=held.sum(axis=(0, 1)), sums_held=sums_held.sum(axis=0), below=below, series=len(total))
    tally.add(miss_of_sums=np.abs(period.middle_pieces[chosen] - total).sum())


def error(panel: Panel, arima: int) -> None:
    print(f"\n{panel.name}: {panel.months_ahead} months ahead, rolling origins {panel.origins}, WAPE and bias")
    tally = Tally()
    for origin in panel.origins:
        judge(panel, origin, 0, 0, panel.months_ahead, tally)
    ours = float(tally.over("miss", "use"))
    print(f"  {'abasto, expected use':<28}{ours:8.4f} {float(tally.over('lean', 'use')):+7.3f}")
    print(f"  {'abasto, median':<28}{tally.over('median', 'use'):8.4f} {tally.over('lean_median', 'use'):+7.3f}")
    found = {name: peer_error(panel, name, arima) for name in peers()}
    best = min((value, name) for name, value in found.items() if name != "ZeroModel")
    print(f"  best single model: {best[1]} {best[0]:.4f}; ours is {'at or under' if ours <= best[0] else 'OVER'} it")
    print("  (ZeroModel forecasts nothing at all: on sparse series the WAPE of none is one, and no plan can use it)")
    held = " ".join(f"{one:.3f}" for one in tally.over("held", "cells"))
    sums = " ".join(f"{one:.3f}" for one in tally.over("sums_held", "series"))
    names = ", ".join(f"{level:.0%}" for level in INTERVAL_LEVELS)
    print(f"  coverage of the {names} intervals: by month {held}; of the sum {sums}")


def peer_error(panel: Panel, name: str, arima: int) -> float:
    """Prints the line of one model, and returns its WAPE over all series and origins."""
    model, step = peers((name,))[name], arima if name == "AutoARIMA" else 1
    miss = use = lean = failed = 0.0
    began = time.process_time()
    for origin in panel.origins:
        for at in panel.judged(origin, panel.months_ahead)[::step]:
            past = panel.y[at, panel.first[at] : origin].astype(float)
            truth = panel.y[at, origin : origin + panel.months_ahead]
            try:
                made = model.forecast(past, panel.months_ahead)["mean"]
            except Exception:  # a model of another library that cannot forecast a series: counted, and told
                made = np.full(panel.months_ahead, np.nan)
            if not np.isfinite(made).all():
                made, failed = np.full(panel.months_ahead, past[-6:].mean()), failed + 1
            miss, use, lean = miss + np.abs(made - truth).sum(), use + truth.sum(), lean + (made - truth).sum()
    told = f", {failed:.0f} failed: mean of six months" if failed else ""
    told += f", every {step}rd series" if step > 1 else ""
    print(
        f"  {name:<28}{miss / use:8.4f} {lean / use:+7.3f}  {time.process_time() - began:.0f} core-s{told}", flush=True
    )
    return float("inf") if step > 1 else float(miss / use)


def long_periods(panel: Panel) -> None:
    print(f"\n{panel.name}: sums over long periods after a gap, WAPE of the sum; coverage of sums; quantiles reached")
    for origin, start, gap, length in LONG[panel.name]:
        tally = Tally()
        judge(panel, origin, start, gap, length, tally)
        wape = float(tally.over("miss_of_sums", "use"))
        held = " ".join(f"{one:.3f}" for one in tally.over("sums_held", "series"))
        below = " ".join(f"{one:.2f}" for one in tally.over("below", "series"))
        print(f"  {origin - start} months known, gap {gap}, period {length}: {wape:.3f}; {held}; {below}", flush=True)
    print(f"  nominal: {INTERVAL_LEVELS}; {QUANTILE_LEVELS}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help=f"of: speed, {', '.join(PANELS)}, long")
    parser.add_argument("--sample", type=int, default=300, help="series on which AutoETS is timed")
    parser.add_argument("--arima", type=int, default=3, help="every so many series for AutoARIMA")
    asked = parser.parse_args()
    parts = asked.parts or ["speed", *PANELS, "long"]
    if "speed" in parts:
        speed(asked.sample)
    if not DATA.exists():
        print("no ../shared/data: the real panels are left out")
        return
    for name, read in PANELS.items():
        if name in parts:
            error(read(), asked.arima)
        if "long" in parts:
            long_periods(read())


if __name__ == "__main__":
    main()
