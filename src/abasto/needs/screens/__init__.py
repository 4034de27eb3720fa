"""Pages of the needs, for institutions and the buying side."""
