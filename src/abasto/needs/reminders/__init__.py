"""Reminders: who is told what before the last day for needs, and who else when nothing came.

In: the round's calendar and how many lines of each institution are in which state. Out: notices, once a day each.
Acts: `actions/remind`, by the command `abasto notices remind`, once a day. `plan` decides who hears what.
"""
