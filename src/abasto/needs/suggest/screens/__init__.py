"""Words and answers of suggested needs."""
