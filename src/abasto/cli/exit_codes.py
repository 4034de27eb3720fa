"""The exit codes of the command line."""

REFUSED, WRONG_USE, UNCALIBRATED, UNUSABLE, INTERRUPTED = 1, 2, 3, 4, 130
