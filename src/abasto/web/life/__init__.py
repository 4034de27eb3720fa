"""A code's life, band by band in the order of the process: each reads one room and says what the viewer may see of it."""
