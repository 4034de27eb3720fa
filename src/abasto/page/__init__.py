"""The shared pieces of a page: layout, table, grid, chart, "why?", tiles, states.

Comes in: figures, rows and codes that the rooms read. Goes out: the same as people read them, in Spanish
or English, on a screen, on paper, in CSV and in a workbook.
Acts: nobody; a page shows, the rooms decide. Rules: design of the interface (`docs/interface.md`).
The pieces are templates in `templates/cotton/`, shown alive at `/dev/components`; what they take are the
frozen dataclasses of this room, which know no framework (`words.py`, `refusals.py`, `templatetags/` and
`screens/` are its door to Django: they hold what is translated and what is rendered).
"""
