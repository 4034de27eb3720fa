"""Addresses of the pages, one file per area of the process."""
