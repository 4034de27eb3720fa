"""Supply: what was ordered, what arrived, and how each supplier fills its orders.

In: contract lines with their monthly calendar, and the pieces received by month.
Out: pieces due, received and on time by line; the fill rate of every supplier, the worst first.
Who acts: the supplier delivers, the warehouse receives, the contract administrator follows up, everyone may look.
Rules: LAASSP 2025 art. 72 (acceptance), 75-76 (penalties on what is late); the 50 % delivery certificate of 2027-28.
`fill_rate.py` is the formula; nothing is due before its month, and the months to come count for nobody.
"""
