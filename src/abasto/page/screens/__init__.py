"""Screens of this room: the living page of components, and the answer that hands out a file."""
