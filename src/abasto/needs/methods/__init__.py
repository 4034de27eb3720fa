"""Needs without a history of use: each a stated method with its inputs, its steps and its formula.

In: what a planner knows: tests and platforms, cohorts and schedules, cases and regimens, services and their standard
use. Out: `Worked`: pieces, the inputs as given, every step, and the key of the written formula (`FORMULAS` of the
screens). Planners answer for the inputs; the pieces follow from them. Whole numbers throughout, rounded up at the end:
half a kit cannot be bought.
"""
