"""Who bid on a lot may read, after its award, what decided it."""
