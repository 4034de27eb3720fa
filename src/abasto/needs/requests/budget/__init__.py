"""The budget passbook: what may be spent from each source of funds, and what the needs draw from it, line by line."""
