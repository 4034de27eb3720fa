"""The only writers of suggested needs."""
