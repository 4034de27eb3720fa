"""The steps in which the rehearsal plays the world: research, bids, deliveries, stock. All it makes is synthetic."""
