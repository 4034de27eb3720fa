"""The tables of a round that anyone may take away, each column opened by a field of the disclosure table."""
