"""Checks an award of medicines that somebody else decided. Standard library only; nothing of abasto is used.

`python -m abasto_verify lawful evidence.json [openings.json]` decides every lot again by the published criterion;
`python -m abasto_verify optimised problem.json certificate.json` checks an award decided across lots, and the
proof that no award costs less than its bound. The formats are docs/award-evidence.md and docs/award-problem.md.

In which order to read it, and what must be trusted: docs/verify.md, "Why trust the program".
"""
