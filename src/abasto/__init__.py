"""Abasto: a consolidated public purchase of medicines, from the first need to the last delivered piece."""

__version__ = "0.1.0"
