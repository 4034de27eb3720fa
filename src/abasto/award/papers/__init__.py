"""The award on paper: the act of a procedure, public or for those with standing, and the extract of one bidder."""
