"""Words everyone shares: money, quantity, clave, monthly series, business calendar, refusal, problem.

Foundation: imports nothing of Abasto and no framework, except `base/fields.py`, which holds the one
database field that several rooms need.
"""
