"""The consolidated need as open data, before there is a procedure."""
