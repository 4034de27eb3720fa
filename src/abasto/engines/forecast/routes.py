"""Which kind of series it is: each kind gets its own mix of the components, found on the series of that kind."""

import numpy as np
from numpy.typing import NDArray

from .components import Components

ROUTES = ("silent", "new", "intermittent", "erratic", "steady", "seasonal")
SILENT, NEW, INTERMITTENT, ERRATIC, STEADY, SEASONAL = range(len(ROUTES))
NEW_MONTHS = 6
INTERMITTENT_ZEROS = 0.4
SEASON_BELIEVED = 0.6
ERRATIC_VARIATION = 0.7  # deviation over mean; 0.49 squared, the usual border of Syntetos and Boylan


def route_of(made: Components) -> NDArray[np.int8]:
    """The route of every series: nothing used, hardly any history, then by months without use, season and variation."""
    variation = made.deviation / np.maximum(made.mean, 1e-9)
    kinds = [made.mean <= 0, made.months < NEW_MONTHS, made.zeros > INTERMITTENT_ZEROS, made.season > SEASON_BELIEVED]
    names = [SILENT, NEW, INTERMITTENT, SEASONAL]
    return np.select(kinds, names, np.where(variation > ERRATIC_VARIATION, ERRATIC, STEADY)).astype(np.int8)
