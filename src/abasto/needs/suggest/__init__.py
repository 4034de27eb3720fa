"""Suggested need: what a line could ask for, why, and whether what it asks for needs a word.

In: the forecast of each buyer and item (`engines/forecast`), stock by lot and expiry, open orders, lead times, what
was asked for, the last round, sister institutions, the budget. Out: a suggested number of pieces with every term
(`suggested`), whether a request lies in the interval and which reasons may explain it (`interval`, `reasons`),
comparisons in words and figures (`compare`), and the rule of a floor (`floor`; not asked at submission yet). A
suggestion binds nobody: planners of the institutions decide and answer for the figure. `actions/forecast_round` stores
one row per buyer and item as a run; `story` tells each of them in its terms.
"""
