"""Requests: what each institution asks for in an announced round, from the first draft to the locked need.

In: a round with its codes and institutions, and what planners type, paste or upload, for a buyer or a unit below it.
Out: accepted lines, which become the need lines that every later stage reads (`needs.models.NeedLine`).
Acts: planners write and submit, approvers and their delegates decide, the coordinator accepts; nobody decides his own.
`states` is the table of who may do what from which state; `cells` merges what two people typed at once, cell by cell;
`actions/save_cells` is the one writer of figures, `actions/decide_lines` the one of states.
Ruled by the guidelines of the round (calendar, minimum share of an open contract: LAASSP, in `law/`).
"""
