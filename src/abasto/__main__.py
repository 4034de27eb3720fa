"""`python -m abasto` is `abasto`."""

from .cli.main import main

main()
