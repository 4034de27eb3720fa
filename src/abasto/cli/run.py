"""Plays a round with progress bars, and prints its result on one screen."""

import json
from dataclasses import asdict

from django.conf import settings
from django.core.management import call_command
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from ..base.refusal import Refused
from ..evaluation.queries import round_result
from ..openness.files.result import RoundResult, Tally
from ..page.words import word
from ..people.actions.make_demo_accounts import make_demo_accounts
from ..rounds.models import Round
from ..tender.call import Evaluation
from .cycle import StepDone, run_cycle
from .reads import chosen, out
from .steps import STEPS

console = Console(stderr=True, highlight=False)


def play(round_name: str, seed: int, until: str = "", evaluation: Evaluation = "binary") -> list[StepDone]:
    """Bring the tables up to date and run the steps, each with a line and the whole with a bar."""
    _expect_sample(round_name)
    call_command("migrate", verbosity=0)
    names = [step.name for step in STEPS]
    total = names.index(until) + 1 if until else len(names)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<14}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total)

        def watch(name: str, done: StepDone | None) -> None:
            if done is None:
                progress.update(task, description=name)
                return
            progress.advance(task)
            progress.console.print(_line(done), soft_wrap=True)

        return run_cycle(round_name, seed, watch, until, evaluation)


def _expect_sample(name: str) -> None:
    known = sorted(path.parent.name for path in settings.SAMPLES.glob("*/round.yaml"))
    if name not in known:
        raise Refused("sample-unknown", "samples/README.md", {"value": name, "known": ", ".join(known)})


def _line(done: StepDone) -> str:
    figures = ", ".join(_figure(key, value) for key, value in done.figures.items())
    took = "done before" if done.was_done else f"{done.seconds:.1f} s"
    return f"[green]✓[/green] {done.name:<12} [dim]{took:>11}[/dim]  {figures}"


def _figure(key: str, value: int) -> str:
    """A figure of a step; amounts in pesos."""
    if key.endswith("_centavos"):
        return f"{key.removesuffix('_centavos')} {value / 100:,.0f} MXN"
    return f"{key.replace('_', ' ')} {value:,}"


def show_result(round_code: str, as_json: bool = False) -> None:
    """Print what happened to everything that was asked for."""
    of = chosen(round_code)
    found = round_result(of)
    if as_json:
        out.print_json(json.dumps(asdict(found)))
        return
    out.print(_table(found, _demand(of)))
    out.print(_facts(found), soft_wrap=True)


def _demand(of: Round) -> str:
    """What the demand is: as published, or made from published totals."""
    return "demand derived from published totals, some codes synthetic" if of.is_derived_split else "real demand"


def _table(found: RoundResult, demand: str) -> Table:
    table = Table(title=f"{found.name_en}  (synthetic market, seed {found.seed}; {demand})", title_justify="left")
    table.add_column("")
    for name in ("codes", "pieces", "MXN"):
        table.add_column(name, justify="right")
    rows: list[tuple[str, Tally]] = [
        ("asked, at the reference price", found.asked),
        ("awarded, at the award's price", found.awarded),
        ("left over where capacity ran out", found.left_in_part),
        ("not awarded", found.all_not_awarded),
    ]
    rows += [(f"  {word(one.reason)}", one.tally) for one in found.not_awarded]
    for name, tally in rows:
        table.add_row(name, f"{tally.codes:,}", f"{tally.pieces:,}", f"{tally.centavos / 100:,.0f}")
    return table


def _facts(found: RoundResult) -> str:
    fill = 100 * found.received_pieces / found.due_pieces if found.due_pieces else 0.0
    return (
        f"Suppliers: {found.suppliers_bidding:,} bid, {found.suppliers_awarded:,} won; "
        f"{found.contracts:,} contracts with {found.contract_lines:,} lines.\n"
        f"Delivered {found.received_pieces:,} of {found.due_pieces:,} pieces due ({fill:.1f} %).\n"
        f"Savings against the stated baseline: {found.saving_awarded_centavos / 100:,.0f} MXN awarded, "
        f"{found.saving_delivered_centavos / 100:,.0f} MXN delivered. Codes at risk: {found.codes_at_risk:,}.\n"
        f"Files: {settings.STATE / 'rounds' / found.code}"
    )


def show_accounts(seed: int) -> None:
    """Make the demo accounts and print how to enter."""
    password = make_demo_accounts(seed)
    out.print(f"Demo accounts (one per role) at /roles/; acts of legal effect ask for the password: {password}")
