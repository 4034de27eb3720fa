"""Reads for the terminal: tables for people, JSON for programs."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from ..base.refusal import Refused
from ..law.reader import read_rule_set
from ..problems.models import ListedProblem
from ..rounds.models import Round
from ..rounds.queries import round_named
from ..rounds.queries import rounds as every_round
from ..runs.queries import runs_of_round
from ..tender.models import Bid, Lot
from .cycle import newest_round

# No markup: what stands in a cell may be anything.
out = Console(highlight=False, markup=False, emoji=False)
Row = Mapping[str, object]


def show(rows: Iterable[Row], columns: Sequence[str], as_json: bool) -> None:
    """Print rows as a JSON list, or the same values as a table."""
    listed = json.dumps(list(rows), default=str)
    if as_json:
        out.print_json(listed)
        return
    table = Table(*columns)
    for row in json.loads(listed):
        table.add_row(*(written(row[column]) for column in columns))
    out.print(table)


def written(value: object) -> str:
    """A value for the terminal: thousands separated, nothing for None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return "" if value is None else str(value)


def show_rounds(as_json: bool) -> None:
    """Code, name, phase, clock of every round."""
    rows = every_round().values("code", "name_es", "phase", "clock", "seed")
    show([dict(row) for row in rows], ("code", "name_es", "phase", "clock", "seed"), as_json)


def chosen(round_code: str) -> Round:
    """The round named, or the newest; refuses `no-round-yet` and `not-found`."""
    code = round_code or newest_round()
    if not code:
        raise Refused("no-round-yet", "", {})
    return round_named(code)


def show_problems(round_code: str, as_json: bool) -> None:
    """Kind, severity, place, what stood there, what to do."""
    columns = ("severity", "kind", "source", "sheet", "row", "column", "subject", "found", "mend", "state")
    show(ListedProblem.objects.filter(round_code=chosen(round_code).code).values(*columns), columns, as_json)


def show_lot(clave: str, round_code: str, as_json: bool) -> None:
    """The bids on a code in order, with what became of each; refuses `not-found` where the round asks for no such."""
    lot = Lot.objects.filter(procedure__round=chosen(round_code), item__clave=clave).first()
    if lot is None:
        raise Refused("not-found", "", {"what": "lot", "value": clave})
    bids = Bid.objects.filter(lot=lot)
    rows = [
        {
            "bid": bid.key,
            "supplier": bid.supplier.code,
            "price_centavos": bid.price_centavos,
            "rank": bid.outcome.rank,
            "outcome": bid.outcome.reason or "winner",
            "awarded_pieces": bid.outcome.awarded_pieces,
            "figures": bid.outcome.figures,
        }
        for bid in bids.select_related("supplier", "outcome").order_by("price_centavos", "key")
    ]
    show(rows, ("supplier", "price_centavos", "rank", "outcome", "awarded_pieces"), as_json)


def show_runs(round_code: str, as_json: bool) -> None:
    """Kind, state, seconds, peak memory, hash of the result."""
    rows = [asdict(run) for run in runs_of_round(chosen(round_code).code)]
    show(rows, ("kind", "state", "percent", "seconds", "peak_mb", "result_sha256"), as_json)


def show_law(rule_set: str, as_json: bool) -> None:
    """Every version of every legal value."""
    law = read_rule_set(rule_set)
    rows = [asdict(version) for key in sorted(law.definitions) for version in law.history(key)]
    show(rows, ("key", "value", "unit", "since", "citation", "state"), as_json)
