"""How the components are mixed: per route, the weights that would have missed least on the hold-outs.

Weights are never negative and add up to one, so a mix lies between its parts. They minimise the sum of absolute
misses, each over the root of the series' mean use (so that neither one large code nor a thousand small ones decide
alone), and are drawn towards those of all series together, these towards three quarters of the plain blend: few rows,
little freedom. Mirror descent (exponentiated gradient; Kivinen and Warmuth 1997) with a fixed number of steps: the
same rows give the same weights.
"""

from dataclasses import dataclass

import numpy as np

from .components import BLEND, NAMES
from .holdouts import Holdout
from .problem import Floats, Ints
from .routes import ROUTES, route_of

STEPS = 150
MOST_ROWS = 8_000  # of a route, evenly spread over its series
PULL = 0.003  # how strongly weights are drawn home
ROWS_OF_FULL_TRUST = 2_000
FEWEST_ROWS = 60
HOME = np.where(np.arange(len(NAMES)) == BLEND, 0.75, 0.25 / (len(NAMES) - 1))


@dataclass(frozen=True)
class Rows:
    """Forecast and truth month by month: parts (rows, components), truth and importance (rows,)."""

    parts: Floats
    truth: Floats
    importance: Floats


def mix(holdouts: list[Holdout]) -> Floats:
    """The weights (routes, components) that these hold-outs ask for; home where there are none."""
    cells = [np.flatnonzero(holdout.known & (holdout.made.mean > 0)[:, None]) for holdout in holdouts]
    routes = [route_of(holdout.made) for holdout in holdouts]
    months = holdouts[0].truth.shape[1] if holdouts else 1
    of_route = [route[cell // months] for route, cell in zip(routes, cells, strict=True)]
    everyone = best_weights(joined(holdouts, cells), HOME)
    weights = np.tile(everyone, (len(ROUTES), 1))
    for route in range(len(ROUTES)):
        chosen = [cell[kind == route] for cell, kind in zip(cells, of_route, strict=True)]
        if sum(len(cell) for cell in chosen) >= FEWEST_ROWS:
            weights[route] = best_weights(joined(holdouts, chosen), everyone)
    return weights


def joined(holdouts: list[Holdout], cells: list[Ints]) -> Rows:
    """The rows at these cells (series x months) of each hold-out, or so many of them at even distances."""
    each = [rows_at(holdout, thinned(cell, len(cells))) for holdout, cell in zip(holdouts, cells, strict=True)]
    if not each:
        return Rows(np.zeros((0, len(NAMES))), np.zeros(0), np.zeros(0))
    return Rows(
        np.concatenate([rows.parts for rows in each]),
        np.concatenate([rows.truth for rows in each]),
        np.concatenate([rows.importance for rows in each]),
    )


def thinned(cell: Ints, shares: int) -> Ints:
    most = MOST_ROWS // shares
    return cell[np.linspace(0, len(cell) - 1, most).astype(np.int64)] if len(cell) > most else cell


def rows_at(holdout: Holdout, cell: Ints) -> Rows:
    series, month = np.divmod(cell, holdout.truth.shape[1])
    importance = 1.0 / np.sqrt(np.maximum(holdout.made.mean[series], 1e-3))
    return Rows(holdout.made.paths[series, :, month], holdout.truth[series, month], importance)


def best_weights(rows: Rows, home: Floats) -> Floats:
    """The weights that miss least on the rows, drawn towards `home`."""
    whole = float(rows.importance @ rows.truth)
    if whole <= 0:
        return home
    pull = PULL * max(1.0, ROWS_OF_FULL_TRUST / len(rows.truth))
    rounding = 0.02 * rows.truth.mean()
    weights, best, least = home.copy(), home, np.inf
    for step in range(STEPS):
        miss = rows.parts @ weights - rows.truth
        apart = np.log((weights + 1e-12) / (home + 1e-12))
        value = float(rows.importance @ np.abs(miss)) / whole + pull * float(weights @ apart)
        if value < least:
            least, best = value, weights
        slope = rows.parts.T @ (rows.importance * miss / np.sqrt(miss**2 + rounding**2)) / whole + pull * apart
        move = np.clip(-3.0 / np.sqrt(1.0 + step / 10.0) * (slope - slope @ weights), -30.0, 30.0)
        weights = weights * np.exp(move)
        weights = weights / weights.sum()
    return best
