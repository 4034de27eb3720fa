"""Losing bids: why each lost, and the price at which it would have won, as far as a reader may see them."""
