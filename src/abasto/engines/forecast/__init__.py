"""Forecast: what will be used in the months of a period, with how much it may differ, from monthly consumption alone.

In: pieces used by month and series (a code at an institution), which months were reported, days without stock, the
code of each series, the months between the last one known and the period, and the months of the period (`problem`).
Out: for every series a middle, quantiles and intervals, by month and for the whole period, with the method, its error
out of sample, and the months it rests on; sums of institutions equal the national figure (`forecast`). How: `masks`
takes out months that do not speak; `components` makes ten forecasts in one pass; `holdouts` repeats it as it would
have been some months ago; `weights` mixes them by what was right then, by kind of series (`routes`); `conformal` reads
the quantiles off the errors made then; `coherent` makes the two levels agree. No number here knows a law, a room or
money.
"""
