"""The kernels once more, slowly and by their definitions, in plain Python."""

from collections.abc import Sequence
from statistics import mean, median


def smoothed(values: Sequence[float], alpha: float) -> float:
    """Exponential smoothing that begins as a plain mean."""
    level = values[0]
    for count, value in enumerate(values[1:], start=2):
        weight = max(alpha, 1 / count)
        level = (1 - weight) * level + weight * value
    return level


def tsb(values: Sequence[float], of_size: float, of_chance: float) -> float:
    used = [value for value in values if value > 0]
    chance = smoothed([1.0 if value > 0 else 0.0 for value in values], of_chance)
    return smoothed(used, of_size) * chance if used else 0.0


def croston(values: Sequence[float], alpha: float) -> float:
    at = [place for place, value in enumerate(values, start=1) if value > 0]
    if not at:
        return 0.0
    gaps = [now - before for before, now in zip([0, *at], at, strict=False)]
    size = smoothed([value for value in values if value > 0], alpha)
    return (1 - alpha / 2) * size / max(smoothed([float(gap) for gap in gaps], alpha), 1.0)


def damped(values: Sequence[float], alpha: float, beta: float, phi: float, ahead: int) -> float:
    level, trend = values[0], 0.0
    for count, value in enumerate(values[1:], start=2):
        weight = max(alpha, 1 / count)
        expected = level + phi * trend
        level, trend = expected + weight * (value - expected), phi * trend + beta * weight * (value - expected)
    return max(0.0, mean(level + trend * sum(phi**k for k in range(1, step + 1)) for step in range(1, ahead + 1)))


def candidates(values: Sequence[float], ahead: int) -> list[float]:
    """The twenty-five candidates after `values`, in the order of `engines.forecast.candidates`."""
    smooth = [smoothed(values, alpha) for alpha in (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8)]
    windows = [mean(values[-months:]) for months in (3, 6, 12, 24, len(values))]
    both = [tsb(values, *pair) for pair in ((0.1, 0.1), (0.2, 0.2), (0.1, 0.3), (0.3, 0.1))]
    sparse = [croston(values, alpha) for alpha in (0.1, 0.2)]
    holt = ((0.2, 0.1, 0.9), (0.3, 0.1, 0.9), (0.5, 0.2, 0.9), (0.3, 0.05, 0.97))
    trends = [damped(values, *three, ahead) for three in holt]
    return [*smooth, *windows, *both, *sparse, *trends, median(values[-6:]), median(values[-12:])]


def misses(values: Sequence[float], ahead: int) -> list[float]:
    """How wrong each candidate was, at every month from the fourth on, the newer the heavier."""
    total, weights = [0.0] * 25, 0.0
    for origin in range(4, len(values)):
        truth = mean(values[origin : origin + ahead])
        older = 0.98 ** (len(values) - origin)
        weights += older
        made = candidates(values[:origin], ahead)
        total = [so_far + older * abs(one - truth) for so_far, one in zip(total, made, strict=True)]
    return [one / weights for one in total] if weights else total


def blend(values: Sequence[float], ahead: int) -> float:
    level, loss = candidates(values, ahead), misses(values, ahead)
    least = min(loss)
    if least > 0:
        weights = [1 / (one / (least + 1e-12) + 0.05) ** 3 for one in loss]
    else:
        weights = [1.0 if one <= 0 else 0.0 for one in loss]
    return sum(weight * one for weight, one in zip(weights, level, strict=True)) / sum(weights)


def aggregated(values: Sequence[float]) -> float:
    """Mean over k of the best plain smoothing of the sums over k months, per month."""
    hits = sum(value > 0 for value in values)
    if not hits:
        return 0.0
    longest = max(1, min(int(len(values) / hits + 0.5), len(values) // 2))
    return mean(best_of_sums(values, months) / months for months in range(1, longest + 1))


def best_of_sums(values: Sequence[float], months: int) -> float:
    cut = len(values) % months
    sums = [sum(values[start : start + months]) for start in range(cut, len(values), months)]
    tried = []
    for alpha in (0.1, 0.15, 0.2, 0.25, 0.3):
        level, miss = sums[0], 0.0
        for value in sums[1:]:
            miss += (value - level) ** 2
            level += alpha * (value - level)
        tried.append((miss, alpha, level))
    return min(tried)[2]


def whole_totals(total: Sequence[float], code: Sequence[int]) -> list[int]:
    """Largest remainder within each code, the earlier series first."""
    out = [int(value) for value in total]
    for one in set(code):
        members = [place for place, its in enumerate(code) if its == one]
        missing = round(sum(total[place] for place in members)) - sum(out[place] for place in members)
        for place in sorted(members, key=lambda place: (-(total[place] - int(total[place])), place))[:missing]:
            out[place] += 1
    return out
