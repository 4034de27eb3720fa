"""Forecasts a round from its evidence, with a bar, and judges by it what is asked for already."""

import json

from ..needs.suggest.actions.forecast_needs import forecast_needs
from .cycle import ledger_closed
from .reads import chosen, show
from .study import bar

COLUMNS = ("round", "lines", "suggested_pieces")


def forecast_round(round_code: str, as_json: bool) -> None:
    """The forecast of the round of that code; what was made from the same evidence is not made again."""
    of = chosen(round_code)
    with bar(of.code) as progress:
        run = forecast_needs(of, "command line", progress)
    ledger_closed()
    told = json.loads(run.result)
    show([{"round": of.code, **{key: told[key] for key in COLUMNS[1:]}}], COLUMNS, as_json)
