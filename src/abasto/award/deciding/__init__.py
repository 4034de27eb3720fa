"""All that decides the lots of a procedure, read from the database."""
