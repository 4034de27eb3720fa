"""Entry: how an institution and the units below it state what they need, code by code and month by month.

In: what is typed, pasted, filled from another source, or collected from the units below. Out: draft lines.
`queries` reads what the grid shows; `filling`, `points` and `reasons` are the pure rules behind its actions.
"""
