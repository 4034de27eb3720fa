"""Whether a version is what was signed: its file, its signature, the need lines that came of it."""
