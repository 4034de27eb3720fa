"""Did the round buy well? Measured against figures stated before it was known how it would end.

Comes in: awards with their prices and pieces, pieces accepted so far, and the stated baseline price of each code.
Goes out: savings per awarded and per delivered piece, per code and in total, with every input of the formula.
Acts: nobody; the ministry, the auditors and the public read it.
Rules: OECD recommendation on public procurement, 10 (evaluation). A saving may be negative and is told all the same.
"""
