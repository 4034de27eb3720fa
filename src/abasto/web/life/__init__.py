"""A code's life, band by band in the order of the process: each reads one room, as far as the viewer may see."""
