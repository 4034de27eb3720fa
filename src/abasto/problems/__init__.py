"""The problem list: every room writes to it, everyone works from it.

Comes in: problems found by a room, each with its place, what is wrong, the rule and the mend.
Goes out: the queue of work of each person, and the count of open critical problems that blocks a step.
Acts: the role named on the problem. Rules: none of its own.
"""
