"""How hard a question is worked on: limits in nodes and iterations, never in time."""

EFFORTS = ("quick", "usual", "thorough")
