"""Holds the outcome of a rehearsed round against the record."""

from ..rehearsal.calibration import check
from ..rehearsal.queries import outcome_of
from .reads import chosen, show

COLUMNS = ("target_of", "target", "value", "tolerance", "inside", "source")


def show_calibration(round_code: str, as_json: bool) -> bool:
    """Print target, value and tolerance of every measure; whether all are inside."""
    calibration = check(outcome_of(chosen(round_code)))
    rows = [
        {
            "target_of": target.key,
            "target": f"{target.target:,.3f}",
            "value": f"{target.value:,.3f}",
            "tolerance": f"± {target.tolerance:,.3f}",
            "inside": "yes" if target.is_inside else "NO",
            "source": target.source,
        }
        for target in calibration.targets
    ]
    show(rows, COLUMNS, as_json)
    return calibration.is_inside
