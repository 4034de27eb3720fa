"""Pages on which an institution states what it needs."""
