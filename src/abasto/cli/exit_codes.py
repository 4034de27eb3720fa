"""The exit codes of the command line; 2 (wrong use) and 130 (interrupted) are Typer's own."""

REFUSED, UNCALIBRATED, UNUSABLE = 1, 3, 4
