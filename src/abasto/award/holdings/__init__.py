"""Who holds what of a round: after the award, in an earlier round, or as offered."""
