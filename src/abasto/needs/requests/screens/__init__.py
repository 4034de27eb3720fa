"""Pages of the requests, for those who state, decide and collect needs."""
"""Pages on which an institution states what it needs."""
