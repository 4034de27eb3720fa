"""The workbook and the CSV of requests: written as templates, read back, and handed back with what is wrong marked.

`template` and `csv_template` write, `read` is the way in (bytes to a `Reading`), `changes` compares a reading with
what was seen, `corrected` marks the problems in the file's own cells. Nothing here knows a database.
"""
