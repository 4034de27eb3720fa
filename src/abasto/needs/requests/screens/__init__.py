"""Pages of the requests, for those who state, decide and collect needs."""
