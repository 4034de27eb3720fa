"""Reasons to look closer at a procedure: never a verdict, never shown to the public.

Comes in: bids and awards of a procedure (`competition.py`) and the thresholds of the rule set.
Goes out: flags raised, each with its figures; `flags/` has one file per flag with its page: what it means, when it is
innocent, its formula and source. `flags.FLAGS` is the table a page lists and a test counts.
Acts: auditor and internal control look; nobody is excluded by a flag.
Rules: OECD Guidelines for fighting bid rigging (2025); Open Contracting Partnership, Red flags in public
procurement (2024).
"""
