"""The only writers of the consolidated need."""
