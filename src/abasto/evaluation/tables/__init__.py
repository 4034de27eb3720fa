"""The tables of a round that anyone may take away: what is in each, and which field of the disclosure table opens it."""
