"""The rules that judge evidence, as Ibis expressions on tables of months; each adds up over months.

`partial` (one month's figures), `merge` (of months), `scale` (what is ten times too much), `balance` (stock from
nowhere). Columns of a month: series (int64), month (int32, year x 12 + month - 1), consumption_pieces, stock_pieces,
received_pieces (int64), stock_out_days (int16), reported (bool); null where not told.
"""
