"""The verbs. Each opens Django only when it runs, and help is plain text, so that --help answers at once."""

from collections.abc import Callable
from typing import Annotated

import typer

from ..tender.call import Evaluation
from .django_start import start_django
from .exit_codes import REFUSED, UNCALIBRATED

ROUND = "mx-2027-2028"
SEED = 2026

app = typer.Typer(
    help="Abasto: a consolidated public purchase of medicines, step by step. Synthetic market, real demand.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=(
        "Exit codes: 0 done, 1 refused by a rule, a sample or a setting, 2 wrong use, 3 calibration outside its "
        "tolerance, 4 database, disk or port unusable, 130 interrupted."
    ),
)
RoundName = Annotated[str, typer.Option("--round", help="A sample round: a folder of samples/.")]
RoundCode = Annotated[str, typer.Option("--round", help="A round; the newest if not said.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of the synthetic market.")]
ByEvaluation = Annotated[
    Evaluation,
    typer.Option(
        help="How the call is judged. The market is calibrated for binary, and only plausible for the others."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

# The verb of each step, in the order of the process, with its help.
STEP_VERBS = {
    "load": "Load a sample round: organisations, delivery points, calendar, codes.",
    "needs": "Import what every buyer asks for.",
    "consolidate": "Add up the needs of all buyers.",
    "research": "Play the market research: quotes, reference prices, ceilings (synthetic).",
    "call": "Publish the call with its criterion and a lot per code.",
    "bids": "Play the suppliers' bids (synthetic).",
    "documents": "Check each bid's documents.",
    "award": "Decide each lot alone by the published criterion.",
    "contracts": "Form the contracts: one per legal entity and supplier.",
    "deliveries": "Play the deliveries up to today (synthetic).",
    "stock": "Project the stock of every code and buyer.",
    "flags": "Look for red flags.",
    "savings": "Count savings against the stated baseline.",
    "files": "Write the public record: OCDS releases and records.",
    "report": "Write result.json, tables, workbook and report.",
}


def _step_verb(name: str, explained: str) -> Callable[..., None]:
    def verb(round_name: RoundName = ROUND, seed: Seed = SEED) -> None:
        start_django()
        from .run import play

        play(round_name, seed, until=name)

    verb.__doc__ = f"{explained} Steps before it that are not done are done first."
    return verb


for _name, _explained in STEP_VERBS.items():
    app.command(_name)(_step_verb(_name, _explained))


@app.command()
def cycle(round_name: RoundName = ROUND, seed: Seed = SEED, evaluation: ByEvaluation = "binary") -> None:
    """Run every step and print the result; what is done is not done again."""
    start_django()
    from .run import play, show_accounts, show_result
    from .study import study_the_call

    play(round_name, seed, evaluation=evaluation)
    if evaluation == "binary":
        study_the_call(round_name)
    show_result(round_name)
    show_accounts(seed)


@app.command("next-needs")
def next_needs(round_code: RoundCode = "", as_json: AsJson = False) -> None:
    """Play the round that follows into the middle of its needs: announced, and everyone on the way (synthetic)."""
    start_django()
    from .next_needs import next_needs as play_next_needs

    play_next_needs(round_code, as_json)


@app.command("second-round")
def second_round(round_code: RoundCode = "", as_json: AsJson = False) -> None:
    """Play what follows the main tender: routes of what is left, next procedures, bids, awards (synthetic)."""
    start_django()
    from .second_round import second_round as play_second_round

    play_second_round(round_code, as_json)


@app.command()
def result(round_code: RoundCode = "", as_json: AsJson = False) -> None:
    """What happened to everything that was asked for."""
    start_django()
    from .run import show_result

    show_result(round_code, as_json)


@app.command()
def rounds(as_json: AsJson = False) -> None:
    """The rounds of this database."""
    start_django()
    from .reads import show_rounds

    show_rounds(as_json)


@app.command()
def problems(round_code: RoundCode = "", as_json: AsJson = False) -> None:
    """The problem list."""
    start_django()
    from .reads import show_problems

    show_problems(round_code, as_json)


@app.command()
def lot(clave: str, round_code: RoundCode = "", as_json: AsJson = False) -> None:
    """The decision on one code: its bids in order, each with its reason."""
    start_django()
    from .reads import show_lot

    show_lot(clave, round_code, as_json)


@app.command()
def runs(round_code: RoundCode = "", as_json: AsJson = False) -> None:
    """The runs of a round: what each took, and the hash of its result."""
    start_django()
    from .reads import show_runs

    show_runs(round_code, as_json)


@app.command()
def law(as_json: AsJson = False, rule_set: Annotated[str, typer.Option(help="The rule set.")] = "mx") -> None:
    """The legal values, each with its article and whether it was checked against the gazette."""
    start_django()
    from .reads import show_law

    show_law(rule_set, as_json)


@app.command()
def study(
    scenario: Annotated[str, typer.Argument(help="A saved scenario, to answer; all are listed if none.")] = "",
    round_code: RoundCode = "",
    as_json: AsJson = False,
) -> None:
    """What clauses cost across lots: the scenarios of a round, or one answered (a study, no award)."""
    start_django()
    from .study import show_study

    show_study(scenario, round_code, as_json)


@app.command()
def act(
    edition: Annotated[str, typer.Argument(help="public, or full: with every price and paper.")] = "public",
    language: Annotated[str, typer.Argument(help="es or en.")] = "es",
    procedure: Annotated[str, typer.Option(help="Its number; the main one of the round if not said.")] = "",
    round_code: RoundCode = "",
    as_json: AsJson = False,
) -> None:
    """Make the award act as PDF; what was made since the last event is not made again."""
    start_django()
    from .act import make_act

    make_act(edition, language, procedure, round_code, as_json)


@app.command()
def decide(
    command: Annotated[str, typer.Argument(help="As the page that asked names it.")], as_json: AsJson = False
) -> None:
    """Work through a batch decision on needs; what is decided is not decided again."""
    start_django()
    from .decide import decide_asked

    decide_asked(command, as_json)


@app.command()
def publish(round_code: RoundCode = "", as_json: AsJson = False) -> None:
    """Publish the files of a round again after something changed in it, an annulment for one."""
    start_django()
    from .publish import publish_round

    publish_round(round_code, as_json)


@app.command()
def calibrate(round_code: RoundCode = "", as_json: AsJson = False) -> None:
    """Hold the rehearsal's outcome against the record; exit code 3 when it is outside."""
    start_django()
    from .calibrate import show_calibration

    if not show_calibration(round_code, as_json):
        raise typer.Exit(UNCALIBRATED)


@app.command()
def verify(round_code: RoundCode = "") -> None:
    """Have the published awards decided again by the independent verifier; exit code 1 when one is refused."""
    start_django()
    from .verify import verify_round

    if not verify_round(round_code):
        raise typer.Exit(REFUSED)


@app.command("need-version")
def need_version(
    round_code: Annotated[str, typer.Argument(metavar="ROUND", help="A round; the newest if not said.")] = "",
    number: Annotated[int, typer.Option(min=0, help="A version; the newest locked one, or the newest, if 0.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Print a version of the consolidated need and check its file, signature and lines. Exit code 1 if one fails."""
    start_django()
    from .need_version import show_need_version

    if not show_need_version(round_code, number, as_json):
        raise typer.Exit(REFUSED)


@app.command("import-annex")
def import_annex(
    file: Annotated[str, typer.Argument(help="A demand annex as published (.xlsx), or a tidy .csv.")],
    years: Annotated[str, typer.Option(help="First and last year, 2027-2028, where the file has none (a CSV).")] = "",
    as_json: AsJson = False,
) -> None:
    """Import a demand annex as published into a round of its own; problems go to the problem list."""
    start_django()
    from .annex import import_file

    import_file(file, years, as_json)


@app.command()
def notices(
    what: Annotated[str, typer.Argument(help="send or remind.")] = "send",
    round_code: RoundCode = "",
    as_json: AsJson = False,
) -> None:
    """Send the e-mails that wait (send), or remind before the last day for needs (remind). Meant for a daily timer."""
    start_django()
    from .notices import run_notices

    run_notices(what, round_code, as_json)


@app.command()
def evidence(
    file: Annotated[
        str, typer.Argument(help="Months of use and stock: .parquet, .csv or .xlsx; none only checks.")
    ] = "",
    round_code: RoundCode = "",
    as_json: AsJson = False,
) -> None:
    """Take evidence of need from a file, and check all months of the round by the rules."""
    start_django()
    from .evidence import take_evidence

    take_evidence(file, round_code, as_json)


@app.command()
def forecast(round_code: RoundCode = "", as_json: AsJson = False) -> None:
    """Forecast a round from its evidence: use, intervals and the suggested need of every buyer and code."""
    start_django()
    from .forecast import forecast_round

    forecast_round(round_code, as_json)


@app.command()
def serve(port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 8000) -> None:
    """Serve the web application on 127.0.0.1."""
    from .serving import serve_pages

    serve_pages(port)
