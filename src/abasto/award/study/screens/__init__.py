"""The pages of the study."""
