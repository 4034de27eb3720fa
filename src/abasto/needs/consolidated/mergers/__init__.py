"""Mergers of one code into another: proposed with a clinical opinion, asked of its users, adopted, applied."""
