"""Needs: what each institution asks for.

In: demand annexes as they are published (three layouts of workbook, or a tidy CSV), and the round they belong to.
Out: one need line per round, buyer and clave, with a minimum and a maximum in pieces and its origin.
Planners of the institutions answer for the figures; the ministry's coordinator validates and consolidates them.
`annexes/` reads a file behind a safe door and tells every problem with its sheet, row and column; a quantity in
doubt is left out and named, never guessed. `consolidate` adds the lines per clave and spreads a total over months
(derived, since no annex has months).
Ruled by LAASSP and its Reglamento (consolidated purchases) and by the DOF guidelines of the round; the share that
a minimum must be of its maximum is a legal value and comes in as an argument.
"""
