"""The single models of statsforecast against which the forecast is held."""

from collections.abc import Sequence
from typing import Any

SEASON = 12
SLOW = ("AutoARIMA",)


def peers(names: Sequence[str] = ()) -> dict[str, Any]:
    """Models by name, all but the slow ones unless named; statsforecast takes seven seconds to import, hence here."""
    from statsforecast import models

    made = {
        "ZeroModel": models.ZeroModel(),
        "Naive": models.Naive(),
        "SeasonalNaive": models.SeasonalNaive(SEASON),
        "HistoricAverage": models.HistoricAverage(),
        "WindowAverage 6": models.WindowAverage(6),
        "WindowAverage 12": models.WindowAverage(12),
        "CrostonClassic": models.CrostonClassic(),
        "CrostonOptimized": models.CrostonOptimized(),
        "CrostonSBA": models.CrostonSBA(),
        "TSB": models.TSB(0.2, 0.2),
        "ADIDA": models.ADIDA(),
        "IMAPA": models.IMAPA(),
        "SESOptimized": models.SimpleExponentialSmoothingOptimized(),
        "AutoETS": models.AutoETS(season_length=SEASON),
        "Theta": models.Theta(season_length=SEASON),
        "AutoTheta": models.AutoTheta(season_length=SEASON),
        "DynamicOptimizedTheta": models.DynamicOptimizedTheta(season_length=SEASON),
        "AutoCES": models.AutoCES(season_length=SEASON),
        "MSTL": models.MSTL(season_length=SEASON),
        "AutoARIMA": models.AutoARIMA(season_length=SEASON),
    }
    return {name: made[name] for name in names or [name for name in made if name not in SLOW]}
