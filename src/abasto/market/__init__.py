"""Market research: what a code costs, before anyone is asked to bid.

In: quotes per code from sources: contracts of the last three years on the platform, suppliers, foreign prices.
Out: a reference price per code: median, mean, number of sources, and whether the sources suffice.
Who acts: the buyer's market analyst; the ministry coordinator approves.
Rules: LAASSP 2025; Reglamento 45-53 (two sources at least, one of them the platform's contracts; median and mean).
The reference price is sealed until the award: it feeds the price tests of `tender/price_tests.py`.
"""
