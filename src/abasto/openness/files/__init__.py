"""The files anyone may take: result.json, tables as CSV, a workbook of the same tables, and a printed report.

Every file says when its data are synthetic. Same facts, same bytes: no wall clock, fixed document dates, fixed order.
"""
