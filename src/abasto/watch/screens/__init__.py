"""Pages of the watch over stock."""
