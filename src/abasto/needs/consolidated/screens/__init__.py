"""Pages of the consolidated need, for the coordinator, the institutions and whoever may read it."""
