"""The evidence of a procedure's award: read from the database, written on the log, opened to those with standing."""
