"""The only writers of scenarios."""
