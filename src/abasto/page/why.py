"""What stands behind a figure: formula, inputs, source, article, run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Why:
    """The answer to "why?".

    formula: in words; inputs: (name, value) as shown; source: where the inputs come from;
    article: what rules; run and run_hash: the calculation that made it; origin: published, derived or synthetic;
    href: where the whole story stands.
    """

    formula: str
    inputs: tuple[tuple[str, str], ...] = ()
    source: str = ""
    article: str = ""
    run: str = ""
    run_hash: str = ""
    origin: str = ""
    href: str = ""
