"""Organisations, their people, and who may see what.

Comes in: the participants of a round, the suppliers, the accounts of their people.
Goes out: the viewer of a page (role and organisation) and `may_see`, which decides every disclosure.
Acts: the administrator; in a rehearsal the demo accounts, one per role.
Rules: the disclosure table of the rule set (`law/`): each field has a class for each phase.
"""
