"""Demand annexes as published: a safe door, one module per layout, one result.

`read.read_annex` is the way in. A workbook is counted, scanned and parsed in a child process (`workbook`, `child`), so
that a hostile file cannot hurt the reader; a layout is recognised by its headers (`layout_*`, `tidy_csv`); cells become
pieces in `block`, which names every cell it does not trust; `words` holds the sentences for people.
"""
