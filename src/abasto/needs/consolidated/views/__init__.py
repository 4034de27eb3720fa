"""Views of the consolidated need: by code, group, institution, state, category, month, and against the last round."""
