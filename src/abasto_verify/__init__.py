"""Checks an award of medicines that somebody else decided. Standard library only; nothing of abasto is used.

`python -m abasto_verify lawful evidence.json [openings.json]` decides every lot again by the published criterion;
`python -m abasto_verify optimised problem.json certificate.json` checks an award decided across lots, and the
proof that no award costs less than its bound. The formats are docs/award-evidence.md and docs/award-problem.md.

Read in this order: findings, strict_json, shape; for a lawful award evidence, criterion, order, split, lawful; for an
optimised one problem_shape, problem, legal, rows, chosen, bound, optimised; then words and main.
"""
