"""Pages of the evidence, for institutions and the buying side."""
