"""Batch decisions on requests over HTTP: the same acts as the page of the lines."""
