"""Pages of the open data."""
