"""Evidence of need: what was used, held, received and missing, month by month, and whether it can be true.

In: consumption, stock, receipts, stock-out days and reported months, as Parquet, CSV or workbook (`reading/`).
Out: months that can be replaced one by one (`models.py`), problems on the problem list, history for the forecast.
Who acts: the planner for the own institution, the coordinator for any. Nothing that came is lost: files are kept as
they came, and a corrected month stands beside the one it supersedes.
The rules (`rules/`) are decomposable: each month gives partial figures, and partial figures add up, so that a new
month costs only its own rows. They are Ibis expressions in integers, run by DuckDB.
"""
