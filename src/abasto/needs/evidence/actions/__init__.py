"""The only writers of evidence."""
