"""The purchase round: what is bought together, when, under which rules, and by whom.

In: a sample folder or an annex as published (items, who takes part, needs), and a rule set of `law`.
Out: a round with its calendar, its phase, and a tree of participations that is this round's own: a group
holds legal entities, a legal entity holds units, and each buyer hangs from the one that signs its contract.
Who acts: the Secretaría de Salud coordinates, the consolidating area (BIRMEX) opens and closes the phases.
Rules: guidelines of the DOF of 7 August 2025 (calendar of 2027-2028); the rule set says the articles.
`read_sample` is the way in for files; every figure that it gives says its origin.
"""
