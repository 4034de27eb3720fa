"""A program that asks every verb for its help, and prints as JSON: verbs, their help, and what was imported for it."""

import contextlib
import io
import json
import sys

from abasto.cli.verbs import app

HEAVY = {"django", "numpy", "pyarrow", "rich", "highspy", "typst"}


def help_of(*verb: str) -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
        app([*verb, "--help"])
    return said.getvalue()


verbs = [command.name or command.callback.__name__ for command in app.registered_commands]
print(
    json.dumps(
        {"main": help_of(), "verbs": {verb: help_of(verb) for verb in verbs}, "heavy": sorted(HEAVY & set(sys.modules))}
    )
)
