"""From the pieces left to a proposal for each code."""
